// odflash shell: expressions and scripts, odrivetool's helpers, and the shell at a terminal.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { systemClock } from '@odflash/core';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { errorLines, toFlasherError } from '../../packages/cli/src/failure.ts';
import { axisEndedText, letGoText } from '../../packages/cli/src/shell/axis-ended.ts';
import { openBoards } from '../../packages/cli/src/shell/boards.ts';
import { completeBoardPath } from '../../packages/cli/src/shell/complete.ts';
import { startRepl } from '../../packages/cli/src/shell/repl.ts';
import { thermistorCoefficients } from '../../packages/cli/src/shell/thermistor.ts';
import { odflash as odflashProcess, scratch } from './command.ts';
import { odflashInProcess as odflash } from './in-process.ts';

const board = ['--virtual', 'v3.6-56V'];
const evaluate = (expressions: readonly string[], words: readonly string[] = board) =>
  odflash(['shell', ...expressions.flatMap((one) => ['-e', one]), ...words]);

describe('an expression', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('reads, assigns and calls with %s', async (firmware) => {
    const { status, stdout } = await evaluate(
      [
        'odrv0.hw_version_major',
        'odrv0.axis0.controller.config.pos_gain = 30; odrv0.axis0.controller.config.pos_gain',
        'await odrv0.test_function(-5)',
        'odrv0.axis0.current_state',
        'AXIS_STATE_IDLE',
      ],
      ['--virtual', `v3.6-56V,firmware=${firmware}`],
    );
    expect([status, stdout]).toEqual([0, '3\n30\n-5\n1\n1\n']);
  });

  it('of an object shows the values in it, to scripts as JSON', async () => {
    const { stdout } = await evaluate(['odrv0.axis0.encoder.config']);
    expect(stdout).toMatch(/^cpr +\d+$/m);
    const { lines } = await evaluate(['odrv0.axis0.controller'], [...board, '--json']);
    expect(lines().find(({ type }) => type === 'value')?.value).toMatchObject({ input_pos: 0, error: 0 });
  });

  it('that names what the firmware does not have, or is wrong, is refused with the place', async () => {
    const unknown = await evaluate(['odrv0.vbus_volage']);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/has no vbus_volage[\s\S]*vbus_voltage/);
    const wrong = await evaluate(['odrv0.vbus_voltage +']);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/The expression failed: SyntaxError/);
    const number = await evaluate(['odrv0.vbus_voltage * 2']);
    expect(number.stderr).toMatch(/await vbus_voltage/);
  });

  it('that starts a motor, or acts on an armed axis, needs its consent', async () => {
    const start = await evaluate(['odrv0.axis0.requested_state = AXIS_STATE_CLOSED_LOOP_CONTROL'], [...board, '--yes']);
    expect(start.status).toBe(3);
    const armed = ['--virtual', 'v3.6-56V,motor=armed', '--yes'];
    const refused = await evaluate(['odrv0.axis0.controller.input_vel = 1'], armed);
    expect(refused.status).toBe(3);
    const [consent = ''] = /move=[0-9A-F]{12}:axis0/.exec(refused.stderr) ?? [];
    const moved = await evaluate(['odrv0.axis0.controller.input_vel = 1'], [...armed, '--consent', consent]);
    expect(moved.status).toBe(0);
  });

  it('that is assigned fails as set does where the board cannot have it', async () => {
    const { status } = await evaluate(
      ['odrv0.config.dc_bus_overvoltage_trip_level = 59'],
      ['--virtual', 'v3.6-24V', '--yes'],
    );
    expect(status).toBe(7);
  });

  it('meets every board by its name', async () => {
    const { stdout } = await evaluate(
      ['odrv0.hw_version_variant', 'odrv1.hw_version_variant', 'typeof odrv2'],
      ['--virtual', 'v3.6-56V', '--virtual', 'v3.6-24V'],
    );
    expect(stdout).toBe('56\n24\nundefined\n');
  });
});

