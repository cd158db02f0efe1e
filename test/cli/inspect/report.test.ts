// odflash report: everything a bug report needs, and nothing that says whose it is.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { parseTrace } from '@odflash/core/trace';
import { describe, expect, it, vi } from 'vitest';
import { odflash as asProcess, type Scratch, scratch } from '../command.ts';
import { odflash } from '../quick.ts';
import { smallSample } from '../samples.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A person with a home of her own. */
function person(folder: Scratch) {
  const home = folder.at('home/annegret');
  mkdirSync(home, { recursive: true });
  return { home, env: { HOME: home, USER: 'annegret', LOGNAME: 'annegret' } };
}

const board = ['--virtual', 'v3.6-56V,serial=325E35633334'];

/** A number as the forms it takes in texts and in transfers. */
function formsOf(serial: string): readonly string[] {
  const little = Buffer.from(serial, 'hex').reverse().toString('hex');
  return [serial, serial.toLowerCase(), Buffer.from(serial, 'utf16le').toString('hex'), little];
}

describe('odflash report', () => {
  it('shows versions, findings, devices and descriptors, without the serial number', async () => {
    const run = await odflash(['report', '--virtual', 'v3.6-56V+dfu,serial=325E35633334']);
    expect(run.status, run.stderr).toBe(0);
    for (const words of ['odflash  0.1.0', process.versions.node, 'A board in DFU mode is ready', '"vendorId": 1155'])
      expect(run.stdout).toContain(words);
    expect(run.stdout).toContain('12 01 00 01 00 00 00 40 83 04 11 df');
    expect(run.stdout).toContain('@Internal Flash  /0x08000000/04*016Kg');
    expect(run.stdout).toContain('XXXXXXXXXXX1');
    for (const form of formsOf('325E35633334')) expect(run.stdout).not.toContain(form);
    expect(run.stderr).toContain('masked');
  });

  it('bundles a trace and a log that hold none of: user, host, home folder, serial number', async () => {
    using folder = scratch();
    const { home, env } = person(folder);
    const trace = `${home}/bug.trace`;
    const log = `${home}/bug.log`;
    const words = ['backup', `${home}/config.json`, ...board, '--trace', trace, '--log-file', log, '--verbose'];
    const backup = await asProcess(words, { env });
    expect(backup.status, backup.stderr).toBe(0);
    writeFileSync(log, `annegret on ${hostname()} wrote ${home}/config.json\n`, { flag: 'a' });
    const secrets = [home, 'annegret', hostname(), ...formsOf('325E35633334')];
    const told = readFileSync(trace, 'utf8') + readFileSync(log, 'utf8');
    // The number is really transferred: a test that looks for what was never there proves nothing.
    for (const secret of [home, hostname(), '325E35633334', formsOf('325E35633334')[3] ?? ''])
      expect(told).toContain(secret);
    for (const name of ['bug.json', 'bug.txt']) {
      const file = `${home}/${name}`;
      const run = await asProcess(['report', file, ...board, '--attach', trace, '--attach', log], { env });
      expect(run.status, run.stderr).toBe(0);
      const text = readFileSync(file, 'utf8');
      for (const secret of secrets) expect(text, secret).not.toContain(secret);
      expect(text).toContain('XXXXXXXXXXX1');
      expect(text).toContain('odflash-trace');
    }
    const { attachments } = JSON.parse(readFileSync(`${home}/bug.json`, 'utf8'));
    const masked = parseTrace(new TextEncoder().encode(attachments[0].text));
    expect(masked.entries).toHaveLength(parseTrace(readFileSync(trace)).entries.length);
  });

  it('bundles the trace of a run that failed, which still shows what failed when serial numbers are masked', async () => {
    using folder = scratch();
    const { home, env } = person(folder);
    const serial = '325E35633334';
    writeFileSync(`${home}/small.bin`, smallSample('2.0.0'));
    const failing = ['--virtual', `v3.6-56V+dfu,serial=${serial},drop-erase=1:2:3:4:5:6:7:8:9`];
    const words = [
      'flash',
      `${home}/small.bin`,
      '--yes',
      '--trace',
      `${home}/bug.trace`,
      '--log-file',
      `${home}/bug.log`,
    ];
    const failed = await asProcess([...words, ...failing, '--backup-dir', `${home}/undo`], { env });
    expect(failed.status, failed.stderr).toBe(7);
    const attached = ['--attach', `${home}/bug.trace`, '--attach', `${home}/bug.log`];
    const run = await asProcess(['report', `${home}/bug.json`, ...failing, ...attached], { env });
    expect(run.status, run.stderr).toBe(0);
    const text = readFileSync(`${home}/bug.json`, 'utf8');
    for (const secret of [home, 'annegret', hostname(), ...formsOf(serial)]) expect(text, secret).not.toContain(secret);
    expect(text).toContain('verify-failed');
    writeFileSync(folder.at('masked.trace'), JSON.parse(text).attachments[0].text);
    const original = await odflash(['replay', `${home}/bug.trace`]);
    const masked = await odflash(['replay', folder.at('masked.trace')]);
    expect(masked.status, masked.stderr).toBe(0);
    expect(masked.stdout).toContain('ERASE 0x08004000');
    expect(masked.stdout.split('\n')).toHaveLength(original.stdout.split('\n').length);
  });

  it('leaves serial numbers in where that is wanted', async () => {
    const run = await odflash(['report', ...board, '--with-serials', '--json']);
    expect(JSON.stringify(run.lines()[0])).toContain('325E35633334');
    expect(run.lines()[0]).toMatchObject({ v: 2, type: 'report', versions: { odflash: '0.1.0' } });
    expect(run.stderr).toContain('are included');
  });

  it('tells what it can of a machine without a board', async () => {
    const run = await odflash(['report', '--virtual', 'v3.6-56V,flash=blank', '--json']);
    expect(run.last()).toMatchObject({ ok: true, problems: 1 });
    expect(run.lines()[0]).toMatchObject({ descriptors: [], findings: [{ code: 'no-board', error: 'no-device' }] });
  });

  it('overwrites nothing, and stops where something to attach is missing or damaged', async () => {
    using folder = scratch();
    writeFileSync(folder.at('there.txt'), 'mine');
    const over = await odflash(['report', folder.at('there.txt'), ...board, '--json']);
    expect(over.last()).toMatchObject({ code: 'file-unwritable' });
    expect(readFileSync(folder.at('there.txt'), 'utf8')).toBe('mine');
    const missing = await odflash(['report', folder.at('new.txt'), ...board, '--attach', folder.at('none'), '--json']);
    expect(missing.last()).toMatchObject({ code: 'file-unreadable' });
    writeFileSync(folder.at('bad.trace'), '{"odflash-trace":1}\n{"t":0}\n');
    const bad = await odflash(['report', folder.at('new.txt'), ...board, '--attach', folder.at('bad.trace'), '--json']);
    expect(bad.last()).toMatchObject({ code: 'bad-file' });
    expect(existsSync(folder.at('new.txt'))).toBe(false);
  });
});
