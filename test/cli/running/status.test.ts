// odflash status: what a person and a script see of a board that runs, and of its errors before and after they are cleared.

import { describe, expect, it } from 'vitest';
import { odflashInProcess as odflash } from '../in-process.ts';

const ill = 'v3.6-56V,axis0.encoder.error=0x4,axis0.error=0x100';

describe('status', () => {
  it('of a healthy board ends with 0 and says so', async () => {
    const { status, stdout } = await odflash(['status', '--virtual', 'v3.6-24V,startup=closed-loop']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ODrive v3\.6-24V {2}[0-9A-F]{12} {2}firmware 0\.5\.6\n {2}Bus +24\.0 V, 0\.00 A\n/);
    expect(stdout).toMatch(/after a restart: startup_motor_calibration, .*startup_closed_loop_control\n/);
    expect(stdout).toMatch(/Uptime +\d+ s\n/);
  });

  it('of a board with errors ends with 9 and gives each its cause and remedy', async () => {
    const { status, stdout } = await odflash(['status', '--virtual', ill]);
    expect(status).toBe(9);
    expect(stdout).toMatch(/axis0\.error {2}0x100\n {2}ENCODER_FAILED: .*\n {4}cause .*\n {4}remedy /);
    expect(stdout).toMatch(/axis0\.encoder\.error {2}0x4\n {2}NO_RESPONSE: no counts arrived/);
    expect(stdout).not.toMatch(/No errors/);
  });

  it('names the faults of the gate driver, which are not an error by themselves where they are latched', async () => {
    const latched = await odflash(['status', '--virtual', 'v3.6-56V,axis1.last_drv_fault=0x420']);
    expect(latched.status).toBe(0);
    expect(latched.stdout).toMatch(/axis1\.last_drv_fault {2}0x420, when the axis last became idle\n {2}FETHA_OC/);
    const old = await odflash([
      'status',
      '--virtual',
      'v3.6-56V,firmware=0.4.12,axis0.motor.gate_driver.drv_fault=0x100',
    ]);
    expect(old.status).toBe(9);
    expect(old.stdout).toMatch(/PVDD_UV/);
  });

  it('gives scripts the errors by name, 64 bits of them included', async () => {
    const { status, lines, last } = await odflash([
      'status',
      '--virtual',
      'v3.6-56V,axis0.motor.error=0x800000000',
      '--json',
    ]);
    expect(status).toBe(9);
    expect(lines().find(({ type }) => type === 'status')).toMatchObject({
      isHealthy: false,
      errors: [{ path: 'axis0.motor.error', value: '0x800000000', flags: [{ bit: 35, name: 'UNBALANCED_PHASES' }] }],
    });
    expect(last()).toMatchObject({ ok: true, boards: 1, unhealthy: 1 });
  });

  it('--all shows every board that runs, and names those in DFU mode', async () => {
    const boards = ['v3.6-56V', 'v3.5-24V,firmware=0.4.12,bus=6', 'v3.6-24V+dfu'].flatMap((one) => ['--virtual', one]);
    const { status, stdout, stderr } = await odflash(['status', '--all', ...boards]);
    expect(status).toBe(9);
    expect(stdout.match(/^ODrive /gm)).toHaveLength(2);
    expect(stdout).toMatch(/No errors\.\n\nODrive /);
    expect(stdout).toMatch(/axis0\.error {2}0x2\n {2}DC_BUS_UNDER_VOLTAGE/);
    expect(stderr).toMatch(/^In DFU mode, firmware not running: \w+ at 1-3$/m);
    expect(stderr).toMatch(/1 of 2 boards with errors/);
  });

  it('--watch looks as often as it is asked to', async () => {
    const { status, lines } = await odflash([
      'status',
      '--virtual',
      'v3.6-56V',
      '--watch',
      '--every',
      '200',
      '--times',
      '3',
      '--json',
    ]);
    expect(status).toBe(0);
    expect(lines().filter(({ type }) => type === 'status')).toHaveLength(3);
  });

  it('--clear needs confirmation, shows the errors, and ends with the state afterwards', async () => {
    const refused = await odflash(['status', '--clear', '--virtual', ill, '--json']);
    expect(refused.last()).toMatchObject({ code: 'not-confirmed', board: 'untouched', exit: 3 });
    const cleared = await odflash(['status', '--clear', '--yes', '--virtual', ill]);
    expect(cleared.status).toBe(0);
    expect(cleared.stdout).toMatch(/NO_RESPONSE[\s\S]*No errors\.\n$/);
    const back = await odflash(['status', '--clear', '--yes', '--virtual', 'v3.6-56V,bus=6']);
    expect(back.status).toBe(9);
  });

  it('says which options contradict each other', async () => {
    for (const words of [
      ['--clear', '--watch'],
      ['--all', '--times', '2'],
      ['--all', '--serial', '12'],
    ]) {
      const { status, stderr } = await odflash(['status', ...words, '--virtual', 'v3.6-56V']);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^error: --/);
    }
  });
});
