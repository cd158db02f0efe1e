// A person at the terminal whose board is not in DFU mode yet, or who has several: waited for, and asked which.

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { odflash, scratch } from '../command.ts';
import { exported } from '../exported.ts';
import { expectJsonLines } from '../json-lines.ts';
import { smallFile } from '../samples.ts';

describe('flash at a terminal', () => {
  it('names its file, waits for a board to be switched into DFU mode, and continues automatically', async () => {
    using folder = scratch();
    await exported(['--profile', 'v3.6-56V,flash=blank'], async (server, hand) => {
      const run = await odflash(['flash', smallFile(folder, '2.0.0'), '--usbip', server, '--yes', '--json'], {
        types: [],
        onLine: (line) => {
          if (line.includes('Waiting up to 10 min; Ctrl-C stops.')) hand('dfu 1-1\npower 1-1');
        },
      });
      expect(run.stderr).toMatch(
        /^Firmware 2\.0\.0\.hex .*\n {2}0x08000000-0x08009FFF {2}40 KiB\nNo board in DFU mode/,
      );
      expect(run.stderr).toContain('DIP switch to DFU');
      expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
      expectJsonLines(run.lines());
      expect(run.lines().slice(0, 2)).toMatchObject([
        { type: 'firmware', name: '2.0.0.hex', ranges: [{ address: 0x0800_0000, length: 40 * 1024 }] },
        { type: 'waiting', for: 'dfu', ms: 600_000 },
      ]);
    });
  });

  it('ends a wait with 130 at Ctrl-C, and waits for none without a terminal', async () => {
    using folder = scratch();
    const file = smallFile(folder, '2.0.0');
    await exported(['--profile', 'v3.6-56V,flash=blank'], async (server) => {
      const waiting = await odflash(['flash', file, '--usbip', server], {
        types: [],
        onLine: (line, child) => {
          if (line.includes('Ctrl-C stops.')) child.kill('SIGINT');
        },
      });
      expect(waiting.stderr).toContain('error: Interrupted.');
      expect(waiting.status).toBe(130);
      const script = await odflash(['flash', file, '--usbip', server]);
      expect(script.stderr).not.toContain('Waiting');
      expect(script.status).toBe(3);
    });
  });
});

describe('of several boards', () => {
  const two = ['--virtual', 'v3.6-56V+dfu', '--virtual', 'v3.5-48V+dfu'];

  it('the one chosen from the menu is used, and named in the commands that are printed', async () => {
    using folder = scratch();
    const words = [
      'flash',
      smallFile(folder, '2.0.0'),
      ...two,
      '--virtual-state',
      folder.at('s'),
      '--no-start',
      '--yes',
    ];
    const run = await odflash(words, { types: ['7\r', '2\r'] });
    expect(run.stderr).toMatch(
      /2 boards are in DFU mode:\n {2}1 {2}522A33DC54A3 at 1-1\n {2}2 {2}A273D5871378 at 1-2\n/,
    );
    expect(run.stderr.match(/Which board\?/g)).toHaveLength(2);
    expect(run.stderr).toContain('Board A273D5871378 at 1-2');
    expect(run.stderr).toMatch(/\n {2}odflash restore \S+ --path 1-2 /);
    expect(run.status, run.stderr).toBe(0);
  });

  it('none is used after an empty answer or Ctrl-C, by --yes, or in a script', async () => {
    using folder = scratch();
    const out = folder.at('out.bin');
    const words = ['read', out, ...two];
    const none = await odflash(words, { types: ['\r'] });
    expect(none).toMatchObject({ status: 3, stderr: expect.stringContaining('E: several-devices') });
    expect(await odflash(words, { types: ['\u0003'] })).toMatchObject({ status: 130 });
    expect(await odflash([...words, '--yes'])).toMatchObject({ status: 3 });
    expect(existsSync(out)).toBe(false);
  });
});

describe('over USB/IP, whose lists carry no serial numbers', () => {
  it('running boards are named, found by their serial number, and listed in the order of their ports', async () => {
    const profiles = Array.from({ length: 12 }, (_, index) => ['--profile', `v3.6-56V${index === 0 ? '+dfu' : ''}`]);
    await exported(profiles.flat(), async (server) => {
      const listed = await odflash(['list', '--usbip', server, '--json']);
      const devices = listed.lines().filter(({ type }) => type === 'device');
      expect(devices.map(({ path }) => path)).toEqual(Array.from({ length: 12 }, (_, index) => `1-${index + 1}`));
      expect(devices.map(({ serial }) => serial)).not.toContain(undefined);
      const serial = String(devices[11]?.serial);
      const status = await odflash(['status', '--usbip', server, '--serial', serial.toLowerCase()]);
      expect(status, status.stderr).toMatchObject({ status: 0, stdout: expect.stringContaining(serial) });
      const refused = await odflash(['erase', '--usbip', server, '--serial', serial, '--yes', '--json']);
      expect(refused.last()).toMatchObject({ code: 'not-in-dfu-mode', details: { devices: [`${serial} at 1-12`] } });
    });
  });
});
