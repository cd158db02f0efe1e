// odflash shell: odrivetool's helpers, as functions and as methods.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { thermistorCoefficients } from '../../../packages/cli/src/shell/thermistor.ts';
import { scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';
import { board, evaluate } from './bench.ts';

describe('odrivetool’s helpers', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('do their work with %s', async (firmware) => {
    using folder = scratch();
    const file = folder.at('oscilloscope.csv');
    const { status, stdout, stderr } = await evaluate(
      [
        'dump_errors(odrv0)',
        'dump_errors(odrv0, true)',
        'rate_test(odrv0, 100)',
        `oscilloscope_dump(odrv0, 20, ${JSON.stringify(file)})`,
        'print_drv_regs(odrv0.axis0)',
        'dump_threads(odrv0)',
        'start_liveplotter(() => [odrv0.axis0.encoder.pos_estimate, odrv0.vbus_voltage], { duration: 0.2 })',
        'calculate_thermistor_coeffs(3, 3300, 10000, 3435, -10, 150).length',
      ],
      ['--virtual', `v3.6-56V,firmware=${firmware},axis0.encoder.error=2`, '--yes'],
    );
    expect(stderr).not.toMatch(/^error/m);
    expect(status).toBe(0);
    expect(stdout).toMatch(/CPR_OUT_OF_RANGE|CPR_POLEPAIRS_MISMATCH/);
    expect(stdout).toMatch(/reads\/s/);
    expect(stdout).toMatch(/^time_s,axis0\.encoder\.pos_estimate,vbus_voltage$/m);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(21);
  });

  it('of firmware 0.5.2 and later do theirs, and refuse unsupported firmware', async () => {
    const { status, stderr } = await evaluate(
      [
        'dump_interrupts(odrv0)',
        'dump_dma(odrv0)',
        'dump_timing(odrv0)',
        'set_motor_thermistor_coeffs(odrv0.axis0, 3300, 10000, 3435, -10, 150)',
      ],
      [...board, '--yes'],
    );
    expect([status, stderr.match(/^error.*/m)]).toEqual([0, null]);
    expect((await evaluate(['set_motor_thermistor_coeffs(odrv0, 1, 2, 3, 4, 5)'])).stderr).toMatch(/needs an axis/);
    expect((await evaluate(['dump_errors(odrv0.axis0)'])).stderr).toMatch(/needs a board/);
    expect((await evaluate(['plot(() => "text")'])).stderr).toMatch(/does not return numbers/);
  });
});

describe('step_and_plot', () => {
  const moved = async (firmware: string, words: readonly string[]) => {
    const profile = `v3.6-56V,firmware=${firmware},motor=ready`;
    const { lines } = await odflash(['list', '--virtual', profile, '--json']);
    const serial = String(lines().find(({ type }) => type === 'device')?.serial);
    return evaluate(words, ['--virtual', profile, '--consent', `move=${serial}:axis0`]);
  };

  it.each([
    ['0.4.12', '200', 'pos', 200],
    ['0.5.1', '0.5', 'pos', 0.5],
    ['0.5.6', '0.5', 'pos', 0.5],
    ['0.5.6', '2, 1, 100, CONTROL_MODE_VELOCITY_CONTROL', 'vel', 2],
  ])('with %s steps by (%s), draws it, and leaves the axis idle in its own mode', async (firmware, step, what, by) => {
    const { status, stdout, stderr } = await moved(firmware, [
      'odrv0.axis0.controller.config.control_mode = 1',
      `odrv0.axis0.step_and_plot(${step})`,
      'odrv0.axis0.current_state',
      'odrv0.axis0.controller.config.control_mode',
    ]);
    expect(stderr).not.toMatch(/^error/m);
    expect(stderr).toMatch(/step_and_plot arms axis0, changes its (position|velocity) by [\d.]+ (turns?|counts)/);
    expect(status).toBe(0);
    expect(stdout).toContain(`time_s,axis0.controller.${what}_setpoint,axis0.encoder.${what}_estimate\n`);
    const rows = [...stdout.matchAll(/^([\d.]+),([-\d.e]+),([-\d.e]+)$/gm)].map((row) => row.slice(1).map(Number));
    const [, first = Number.NaN] = rows[0] ?? [];
    const [, last = Number.NaN, reached = Number.NaN] = rows.at(-1) ?? [];
    expect(last - first).toBeCloseTo(by, 3);
    expect(Math.abs(reached - last)).toBeLessThan(Math.abs(by) / 4);
    expect(stdout).toMatch(/\n1\n1\n$/);
  });

  it('arms nothing without its consent, and leaves the mode as it was', async () => {
    const { status, stdout } = await evaluate(
      [
        'odrv0.axis0.step_and_plot(1).catch((error) => error.code)',
        'odrv0.axis0.controller.config.control_mode',
        'odrv0.axis0.current_state',
      ],
      ['--virtual', 'v3.6-56V,motor=ready'],
    );
    expect([status, stdout]).toEqual([0, 'not-confirmed\n3\n1\n']);
  });

  it('says what it cannot step, and that it needs an axis', async () => {
    expect((await evaluate(['odrv0.axis0.step_and_plot(1, 0.5, 500, 1)'])).stderr).toMatch(/not control mode 1/);
    expect((await evaluate(['step_and_plot(odrv0)'])).stderr).toMatch(/needs an axis/);
  });
});

describe('helpers as methods', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('of a board and an axis do the same with %s', async (firmware) => {
    const { status, stdout, stderr } = await evaluate(
      [
        'odrv0.dump_errors()',
        'odrv0.rate_test(50)',
        'odrv0.axis0.print_drv_regs()',
        'odrv0.dump_threads()',
        'odrv0.clear_errors()',
        'odrv0.axis0.encoder.error',
      ],
      ['--virtual', `v3.6-56V,firmware=${firmware},axis0.encoder.error=2`, '--yes'],
    );
    expect([status, stderr.match(/^error.*/m)]).toEqual([0, null]);
    expect(stdout).toMatch(/CPR_(OUT_OF_RANGE|POLEPAIRS_MISMATCH)/);
    expect(stdout).toMatch(/\n0\n$/);
  });

  it('are no members of other objects, and no names of the board', async () => {
    expect((await evaluate(['odrv0.axis0.dump_errors()'])).stderr).toMatch(/has no axis0\.dump_errors/);
    expect((await evaluate(['odrv0.axis0.motor.step_and_plot()'])).status).toBe(2);
    expect((await evaluate(['Object.keys(odrv0).includes("dump_errors")'])).stdout).toBe('false\n');
  });
});

it('the coefficients of a thermistor give the temperature back', () => {
  for (const bottom of [false, true]) {
    const [a = 0, b = 0, c = 0, d = 0] = thermistorCoefficients({
      load: 3300,
      at25: 10_000,
      beta: 3435,
      from: 0,
      to: 100,
      bottom,
    });
    for (const celsius of [5, 25, 60, 95]) {
      const resistance = 10_000 * Math.exp(3435 * (1 / (celsius + 273.15) - 1 / 298.15));
      const x = (bottom ? resistance : 3300) / (3300 + resistance);
      expect(a + b * x + c * x ** 2 + d * x ** 3).toBeCloseTo(celsius, -0.7);
    }
  }
});
