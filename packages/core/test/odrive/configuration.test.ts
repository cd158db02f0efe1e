import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFlasherError } from '../../src/index.ts';
import {
  backupLimits,
  type ConfigurationBackup,
  formatBackup,
  parseBackup,
  serialInFileName,
} from '../../src/odrive/backup-file.ts';
import { backupOf, collectConfiguration } from '../../src/odrive/configuration.ts';
import { connectOdrive } from '../../src/odrive/device.ts';
import type { JsonValue } from '../../src/odrive/json.ts';
import { applyRestore } from '../../src/odrive/restore.ts';
import { planRestore, type RestoreRequest, startupFlagsIn } from '../../src/odrive/restore-plan.ts';
import { endpointOf, type FakeBoard, smallBoard } from './fake-board.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const serial = '356933603436';
const origin = { serial, board: 'v3.6-56V', firmware: '0.5.6', taken: '2024-01-01T00:00:00.000Z' };

async function connected(board: FakeBoard) {
  const device = await connectOdrive(board, { clock: board.clock, sequence: 0x80 });
  board.touched.length = 0;
  return device;
}

const backupWith = (values: Record<string, JsonValue>, from: ConfigurationBackup['origin'] = origin) => ({
  origin: from,
  values: new Map(Object.entries(values)),
});

async function plan(board: FakeBoard, values: Record<string, JsonValue>, request: Partial<RestoreRequest> = {}) {
  const device = await connected(board);
  const target = { tree: device.tree, serial, firmware: '0.5.6' };
  const result = planRestore({ backup: backupWith(values), target, ...request });
  const skips: Record<string, string> = {};
  if (result.kind === 'refused') return { device, result, writes: [], skipped: skips };
  for (const { path, reason } of result.skipped) skips[path] = reason;
  return {
    device,
    result,
    writes: result.writes.map(({ property, value }) => [property.path, value]),
    skipped: skips,
  };
}

