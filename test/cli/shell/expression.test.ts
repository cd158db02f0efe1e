// odflash shell with expressions and scripts.

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { odflash as odflashProcess, scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';
import { board, evaluate } from './bench.ts';

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
    expect(number.stderr).toMatch(/await odrv0\.vbus_voltage/);
  });

  it('of several statements has the value of the last one, also where one awaits', async () => {
    const { stdout } = await evaluate([
      'const volts = await odrv0.vbus_voltage; typeof volts',
      'let sum = 0; for (const axis of [odrv0.axis0, odrv0.axis1]) { sum += await axis.current_state; } await 0; "a; b" + sum;',
      'await 0; // 5; 6',
      'function twice(value) { return 2 * value }',
      'twice(21)',
    ]);
    expect(stdout).toBe('number\na; b2\n42\n');
  });

  it('that has no form in JSON is shown as Node shows it', async () => {
    const { status, stdout, lines } = await evaluate(['const own = {}; own.own = own; own'], [...board, '--json']);
    expect([status, lines().find(({ type }) => type === 'value')?.value]).toEqual([
      0,
      '<ref *1> { own: [Circular *1] }',
    ]);
    expect(stdout).not.toBe('');
  });

  it('that assigns what was not awaited says so, and writes nothing', async () => {
    const [axis0, axis1] = [0, 1].map((axis) => `odrv0.axis${axis}.controller.config.pos_gain`);
    const reading = await evaluate([`${axis0} = ${axis1}`]);
    expect([reading.status, reading.stderr]).toEqual([2, expect.stringContaining(`await ${axis1}`)]);
    const promise = await evaluate([`${axis0} = odrv0.get_adc_voltage(3)`]);
    expect([promise.status, promise.stderr]).toEqual([2, expect.stringContaining('is a promise')]);
  });

  it('that fails where nothing waits for it is a failure of the code, with its place in the code', async () => {
    for (const code of [
      'Promise.reject(new Error("mine")); 1',
      'setTimeout(() => { throw new Error("mine") }, 1); await sleep(1000)',
    ]) {
      const { status, stderr } = await odflashProcess(['shell', '-e', code, ...board]);
      expect([status, stderr]).toEqual([
        2,
        expect.stringMatching(/The expression failed: Error: mine\.\n.*expression:1/),
      ]);
    }
    const ours = await odflashProcess(['shell', '-e', 'odrv0.vbus_voltage + 1', ...board]);
    expect(ours.stderr).toMatch(/It happened at expression:1/);
    const asked = await odflashProcess(['shell', '-e', 'odrv0.get_adc_voltage(3); throw new Error("mine")', ...board]);
    expect([asked.status, asked.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: The expression failed: Error: mine/),
    ]);
  });

  it('that fails with an axis armed says that it is set to IDLE', async () => {
    const ready = ['--virtual', 'v3.6-56V,motor=ready'];
    const { stderr } = await evaluate(['odrv0.axis0.requested_state = 8'], ready);
    const [consent = ''] = /move=[0-9A-F]{12}:axis0/.exec(stderr) ?? [];
    const failed = await evaluate(['odrv0.axis0.requested_state = 8', 'throw 1'], [...ready, '--consent', consent]);
    expect([failed.status, failed.stderr]).toEqual([2, expect.stringMatching(/odrv0\.axis0 is set to IDLE/)]);
  });

  it('that catches a failure gets its text', async () => {
    const caught = await evaluate([
      "odrv0.test_function('x').catch((error) => [error.code, error.message, error.stack.split('\\n')[0]])",
    ]);
    expect(caught.stdout).toMatch(/'usage'/);
    expect(caught.stdout).toMatch(/'"x" is not a value for the input delta of test_function\.'/);
    expect(caught.stdout).not.toMatch(/live\.input/);
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

  it('is followed by commands for its own board, where there are several', async () => {
    const boards = ['--virtual', 'v3.6-56V', '--virtual', 'v3.6-24V,serial=0123456789AB'];
    const failed = async (code: string, words: readonly string[]) => (await evaluate([code], words)).stderr;
    expect(await failed('odrv1.vbus_voltage = 1', boards)).toMatch(/get vbus_voltage --serial 0123456789AB --virtual/);
    expect(await failed('odrv1.nothing.like.it', boards)).toMatch(/get "\*" --serial 0123456789AB --virtual/);
    expect(await failed('odrv0.vbus_voltage = 1', board)).toMatch(/get vbus_voltage --virtual/);
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

  it('imports from where it stands, as a module does', async () => {
    using folder = scratch();
    const files = [folder.at('lib.mjs'), folder.at('main.mjs')] as const;
    writeFileSync(files[0], 'export const five = 5;\nexport default 6;\n');
    const code = [
      "import { strictEqual as same, ok } from 'node:assert';",
      "import six, * as lib from './lib.mjs';",
      "import 'node:fs';",
      'import nine, {',
      '  five,',
      "} from './lib.mjs';",
      'same(six + nine, 12); ok(lib.five === five);',
      'console.log(await odrv0.axis0.error);',
    ];
    writeFileSync(files[1], code.join('\n'));
    const { status, stdout, stderr } = await odflashProcess(['shell', 'main.mjs', ...board], {
      cwd: dirname(files[1]),
    });
    expect([status, stdout, stderr]).toEqual([0, '0\n', '']);
    const elsewhere = await odflashProcess(['shell', files[1], ...board]);
    expect(elsewhere.status).toBe(0);
  });

  it('that fails ends, whatever it has left waiting', async () => {
    const { status } = await odflashProcess(['shell', '-e', 'setInterval(() => 0, 1000); throw 1', ...board]);
    expect(status).toBe(2);
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