describe('a script', () => {
  it('awaits, requires and prints', async () => {
    using folder = scratch();
    const file = folder.at('tune.mjs');
    const result = folder.at('result.txt');
    writeFileSync(
      file,
      `#!/usr/bin/env odflash
const { writeFileSync } = require('node:fs');
for (const value of [1, 2, 3]) odrv0.test_property = value;
await odrv0.test_property;
const { data, rate } = await BulkCapture(() => [odrv0.vbus_voltage, odrv0.test_property], 100, 0.5);
writeFileSync(${JSON.stringify(result)}, [data.length, rate.toFixed(0), data[3][2]].join());
`,
    );
    const { status, stderr } = await odflash(['shell', file, ...board]);
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(result, 'utf8')).toMatch(/^(50|51),100,3$/);
  });

  it('that fails says where', async () => {
    using folder = scratch();
    const file = folder.at('wrong.mjs');
    writeFileSync(file, 'const a = 1;\nawait null;\nnonsense();\n');
    const { status, stderr } = await odflash(['shell', file, ...board]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/nonsense is not defined[\s\S]*wrong\.mjs:3/);
  });

  it('on standard input runs without a terminal, and Ctrl-C ends one that waits', async () => {
    const piped = await odflashProcess(['shell', ...board], { input: 'odrv0.hw_version_minor' });
    expect([piped.status, piped.stdout]).toEqual([0, '6\n']);
    const nothing = await odflashProcess(['shell', ...board], { input: '' });
    expect(nothing.status).toBe(2);
    const waiting = await odflashProcess(
      ['shell', '-e', 'console.log("here"); new Promise(() => setInterval(() => 0, 1e6))', ...board],
      {
        onLine: (line, child) => {
          if (line === 'here') child.kill('SIGINT');
        },
      },
    );
    expect(waiting.status).toBe(130);
  });
});

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

  it('of firmware 0.5.2 and later do theirs, and what they are not made for is refused', async () => {
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

describe('an axis that was armed in a shell', () => {
  it('is idle when the program ends, and that is said', async () => {
    using folder = scratch();
    const words = ['--virtual', 'v3.6-56V,motor=ready', '--virtual-state', folder.at('b')];
    const { lines } = await odflash(['list', ...words, '--json']);
    const serial = String(lines().find(({ type }) => type === 'device')?.serial);
    const { status, stderr, stdout } = await evaluate(
      ['odrv0.axis0.requested_state = AXIS_STATE_CLOSED_LOOP_CONTROL', 'odrv0.axis0.current_state'],
      [...words, '--consent', `move=${serial}:axis0`],
    );
    expect([status, stdout]).toEqual([0, '8\n8\n']);
    expect(stderr).toMatch(/odrv0\.axis0 is set to IDLE at the end of the shell\. A load may fall\./);
  });

  it('keeps what takes long from starting, so that its watchdog is fed', async () => {
    const profile = 'v3.6-56V,motor=ready';
    const { lines } = await odflash(['list', '--virtual', profile, '--json']);
    const serial = String(lines().find(({ type }) => type === 'device')?.serial);
    const consented = ['--virtual', profile, '--consent', `move=${serial}:axis0`];
    const { status, stderr } = await evaluate(['odrv0.axis0.requested_state = 8', 'odrv0.rate_test()'], consented);
    expect(status).toBe(3);
    expect(stderr).toMatch(/axis0 is armed here/);
  });

  it.each([
    ['loses its connection', 'lost', /^odrv0\.axis0 was armed when the connection was lost\. Its watchdog/],
    ['fails by itself', 'idle', /^odrv0\.axis0 is idle, with errors\. To explain them: odrv0\.dump_errors\(\)/],
  ] as const)('and %s is told', async (_, how, text) => {
    const clock = virtualClock();
    const virtual = createVirtualBoard('v3.6-56V,motor=ready', { clock, seed: 1 });
    virtual.recorder.consent(0);
    const env = { bus: virtualBus([virtual], { clock }), clock, vault: memoryVault() };
    const told: string[] = [];
    const boards = await openBoards(
      env,
      { consent: [{ what: 'move', serial: virtual.serial, axis: 0 }] },
      { onAxisEnded: async (board, axis, why) => void told.push(why, await axisEndedText(board, axis, why)) },
    );
    const [board] = boards.all;
    await board?.session.write('axis0.requested_state', 8);
    await clock.sleep(1_000);
    if (how === 'lost') virtual.cable(false);
    // The supply sags below what the firmware bears.
    else virtual.supply(5);
    await clock.sleep(60_000);
    await boards[Symbol.asyncDispose]();
    expect(told).toEqual([how, expect.stringMatching(text)]);
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

/** A keyboard and a screen, and what they are connected to. */
async function terminal(profile: string, historyFile?: string) {
  const clock = virtualClock();
  const virtual = createVirtualBoard(profile, { clock, seed: 1 });
  virtual.recorder.consent(0);
  const env = { bus: virtualBus([virtual], { clock }), clock, vault: memoryVault() };
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 80,
    rows: 24,
    getColorDepth: () => 1,
    hasColors: () => false,
  });
  let shown = '';
  output.on('data', (text) => {
    shown += String(text);
  });
  const boards = await openBoards(env, { consent: [{ what: 'move', serial: virtual.serial, axis: 0 }] });
  const errors: string[] = [];
  let interrupts = 0;
  const shell = startRepl({
    input: input as unknown as NodeJS.ReadStream,
    output: output as unknown as NodeJS.WriteStream,
    boards,
    names: Object.fromEntries(boards.all.map(({ name, root }) => [name, root])),
    historyFile,
    interrupt: () => {
      interrupts++;
      boards.interrupt();
    },
    showError: (error) => errors.push(errorLines(toFlasherError(error, undefined)).join('\n')),
  });
  /** Types, and waits until the screen shows it. */
  const type = async (keys: string, until: RegExp) => {
    const from = shown.length;
    for (const key of keys) input.write(key);
    for (let look = 0; look < 400; look++) {
      if (until.test(shown.slice(from))) return shown.slice(from);
      await systemClock.sleep(10);
    }
    throw new Error(`not shown: ${until} in ${JSON.stringify(shown.slice(from))}`);
  };
  return { type, shell, boards, env, errors, virtual, input, interrupts: () => interrupts };
}

function memoryVault() {
  const files = new Map<string, Uint8Array>();
  return {
    put: async (name: string, bytes: Uint8Array) => void files.set(name, bytes),
    get: async (name: string) => files.get(name),
    list: async (prefix: string) => [...files.keys()].filter((name) => name.startsWith(prefix)),
    remove: async (name: string) => void files.delete(name),
    locate: (name: string) => name,
  };
}

describe('at a terminal', () => {
  it('values are read, assignments have arrived before the next prompt, and names are completed', async () => {
    using folder = scratch();
    const history = folder.at('history');
    const { type, shell, boards, errors } = await terminal('v3.6-56V', history);
    await type('odrv0.hw_version_minor\r', /\n6\r?\n/);
    await type('odrv0.test_property = 5\r', /\n5\r?\n/);
    await type('await odrv0.test_property + 1\r', /\n6\r?\n/);
    await type('odrv0.axis0.enco\t', /odrv0\.axis0\.encoder/);
    await type('pos_esti\t\t', /pos_estimate_counts/);
    await type('\r', /\n[\d.-]+\r?\n/);
    await type('odrv0.nonsense\r', /> /);
    await type('odrv0.vbus_voltage = 3\r', /\n3\r?\n|> /);
    await type('"still" + " there"\r', /still there/);
    expect(errors).toEqual([expect.stringMatching(/has no nonsense/), expect.stringMatching(/can only be read/)]);
    shell.close();
    await shell.closed;
    await boards[Symbol.asyncDispose]();
    expect(existsSync(history)).toBe(true);
  });

  it.each([
    ['.exit', '.exit\r'],
    ['Ctrl-D', '\x04'],
  ])('a motor that was started does not go on after %s', async (_, keys) => {
    const { type, shell, boards, env } = await terminal('v3.6-56V,motor=ready');
    await type('odrv0.axis0.requested_state = 8\r', /\n8\r?\n/);
    await type('odrv0.axis0.current_state\r', /\n8\r?\n/);
    expect(letGoText(boards.all)).toMatch(/^odrv0\.axis0 is set to IDLE/);
    for (const key of keys) await type(key, /(?:)/);
    await shell.closed;
    await boards[Symbol.asyncDispose]();
    await using again = await openBoards(env, {});
    expect(await again.all[0]?.session.read('axis0.current_state')).toBe(1);
  });

  it('Ctrl-C sets a motor that was started to IDLE, and the shell goes on', async () => {
    const { type, shell, boards } = await terminal('v3.6-56V,motor=ready');
    await type('odrv0.axis0.requested_state = 8\r', /\n8\r?\n/);
    await type('await new Promise(() => undefined)\r', /undefined\)/);
    await systemClock.sleep(50);
    await type('\x03', /interrupted/i);
    await boards.all[0]?.session.settled();
    await type('odrv0.axis0.current_state\r', /\n1\r?\n/);
    shell.close();
    await boards[Symbol.asyncDispose]();
  });

  it('Ctrl-C ends what runs and not the shell', async () => {
    const { type, shell, boards, virtual, interrupts } = await terminal('v3.6-56V');
    await type('await new Promise(() => undefined)\r', /undefined\)/);
    await systemClock.sleep(50);
    await type('\x03', /interrupted/i);
    await type('1 + 1\r', /\n2\r?\n/);
    virtual.cutPower();
    virtual.powerCycle();
    await type('odrv0.hw_version_major\r', /\n3\r?\n/);
    expect(interrupts()).toBe(1);
    shell.close();
    await shell.closed;
    await boards[Symbol.asyncDispose]();
  });
});

it('completion goes on from the end of the line, and only for boards', async () => {
  const { boards, shell } = await terminal('v3.6-56V');
  expect(completeBoardPath('await odrv0.axis0.enco', boards)).toEqual([['odrv0.axis0.encoder.'], 'odrv0.axis0.enco']);
  expect(completeBoardPath('f(odrv0.test_f', boards)).toEqual([['odrv0.test_function('], 'odrv0.test_f']);
  expect(completeBoardPath('odrv0.dump_e', boards)).toEqual([['odrv0.dump_errors('], 'odrv0.dump_e']);
  expect(completeBoardPath('odrv0.axis1.step_a', boards)?.[0]).toEqual(['odrv0.axis1.step_and_plot(']);
  expect(completeBoardPath('odrv0.', boards)?.[0]).not.toContain('odrv0.dump_errors(');
  expect(completeBoardPath('odrv0.nothing.x', boards)?.[0]).toEqual([]);
  expect(completeBoardPath('xodrv0.axis0', boards)).toBeUndefined();
  expect(completeBoardPath('odrv7.axis0', boards)).toBeUndefined();
  shell.close();
  await boards[Symbol.asyncDispose]();
});