describe('a configuration backup', () => {
  it('has every property below config, nested ones and references included', async () => {
    const board = smallBoard();
    const device = await connected(board);
    await device.write('config.gpio1_pwm_mapping.endpoint', {
      endpoint: endpointOf(board, 'axis0.controller.config.vel_limit'),
      checksum: device.tree.checksum,
    });
    await device.write('config.brake_resistance', Infinity);
    const seen: number[] = [];
    const values = await collectConfiguration(device, { onProperty: (done) => seen.push(done) });
    expect(seen).toHaveLength(values.size);
    const backup = backupOf(device.tree, values, origin);
    expect(Object.fromEntries(backup.values)).toMatchObject({
      'config.brake_resistance': Infinity,
      'config.gpio1_pwm_mapping.endpoint': 'axis0.controller.config.vel_limit',
      'axis0.encoder.config.cpr': 0,
      'axis0.config.startup_closed_loop_control': false,
    });
    expect(backup.values.has('axis0.requested_state')).toBe(false);
  });

  it('gives a reference to nothing as null', async () => {
    const device = await connected(smallBoard());
    const backup = backupOf(device.tree, await collectConfiguration(device), origin);
    expect(backup.values.get('config.gpio1_pwm_mapping.endpoint')).toBeNull();
  });

  it('survives its file', () => {
    const backup = backupWith({
      'config.brake_resistance': 0.47,
      'config.gpio1_pwm_mapping.endpoint': null,
      'config.gpio1_pwm_mapping.min': Number.NEGATIVE_INFINITY,
      'axis0.motor.config.torque_lim': Infinity,
      'axis0.encoder.config.cpr': 8192,
      'axis1.config.startup_homing': true,
    });
    expect(parseBackup(bytes(formatBackup(backup)))).toEqual(backup);
  });

  it('is the nested object odrivetool writes, with one key more', () => {
    const text = formatBackup(backupWith({ 'config.a': Infinity, 'axis0.motor.config.b': 2, 'axis0.config.c': true }));
    const shape = JSON.parse(text.replace('Infinity', '1e99'));
    expect(shape).toEqual({
      config: { a: 1e99 },
      axis0: { motor: { config: { b: 2 } }, config: { c: true } },
      odflash: { format: 1, ...origin },
    });
  });

  it('reads a file of odrivetool, NaN and lists for references included', () => {
    const backup = parseBackup(
      bytes(
        '{"config": {"brake_resistance": NaN, "gpio1": {"endpoint": [3, 49568]}}, "axis0": {"config": {"x": -Infinity}}}',
      ),
    );
    expect(backup.origin).toEqual({});
    expect([...backup.values]).toEqual([
      ['config.brake_resistance', Number.NaN],
      ['config.gpio1.endpoint', [3, 49568]],
      ['axis0.config.x', -Infinity],
    ]);
  });

  it.each([
    ['an empty file', ''],
    ['a web page', '<html></html>'],
    ['a list', '[1, 2]'],
    ['a file cut short', '{"config": {"brake_resistance": 0.4'],
    ['JSON without a configuration', '{"name": "package", "version": "1.0.0"}'],
    ['only our own key', '{"odflash": {"config": {"a": 1}}}'],
    ['a value that is called config', '{"config": 3}'],
    ['far too much', `{"config": {"a": "${'x'.repeat(backupLimits.maxLength)}"}}`],
    ['far too many values', `{"config": {${Array.from({ length: 17_000 }, (_, i) => `"k${i}":1`).join(',')}}}`],
  ])('refuses %s', (_name, text) => {
    expect(() => parseBackup(bytes(text))).toThrow(expect.objectContaining({ code: 'bad-file' }));
  });

  it('never ends in anything but a backup or bad-file', () => {
    const text = formatBackup(backupWith({ 'config.a': 1, 'axis0.config.b': Number.NaN, '__proto__.config.c': 5 }));
    const mutated = fc.tuple(fc.nat(text.length), fc.string({ maxLength: 5 }), fc.nat(6));
    const input = fc.oneof(
      fc.uint8Array(),
      mutated.map(([at, inserted, removed]) => bytes(text.slice(0, at) + inserted + text.slice(at + removed))),
    );
    fc.assert(
      fc.property(input, (file) => {
        try {
          parseBackup(file);
        } catch (error) {
          expect(isFlasherError(error) && error.code).toBe('bad-file');
        }
      }),
    );
  });

  it('writes what it reads back, whatever the names', () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter((text) => text !== 'odflash');
    const path = fc
      .tuple(fc.array(name, { maxLength: 3 }), name)
      .map(([above, own]) => [...above, 'config', own].join('.'));
    const leaf = fc.oneof(fc.boolean(), fc.integer(), fc.float(), fc.constant(null));
    fc.assert(
      fc.property(fc.array(fc.tuple(path, leaf), { minLength: 1 }), (entries) => {
        const values = new Map(entries);
        // A path cannot be both a value and an object.
        fc.pre(![...values.keys()].some((one) => [...values.keys()].some((other) => other.startsWith(`${one}.`))));
        const read = parseBackup(bytes(formatBackup({ origin, values })));
        expect(new Map([...read.values].sort())).toEqual(new Map([...values].sort()));
      }),
    );
  });

  it('finds the serial number in the name odrivetool gives its files', () => {
    expect(serialInFileName('/tmp/odrive-config-356933603436.json')).toBe(serial);
    expect(serialInFileName('config.json')).toBeUndefined();
  });
});

