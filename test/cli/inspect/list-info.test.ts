// Looking without touching: which boards there are, and what a board or a file is.

import { describe, expect, it } from 'vitest';
import { scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';
import { expectJsonLines } from '../json-lines.ts';
import { kept } from '../running.ts';
import { sample } from '../samples.ts';

describe('odflash list and info', () => {
  it('list shows serial, socket and mode of every board', async () => {
    const run = await odflash(['list', '--virtual', 'v3.6-56V+dfu', '--virtual', 'v3.5-48V', '--json']);
    expectJsonLines(run.lines());
    const devices = run.lines().filter(({ type }) => type === 'device');
    expect(devices.map(({ path, mode }) => [path, mode])).toEqual([
      ['1-1', 'DFU'],
      ['1-2', 'running'],
    ]);
    for (const { serial } of devices) expect(serial).toMatch(/^[0-9A-F]{12}$/);
    expect(new Set(devices.map(({ serial }) => serial)).size).toBe(2);
  });

  it('names the configuration sectors of an STM32F405 only: to another chip its sectors from 10 on are for anything', async () => {
    const own = await odflash(['info', '--virtual', 'v3.6-56V+dfu']);
    expect(own.stdout.match(/configuration$/gm)).toHaveLength(2);
    const other = await odflash(['info', '--virtual', 'v3.6-56V+dfu,layout=four-digits']);
    expect(other.stdout).toMatch(/sector 11/);
    expect(other.stdout).not.toMatch(/configuration$/m);
  });

  it('--path and --serial choose among several', async () => {
    const boards = ['--virtual', 'v3.6-56V+dfu', '--virtual', 'v3.5-48V+dfu'];
    const [, second] = (await odflash(['list', ...boards, '--json'])).lines();
    const byPath = await odflash(['info', ...boards, '--path', '1-2', '--json']);
    const bySerial = await odflash(['info', ...boards, '--serial', String(second?.serial).toLowerCase(), '--json']);
    for (const run of [byPath, bySerial]) {
      expectJsonLines(run.lines());
      expect(run.lines().find(({ type }) => type === 'board')?.board).toMatchObject({ version: { name: 'v3.5-48V' } });
    }
  });

  it('info describes a board that runs, too: it is asked, not switched into DFU mode', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.5-48V,startup=calibration');
    const { status, stdout } = await odflash(['info', 'board', ...words]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}Serial number +[0-9A-F]{12}$/m);
    expect(stdout).toMatch(/^ {2}Board +ODrive v3\.5-48V \(confirmed by OTP\)$/m);
    expect(stdout).toMatch(/^ {2}Firmware +0\.5\.6$/m);
    expect(stdout).toMatch(/^ {2}axis0 +\S.*; after a restart: startup_motor_calibration$/m);
    const run = await odflash(['info', ...words, '--json']);
    expectJsonLines(run.lines());
    expect(run.lines().find(({ type }) => type === 'running-board')).toMatchObject({ firmware: { release: '0.5.6' } });
    expect(run.last()).toMatchObject({ ok: true, command: 'info', board: 'untouched' });
    const [device] = (await odflash(['list', ...words, '--json'])).lines();
    expect(device).toMatchObject({ mode: 'running' });
  });

  it('info of a board with errors ends with 9 and explains each, to scripts as well', async () => {
    const words = ['info', '--virtual', 'v3.6-56V,axis0.encoder.error=0x4'];
    const { status, stdout } = await odflash(words);
    expect(status).toBe(9);
    expect(stdout).toMatch(/axis0\.encoder\.error {2}0x4\n {2}NO_RESPONSE: .*\n {4}cause .*\n {4}remedy /);
    const run = await odflash([...words, '--json']);
    expectJsonLines(run.lines());
    expect(run.lines().find(({ type }) => type === 'running-board')).toMatchObject({
      isHealthy: false,
      misconfigured: false,
      errors: [{ path: 'axis0.encoder.error', value: '0x4', flags: [{ name: 'NO_RESPONSE' }] }],
    });
    expect([run.status, run.last()]).toMatchObject([9, { ok: true, command: 'info' }]);
    const latched = await odflash(['info', '--virtual', 'v3.6-56V,axis1.last_drv_fault=0x420']);
    expect(latched.status).toBe(0);
  });

  it('info describes a file on stdout and changes nothing', async () => {
    const run = await odflash(['info', sample('2.0.0', 'elf')]);
    expect(run.stdout).toMatch(/Format +ELF/);
    expect(run.stdout).toMatch(/0x08000000-0x0803F273/);
    expect(run.stderr).toBe('');
    expectJsonLines((await odflash(['info', sample('2.0.0', 'elf'), '--json'])).lines());
  });
});
