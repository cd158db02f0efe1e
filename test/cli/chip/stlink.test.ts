// A chip behind an ST-Link, from the command line.

import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { root, scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';
import { expectJsonLines } from '../json-lines.ts';
import { kept } from '../running.ts';

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

  it('flash, verify, read, reset and erase reach the same board, and the command to go back uses the same connection', async () => {
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

  it('verify of another file ends with the command that writes it, over the same connection', async () => {
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
    expect(run.stderr).toMatch(/^warn {2}While the chip of an ODrive v3\.4-48V is stopped/m);
    expect(run.stderr).toMatch(/^error: Not confirmed: .*saved as/m);
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
    expect(silent.stdout).toMatch(/^PROBLEM {2}No chip answers at the ST-Link\/V2/m);
  });

  it.each([
    ['sense=open', /Its VCC pin is an input/, /Wire VCC of J2/],
    ['swd=open', /No chip answers at the ST-Link/, /SWD to SWDIO/],
    ['probe-taken=yes', /another program is using the device/, /STM32CubeProgrammer.*OpenOCD/],
    ['probe-found=hanging', /does not answer/, /unplug it, plug it in again/],
    ['probe-version=zeros', /V0J8S0.*firmware is damaged/, /STSW-LINK007/],
  ])(
    'doctor does not call a probe with %s ready where it is not used, and the board on USB is',
    async (fault, what, remedy) => {
      const doctor = await odflash(['doctor', ...board(fault)]);
      expect(doctor.stdout).not.toContain('An ST-Link is ready');
      expect(doctor.stdout).toMatch(/^note /m);
      for (const words of [what, remedy]) expect(doctor.stdout.replace(/\s+/g, ' ')).toMatch(words);
      expect(doctor.status).toBe(0);
    },
  );

  it('doctor calls a probe ready where a chip answers, without a reset of what runs on it', async () => {
    const doctor = await odflash(['doctor', ...board('motor=armed')]);
    expect(doctor.stdout).toContain('An ST-Link is ready');
  });

  it.each([
    ['sense=floating', /Its VCC pin is an input/, /Wire VCC of J2, the board's 3\.3 V, to VCC of the probe/],
    ['target-voltage=2100,swd=open', /supply of the board is too low/, /exactly one source/],
    [
      'probe=v2-clone,swd=swapped',
      /measures its own supply/,
      /only if the board has no other supply.*wire \/RST to NRST/,
    ],
    ['probe=v2-1,swd=swapped', /The board has a supply/, /SWD to SWDIO.*wire \/RST to NRST/],
    ['probe-firmware=12,swd=open', /does not measure the supply/, /exactly one source/],
    ['probe-version=zeros', /V0J8S0.*firmware is damaged/, /STSW-LINK007/],
    ['probe=v3-loader', /in its firmware update mode/, /Unplug the probe and plug it in again.*STSW-LINK007/],
    ['probe-found=hanging', /does not answer/, /unplug it, plug it in again/],
    ['probe-taken=yes', /another program is using the device/, /STM32CubeProgrammer.*OpenOCD/],
    ['idcode=0x20036410', /STM32F103/, /disconnect the probe from its own chip/],
    ['idcode=0x16080413', /such as GigaDevice makes/, /J2 of the ODrive/],
    ['rdp=1', /read-protected/, /odflash unlock .*--via stlink/],
    ['wrp=0:5', /Sectors? 0.* write-protected/, /odflash unlock .*--via stlink/],
  ])('list, doctor and flash say what is wrong with %s, and what to do', async (fault, what, remedy) => {
    const doctor = await odflash(['doctor', ...stlink, ...board(fault)]);
    expect(doctor.status).toBe(9);
    for (const words of [what, remedy]) expect(doctor.stdout.replace(/\s+/g, ' ')).toMatch(words);
    // No number as raw bytes, nothing cut.
    expect(doctor.stdout).not.toMatch(/\\u00|\(\d+ characters\)/);
    const list = await odflash(['list', ...board(fault)]);
    expect(list).toMatchObject({ status: 0, stdout: expect.stringContaining(' probe ') });
    const flash = await odflash(['flash', firmware, ...stlink, ...board(fault), '--yes']);
    expect(flash.status, flash.stderr).toBeGreaterThan(2);
    for (const words of [what, remedy]) expect(flash.stderr.replace(/\s+/g, ' ')).toMatch(words);
    expect(flash.stderr).not.toMatch(/E: internal/);
  });

  it('two probes are distinguished by their ports, and each command that chooses one runs', async () => {
    const two = ['--virtual', 'v3.6-56V+stlink', '--virtual', 'v3.6-24V+stlink'];
    const run = await odflash(['info', ...stlink, ...two]);
    expect(run.status).toBe(3);
    expect(run.stderr.replace(/\s+/g, ' ')).toMatch(/2 ST-Links are connected/);
    const commands = [...run.stderr.matchAll(/^ {2}odflash (info .*)$/gm)].map(([, line = '']) => line.split(' '));
    expect(commands).toHaveLength(2);
    for (const words of commands) expect((await odflash(words)).status).toBe(0);
  });

  it.each([
    'nrst=open',
    'probe-found=dfu',
    'probe-found=left-over',
    'probe-serial=odd',
    'flash-size=zero',
    'idcode=0x20006411',
  ])('a board behind a probe with %s is flashed all the same', async (fault) => {
    expect((await odflash(['doctor', ...stlink, ...board(fault)])).stdout).toContain('An ST-Link is ready');
    const flash = await odflash(['flash', firmware, ...stlink, ...board(fault), '--yes']);
    expect(flash.status, flash.stderr).toBe(0);
  });

  it('a chip that loses SWD once code runs in it, until it is powered again, ends in a power cycle', async () => {
    using folder = scratch();
    const words = [
      ...stlink,
      '--virtual',
      'v3.6-56V+stlink,swd-lost-in-code=yes',
      '--virtual-state',
      folder.at('s'),
      '--yes',
    ];
    const run = await odflash(['flash', firmware, ...words]);
    expect(run.status).toBe(6);
    expect(run.stderr.match(/power-cycle the board/g)).toHaveLength(2);
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