describe('a restore plan', () => {
  it('writes what fits, and says of the rest why not', async () => {
    const { writes, skipped } = await plan(smallBoard(), {
      'config.brake_resistance': 2,
      'config.uart_a_baudrate': 1.5,
      'axis0.controller.config.cogging_ratio': 1,
      'axis0.controller.config.vel_limit': 'fast',
      'axis0.motor.config.current_lim': 10,
      'axis0.requested_state': 8,
      'axis0.config': 5,
      'config.gpio1_pwm_mapping.endpoint': 'axis0.gone.config.x',
      'config.gpio1_pwm_mapping.min': null,
    });
    expect(writes).toEqual([['config.brake_resistance', 2]]);
    expect(skipped).toEqual({
      'config.uart_a_baudrate': 'other-type',
      'axis0.controller.config.cogging_ratio': 'read-only',
      'axis0.controller.config.vel_limit': 'other-type',
      'axis0.motor.config.current_lim': 'not-found',
      'axis0.requested_state': 'not-configuration',
      'axis0.config': 'not-configuration',
      'config.gpio1_pwm_mapping.endpoint': 'foreign-reference',
      'config.gpio1_pwm_mapping.min': 'other-type',
    });
  });

  it('never plans a write outside config, whatever the file', async () => {
    const device = await connected(smallBoard());
    const paths = [...device.tree.nodes.keys()];
    const target = { tree: device.tree, serial, firmware: '0.5.6' };
    const values = fc.dictionary(fc.constantFrom(...paths), fc.oneof(fc.integer(), fc.boolean(), fc.double()));
    fc.assert(
      fc.property(values, fc.boolean(), (file, force) => {
        const result = planRestore({ backup: backupWith(file as Record<string, JsonValue>), target, force });
        if (result.kind === 'refused') throw new Error('same generation');
        for (const { property } of result.writes) expect(property.path).toMatch(/(^|\.)config\./);
        expect(result.writes.length + result.skipped.length).toBe(Object.keys(file).length);
      }),
    );
  });

  it('does not carry calibration results to another board, or to one it cannot be sure of', async () => {
    const values = {
      'axis0.encoder.config.phase_offset': 1234,
      'axis0.encoder.config.pre_calibrated': true,
      'axis0.encoder.config.cpr': 8192,
    };
    const skipped = {
      'axis0.encoder.config.phase_offset': 'other-board',
      'axis0.encoder.config.pre_calibrated': 'other-board',
    };
    const stranger = backupWith(values, { ...origin, serial: '000000000001' });
    expect((await plan(smallBoard(), values, { backup: stranger })).skipped).toEqual(skipped);
    const nameless = backupWith(values, {});
    expect((await plan(smallBoard(), values, { backup: nameless })).skipped).toEqual(skipped);
    expect(
      (await plan(smallBoard(), values, { backup: nameless, backupSerial: serial.toLowerCase() })).skipped,
    ).toEqual({});
    expect((await plan(smallBoard(), values, { backup: stranger, carryCalibration: true })).skipped).toEqual({});
    expect((await plan(smallBoard(), values)).skipped).toEqual({});
  });

  it('writes pre_calibrated last, because the firmware takes it back otherwise', async () => {
    const { writes } = await plan(smallBoard(), {
      'axis0.encoder.config.pre_calibrated': true,
      'axis0.encoder.config.cpr': 4000,
      'axis0.encoder.config.phase_offset': 5,
    });
    expect(writes.map(([path]) => path)).toEqual([
      'axis0.encoder.config.cpr',
      'axis0.encoder.config.phase_offset',
      'axis0.encoder.config.pre_calibrated',
    ]);
  });

  it('holds the startup flags when told to', async () => {
    const values = {
      'axis0.config.startup_closed_loop_control': true,
      'axis0.config.startup_motor_calibration': false,
      'axis0.encoder.config.pre_calibrated': true,
    };
    const held = (await plan(smallBoard(), values, { holdStartup: true })).result;
    expect(
      held.kind === 'plan' && held.writes.map(({ property, value, held: is }) => [property.name, value, is]),
    ).toEqual([
      ['startup_closed_loop_control', false, true],
      ['startup_motor_calibration', false, undefined],
      ['pre_calibrated', true, undefined],
    ]);
    expect(startupFlagsIn(new Map(Object.entries(values)))).toEqual(['axis0.config.startup_closed_loop_control']);
  });

  it('refuses to cross from 0.4 to 0.5 unless forced, and then leaves out what has another unit', async () => {
    const values = { 'config.brake_resistance': 0.5, 'axis0.controller.config.vel_limit': 20000 };
    const old = backupWith(values, { ...origin, firmware: '0.4.12' });
    expect((await plan(smallBoard(), values, { backup: old })).result).toEqual({
      kind: 'refused',
      file: '0.4',
      board: '0.5',
    });
    const forced = await plan(smallBoard(), values, { backup: old, force: true });
    expect(forced.writes).toEqual([['config.brake_resistance', 0.5]]);
    expect(forced.skipped).toEqual({ 'axis0.controller.config.vel_limit': 'other-unit' });
  });

  it('knows the generation of a file that does not say it by its names', async () => {
    const nameless = backupWith({ 'config.brake_resistance': 0.5, 'axis0.config.counts_per_step': 2 }, {});
    expect((await plan(smallBoard(), {}, { backup: nameless })).result.kind).toBe('refused');
  });

  it('reads references as a path, as null, and as numbers of the same firmware', async () => {
    const board = smallBoard();
    const target = endpointOf(board, 'axis0.controller.config.vel_limit');
    const { device } = await plan(board, {});
    const { checksum } = device.tree;
    const path = 'config.gpio1_pwm_mapping.endpoint';
    for (const [value, expected] of [
      ['axis0.controller.config.vel_limit', { endpoint: target, checksum }],
      [null, { endpoint: 0, checksum: 0 }],
      [[0, 0], { endpoint: 0, checksum: 0 }],
      [[target, checksum], { endpoint: target, checksum }],
      [[target, checksum ^ 1], 'foreign-reference'],
      [[target], 'other-type'],
      [7, 'other-type'],
    ] as const) {
      const { writes, skipped } = await plan(smallBoard(), { [path]: value as JsonValue });
      expect(typeof expected === 'string' ? skipped[path] : writes[0]?.[1]).toEqual(expected);
    }
  });
});

