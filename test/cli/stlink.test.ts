// A chip behind an ST-Link, from the command line.

import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { root, scratch } from './command.ts';
import { odflashInProcess as odflash } from './in-process.ts';
import { expectJsonLines } from './json-lines.ts';
import { kept } from './running.ts';

vi.setConfig({ testTimeout: 60_000 });

const firmware = join(root, 'samples/built/odflash-sample-odrive-v3.6-56V.hex');
const board = (...faults: string[]) => ['--virtual', ['v3.6-56V+stlink', ...faults].join(',')];
const stlink = ['--via', 'stlink'];

describe('--via stlink', () => {
  it('list shows the probe with its firmware, what it reads and whether a chip answers', async () => {
    const run = await odflash(['list', ...board('probe=v2-clone', 'sense=open')]);
    expect(run.stdout).toMatch(/^[0-9A-F]{24} +2-1 +probe +ST-Link\/V2 V2J17S4, reads 3\.2\d V, a chip answers/m);
    const json = await odflash(['list', ...board('probe=v3', 'swd=open'), '--json']);
    expectJsonLines(json.lines());
    expect(json.lines()).toContainEqual(
      expect.objectContaining({ mode: 'probe', path: '2-1', firmware: expect.stringMatching(/^V3J/), target: null }),
    );
  });

  it('list says of a probe that cannot be used why', async () => {
    const run = await odflash(['list', ...board('probe-version=zeros')]);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('V0J8S0');
  });

  it('flash asks before it stops a board that runs, and ends with what accepts it', async () => {
    const run = await odflash(['flash', firmware, ...stlink, ...board('motor=armed')]);
    expect(run.status).toBe(3);
    expect(run.stderr).toContain('a motor that holds a load releases it');
    expect(run.stderr).toMatch(/--via stlink .*--yes/);
  });

  it('flash, verify, read, reset and erase reach the same board, and its way back goes by the same wire', async () => {
    using folder = scratch();
    const words = [...stlink, ...kept(folder, 'v3.6-56V+stlink')];
    const flashed = await odflash(['flash', firmware, ...words, '--yes']);
    expect(flashed.status, flashed.stderr).toBe(0);
    expect(flashed.stderr).toContain('32 bits at a time');
    expect(flashed.stderr).toMatch(/^ {2}odflash restore \S+ .*--via stlink$/m);
    for (const command of [
      ['verify', firmware],
      ['read', folder.at('all.bin')],
      ['info'],
      ['reset', '--yes'],
      ['erase', '--yes'],
    ]) {
      const run = await odflash([...command, ...words]);
      expect(run.status, `${command[0]}: ${run.stderr}`).toBe(0);
    }
  });

  it('verify of another file ends with the command that writes it, by the same wire', async () => {
    const run = await odflash(['verify', firmware, ...stlink, ...board()]);
    expect(run.status).toBe(7);
    expect(run.stderr).toMatch(/^ {2}odflash flash \S+odflash-sample-odrive-v3\.6-56V\.hex .*--via stlink$/m);
  });

  it('a probe without the supply of the board on its VCC pin ends in what to wire', async () => {
    const run = await odflash(['verify', firmware, ...stlink, ...board('probe=v2', 'sense=open')]);
    expect(run.status).toBe(6);
    expect(run.stderr).toContain('Its VCC pin is an input');
    expect(run.stderr).toContain("Wire VCC of J2, the board's 3.3 V, to VCC of the probe.");
  });

  it('a chip that is not an F405 is named', async () => {
    const run = await odflash(['info', ...stlink, ...board('idcode=0x20036410')]);
    expect(run.status).toBe(3);
    expect(run.stderr).toContain('STM32F103');
  });

  it('without a probe says so, and another way is not known', async () => {
    expect((await odflash(['info', ...stlink, '--virtual', 'v3.6-56V'])).stderr).toContain('No ST-Link was found.');
    expect((await odflash(['info', '--via', 'jtag', ...board()])).status).toBe(2);
  });
});

describe('update --via stlink', () => {
  const old = ['--virtual', 'v3.4-48V+stlink'];
  const hex = (profile: string) => join(root, `samples/built/odflash-sample-odrive-${profile}.hex`);

  it('restores the configuration of a board that runs, and its way back goes by the same connection', async () => {
    using folder = scratch();
    const words = [...stlink, ...kept(folder, 'v3.6-56V+stlink')];
    const run = await odflash(['update', hex('v3.6-56V'), ...words, '--yes']);
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toContain('Every byte was read back');
    expect(run.stderr).toMatch(/^ {2}odflash update \S+ --via stlink .*--virtual/m);
  });

  it('is offered for a board up to v3.4 with a probe; --yes takes it, and does not confirm that the DC supply is off', async () => {
    const run = await odflash(['update', join(root, 'samples/built/odflash-sample-1.0.0.hex'), ...old, '--yes']);
    expect(run.status).toBe(3);
    expect(run.stderr).toMatch(/--consent supply-removed=[0-9A-F]{12}$/m);
    expect(run.stderr).toMatch(/^error: While the chip of an ODrive v3\.4-48V is stopped.*saved as/m);
  });
});

describe('backup and doctor --via stlink', () => {
  it('save the values over USB where the board is there', async () => {
    using folder = scratch();
    const run = await odflash(['backup', folder.at('values.json'), ...stlink, ...board()]);
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/values of firmware 0\./);
  });

  it('doctor looks at the chip behind the probe, and does not refuse a v3.4 for DFU mode', async () => {
    const run = await odflash(['doctor', ...stlink, '--virtual', 'v3.4-48V+stlink']);
    expect(run.stdout).not.toContain('does not enter DFU mode');
    expect(run.stdout).toContain('An ST-Link is ready');
    const silent = await odflash(['doctor', ...stlink, ...board('probe=v2', 'sense=open')]);
    expect(silent.status).toBe(9);
    expect(silent.stdout).toContain('VCC');
  });
});

describe('a board that DFU mode can destroy', () => {
  it('is sent to the ST-Link with the command that flashes it there', async () => {
    const file = join(root, 'samples/built/odflash-sample-odrive-v3.6-56V.hex');
    const run = await odflash(['flash', file, '--virtual', 'v3.4-48V+dfu', '--path', '1-1']);
    expect(run.status).toBe(3);
    expect(run.stderr).toMatch(/^ {2}odflash flash \S+ --via stlink .*--virtual v3\.4-48V\+dfu$/m);
    expect(run.stderr).not.toMatch(/--via stlink .*--path/);
  });
});
