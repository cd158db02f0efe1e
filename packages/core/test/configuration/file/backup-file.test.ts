// A configuration as a file, odrivetool's and ours.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backupLimits,
  formatBackup,
  parseBackup,
  serialInFileName,
  textOfFile,
} from '../../../src/configuration/file/backup-file.ts';
import { backupOf, collectConfiguration, isSame } from '../../../src/configuration/file/collect.ts';
import { isFlasherError } from '../../../src/index.ts';
import { findProperty } from '../../../src/odrive/tree.ts';
import { endpointOf, smallBoard } from '../../odrive/fake-board.ts';
import { backupWith, bytes, connected, origin, serial } from '../planned.ts';

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

  it('takes two references to nothing for the same, whatever their bytes', async () => {
    const board = smallBoard();
    const { tree } = await connected(board);
    const property = findProperty(tree, 'config.gpio1_pwm_mapping.endpoint')!;
    const nowhere = { endpoint: 0, checksum: 0 };
    const there = { endpoint: endpointOf(board, 'axis0.controller.config.vel_limit'), checksum: tree.checksum };
    expect(isSame(tree, property, nowhere, { endpoint: 77, checksum: 1 })).toBe(true);
    expect(isSame(tree, property, nowhere, there)).toBe(false);
    expect(isSame(tree, property, there, nowhere)).toBe(false);
  });

  it('is UTF-16 only where one byte of two is zero', () => {
    expect(textOfFile(Uint8Array.of(0x7b, 0, 0x7d, 0))).toBe('{}');
    expect(textOfFile(Uint8Array.of(0, 0x7b, 0, 0x7d))).toBe('{}');
    expect(textOfFile(Uint8Array.of(0, 0, 0x7b, 0x7d))).toBe('\0\0{}');
    expect(textOfFile(Uint8Array.of(0))).toBe('\0');
    expect(textOfFile(Uint8Array.of(0x7b))).toBe('{');
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

  it('takes for the checksum of a descriptor only what can be one: another names no release', () => {
    const read = (descriptor: string) =>
      parseBackup(bytes(`{"config": {"a": 1}, "odflash": {"format": 1, "descriptor": ${descriptor}}}`)).origin
        .descriptor;
    expect(['0', '49568', '65535'].map(read)).toEqual([0, 49568, 65535]);
    expect(['-1', '65536', '"49568"', 'null', '[49568]', 'true'].map(read)).toEqual(new Array(6).fill(undefined));
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