describe('a restore', () => {
  const values = {
    'config.brake_resistance': 2,
    'config.uart_a_baudrate': 0,
    'axis0.encoder.config.cpr': 4000,
    'config.gpio1_pwm_mapping.endpoint': null,
  };

  async function restore(board: FakeBoard, file: Record<string, JsonValue> = values) {
    const { device, result } = await plan(board, file);
    if (result.kind !== 'plan') throw new Error('refused');
    board.touched.length = 0;
    return { device, outcome: await applyRestore(device, result.writes) };
  }

  it('writes only what differs and reports what was read back', async () => {
    const board = smallBoard();
    const { outcome } = await restore(board);
    expect(outcome.written).toBe(2);
    expect(outcome.values.map(({ path, outcome: how, found }) => [path, how, found])).toEqual([
      ['config.brake_resistance', 'written', 2],
      ['config.uart_a_baudrate', 'already', 0],
      ['axis0.encoder.config.cpr', 'written', 4000],
      ['config.gpio1_pwm_mapping.endpoint', 'already', { endpoint: 0, checksum: 0 }],
    ]);
    expect(board.touched).toEqual([
      endpointOf(board, 'config.brake_resistance'),
      endpointOf(board, 'axis0.encoder.config.cpr'),
    ]);
  });

  it('writes nothing when everything is there already', async () => {
    const board = smallBoard();
    const { device } = await restore(board);
    board.touched.length = 0;
    const again = planRestore({ backup: backupWith(values), target: { tree: device.tree, serial, firmware: '0.5.6' } });
    const outcome = await applyRestore(device, again.kind === 'plan' ? again.writes : []);
    expect(outcome.written).toBe(0);
    expect(board.touched).toEqual([]);
    expect(outcome.values.every((value) => value.outcome === 'already')).toBe(true);
  });

  it('leaves a dangling reference alone where the file has none', async () => {
    const board = smallBoard();
    const endpoint = endpointOf(board, 'config.gpio1_pwm_mapping.endpoint');
    board.options.values.set(endpoint, Uint8Array.of(9, 0, 0xff, 0xee));
    const { outcome } = await restore(board, { 'config.gpio1_pwm_mapping.endpoint': null });
    expect(outcome.written).toBe(0);
  });

  it('says what the firmware did not keep', async () => {
    const model = smallBoard();
    const ignored = new Set([endpointOf(model, 'config.brake_resistance')]);
    const { outcome } = await restore(smallBoard({ readOnly: ignored }), { 'config.brake_resistance': 2 });
    expect(outcome.values).toEqual([{ path: 'config.brake_resistance', wanted: 2, found: 0, outcome: 'not-kept' }]);
  });

  it('is not fooled by any single lost reply', async () => {
    const reference = smallBoard();
    await restore(reference);
    const first = reference.sent.length;
    for (let lost = 0; lost < first; lost++) {
      const board = smallBoard();
      board.options.fate = (request) => (request === lost ? 'lose-reply' : 'normal');
      const { outcome } = await restore(board);
      expect(outcome.values.every((value) => value.outcome !== 'not-kept')).toBe(true);
    }
  });

  it('ends with the failure when the board is pulled out at any request', async () => {
    const reference = smallBoard();
    await restore(reference);
    for (let last = reference.sent.length - 12; last < reference.sent.length; last++) {
      const board = smallBoard();
      board.options.fate = (request) => (request === last ? 'gone' : 'normal');
      await expect(restore(board)).rejects.toMatchObject({ code: 'disconnected' });
    }
  });
});
