// odflash virtual in one process, other commands against it over USB/IP in others; and what looks at the machine itself.

import { writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { faultNames, profileNames } from '@odflash/virtual';
import { describe, expect, it, vi } from 'vitest';
import { odflash as asProcess, keptBoard, scratch } from '../command.ts';
import { exported } from '../exported.ts';
import { odflash } from '../quick.ts';
import { smallSample } from '../samples.ts';

vi.setConfig({ testTimeout: 60_000 });

const speaksIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

describe('odflash virtual', () => {
  it('exports a board that other processes list, flash and verify over USB/IP', async () => {
    using folder = scratch();
    const board = await keptBoard(folder.at('board'));
    const image = smallSample('2.0.0');
    writeFileSync(folder.at('small.bin'), image);
    const ended = await exported(
      ['--profile', 'v3.6-56V+dfu', '--virtual-state', folder.at('board')],
      async (server) => {
        const listed = await asProcess(['list', '--usbip', server, '--json']);
        expect(listed.lines()[0]).toMatchObject({ type: 'device', path: '1-1', mode: 'DFU' });
        const flashed = await asProcess([
          'flash',
          folder.at('small.bin'),
          '--usbip',
          server,
          '--yes',
          '--no-start',
          '--json',
          '--backup-dir',
          folder.at('undo'),
        ]);
        expect(flashed.last(), flashed.stderr).toMatchObject({ ok: true, board: 'verified' });
        const verified = await asProcess(['verify', folder.at('small.bin'), '--usbip', server, '--json']);
        expect(verified.last()).toMatchObject({ ok: true });
      },
    );
    expect(ended).toMatchObject({ status: 0, signal: null });
    expect(Buffer.compare(board.bytes(0x0800_0000, image.length), image)).toBe(0);
  });

  it('says how to attach the board, and that an address beyond this machine is open to every computer', async () => {
    const ended = await exported([], async () => undefined);
    expect(ended.stderr).toContain('usbip --tcp-port');
    expect(ended.stderr).not.toContain('no password');
  });

  it.runIf(speaksIpv6)('prints an IPv6 address as it is typed', async () => {
    const seen = async (server: string) => {
      expect(server).toMatch(/^\[::1\]:\d+$/);
      const listed = await odflash(['list', '--usbip', server, '--json']);
      expect(listed.lines()[0], listed.stderr).toMatchObject({ type: 'device', path: '1-1' });
    };
    await exported([], seen, '[::1]:0');
  });

  it('that is not there is reported as a wrong address, not as a bad cable', async () => {
    const run = await odflash(['list', '--usbip', '127.0.0.1:1', '--json']);
    expect(run.last()).toMatchObject({ code: 'transfer-failed', exit: 6 });
    expect(run.stderr).toMatch(/127\.0\.0\.1:1[\s\S]*odflash virtual --listen/);
  });

  it('refuses an address it cannot listen on', async () => {
    const ended = await asProcess(['virtual', '--listen', '192.0.2.1:3240', '--json']);
    expect(ended.last()).toMatchObject({ type: 'error', code: 'usage', exit: 2 });
    expect(ended.status).toBe(2);
  });

  it('--list names every board, fault and habit, for people and for machines', async () => {
    const [text, json] = [await odflash(['virtual', '--list']), await odflash(['virtual', '--list', '--json'])];
    for (const name of [...profileNames, ...faultNames]) expect(text.stdout).toContain(name);
    const boardOptions = json.lines().filter(({ type }) => type === 'knob');
    expect(boardOptions.map(({ name }) => name)).toEqual(faultNames);
    expect(json.last()).toMatchObject({ ok: true, profiles: profileNames.length });
  });

  it('refuses a profile that does not exist, naming those that do', async () => {
    const ended = await odflash(['virtual', '--profile', 'v9.9', '--json']);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('v3.6-56V');
  });
});

describe('--usbip', () => {
  it('names the server when there is no answer', async () => {
    const ended = await odflash(['list', '--usbip', '127.0.0.1:1', '--json']);
    expect(ended.last()).toMatchObject({ type: 'error' });
    expect(ended.stderr).toContain('127.0.0.1:1');
  });

  it.each(['', 'a b', 'host:99999', ':3240', 'host:port'])('refuses "%s" as an address', async (address) => {
    expect((await odflash(['list', '--usbip', address])).status).toBe(2);
  });

  it('cannot be combined with --virtual', async () => {
    expect((await odflash(['list', '--usbip', 'localhost', '--virtual', 'v3.6-56V'])).status).toBe(2);
  });
});

describe('odflash list --watch', () => {
  it('ends well with Ctrl-C', async () => {
    const ended = await asProcess(['list', '--watch', '--virtual', 'v3.6-56V+dfu', '--json'], {
      onLine: (line, child) => {
        if (line.includes('Watching')) child.kill('SIGINT');
      },
    });
    expect(ended).toMatchObject({ status: 0 });
    expect(ended.last()).toMatchObject({ type: 'result', ok: true, devices: 1 });
  });
});

describe('odflash doctor', () => {
  it('finds no problem with a board in DFU mode', async () => {
    const ended = await odflash(['doctor', '--virtual', 'v3.6-56V+dfu', '--json']);
    expect(ended.lines().map(({ code }) => code)).toContain('board-ready');
    expect(ended.last()).toMatchObject({ ok: true, problems: 0, board: 'untouched' });
  });

  it('says what to do about a board without firmware', async () => {
    const ended = await odflash(['doctor', '--virtual', 'v3.6-56V+dfu,flash=blank', '--json']);
    expect(ended.lines().map(({ code }) => code)).toContain('board-without-firmware');
  });

  it('goes through cable, supply, switch and wires when no board is there', async () => {
    const ended = await odflash(['doctor', '--virtual', 'v3.6-56V,flash=blank']);
    expect(ended.stdout).toContain('GPIO6');
    expect(ended.stdout).toContain('DIP switch');
  });
});

describe('odflash udev-setup', () => {
  it('shows the rule for boards and bootloader without installing it', async () => {
    const ended = await odflash(['udev-setup', '--print']);
    expect(ended.status).toBe(0);
    expect(ended.stdout).toMatch(/0483.*df11.*uaccess/);
    expect(ended.stdout).toContain('ID_MM_DEVICE_IGNORE');
  });
});
