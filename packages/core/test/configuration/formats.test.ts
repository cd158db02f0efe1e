// Files people have: exports of other programs, other encodings, values as text. Read, or refused by what they are.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { formatBackup, parseBackup } from '../../src/configuration/index.ts';
import { isFlasherError } from '../../src/index.ts';
import { numberOfName } from '../../src/odrive/enumerations.ts';
import { valueOfText } from '../../src/odrive/text-value.ts';
import { bench } from '../update/bench.ts';
import { fileOf, restored } from './on-boards.ts';

const text = '{"config": {"brake_resistance": 1.5}, "axis0": {"motor": {"config": {"pole_pairs": 15}}}}';
const utf8 = (content: string) => new TextEncoder().encode(content);

function utf16(content: string, isBig: boolean, mark: boolean): Uint8Array {
  const all = mark ? `\uFEFF${content}` : content;
  const bytes = new Uint8Array(all.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < all.length; at++) view.setUint16(at * 2, all.charCodeAt(at), !isBig);
  return bytes;
}

function refusal(content: string): string {
  try {
    parseBackup(utf8(content));
  } catch (error) {
    if (isFlasherError(error) && error.code === 'bad-file') return inEnglish(error.text);
    throw error;
  }
  return 'read';
}

describe('a backup', () => {
  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a mark', utf8(`\uFEFF${text}`)],
    ['UTF-16, little-endian', utf16(text, false, true)],
    ['UTF-16, big-endian', utf16(text, true, true)],
    ['UTF-16 without a mark', utf16(text, false, false)],
    ['UTF-16, big-endian without a mark', utf16(text, true, false)],
  ])('saved as %s is read', (_, bytes) => {
    expect([...parseBackup(bytes).values]).toEqual([
      ['config.brake_resistance', 1.5],
      ['axis0.motor.config.pole_pairs', 15],
    ]);
  });

  it.each([
    ['{"odrv0": {"config": {"brake_resistance": 1.5}}}'],
    ['{"odrv0.config.brake_resistance": 1.5}'],
    ['{"config.brake_resistance": 1.5}'],
    ['{"odrv0.config.brake_resistance": 1.5, "config.brake_resistance": 1.5}'],
  ])('with its values named as in %s is read', (content) => {
    expect([...parseBackup(utf8(content)).values]).toEqual([['config.brake_resistance', 1.5]]);
  });

  it.each([
    ["{'config': {'brake_resistance': 1.5, 'enable_brake_resistor': True}}", /printed Python dictionary/],
    ["OrderedDict({'config': {'brake_resistance': inf}})", /printed Python dictionary/],
    ['{"presets": {"mine": {"config": {"power": {"brake_resistance": 1.5}}}}}', /preset of another program/],
    ['{"exportInfo": {}, "config": {"brake_resistance": 1}}', /preset of another program/],
    ['{"mine": {"config": {"power": 1}}}', /file of another program/],
    ['{"odrv0": {"config": {"a": 1}}, "odrv1": {"axis0": {"config": {"b": 2}}}}', /several boards \(odrv0, odrv1\)/],
    ['{"odrv0.config.a": 1, "odrv1.config.b": 2}', /several boards \(odrv0, odrv1\)/],
    ['{"odrv0.config.a": 1, "config": {"a": 2}}', /two different values for config\.a\./],
    ['{"config": {"a": 1}, "config": {"b": 1}}', /the key "config" again, with another value at line 1, character 22/],
    ['{"odflash": {"format": 2}, "config": {"a": 1}}', /newer odflash/],
    ['{"name": "x"}', /no ODrive configuration/],
    ['{\n  "config": {\n    "a": 1,,\n  }\n}\n', /expected " at line 3, character 12/],
  ])('%s is refused by what it is', (content, reason) => {
    expect(refusal(content)).toMatch(reason);
  });

  it('says from which descriptor it is, and that OTP was blank', () => {
    const origin = { serial: '0123456789AB', board: 'v3.6-56V', firmware: '0.5.6', otpBlank: true, descriptor: 0xc1a0 };
    const again = parseBackup(utf8(formatBackup(fileOf({ 'config.brake_resistance': 1 }, origin))));
    expect(again.origin).toEqual(origin);
    const odd = { 'config.brake_resistance': 1 };
    const strange = formatBackup(fileOf(odd, { ...origin, descriptor: 70_000 }));
    expect(parseBackup(utf8(strange)).origin.descriptor).toBeUndefined();
  });
});

describe('a value as text', () => {
  it.each([
    ['float', '1.500000', 1.5],
    ['float', ' -3e-1 ', Math.fround(-0.3)],
    ['float', 'inf', Number.POSITIVE_INFINITY],
    ['float', '-Infinity', Number.NEGATIVE_INFINITY],
    ['float', 'nan', Number.NaN],
    ['float', '', undefined],
    ['float', '0x10', undefined],
    ['float', '1.5V', undefined],
    ['float', 'true', undefined],
    ['int32', '10000', 10_000],
    ['int32', '10000.000000', 10_000],
    ['int32', '0x10', 16],
    ['int32', '1.5', undefined],
    ['int32', 'inf', undefined],
    ['uint8', '256', undefined],
    ['uint8', '-1', undefined],
    ['bool', 'True', true],
    ['bool', '0', false],
    ['bool', '1.000000', true],
    ['bool', '2', undefined],
    ['bool', 'inf', undefined],
  ] as const)('of the type %s: "%s" is %s', (type, written, value) => {
    expect(valueOfText(type, written)).toEqual(value);
  });

  it.each([
    ['axis0.controller.config.control_mode', 'CONTROL_MODE_POSITION_CONTROL', '0.5.2', 3],
    ['axis0.controller.config.control_mode', 'ControlMode.TORQUE_CONTROL', '0.5.2', 1],
    ['axis1.controller.config.control_mode', 'CTRL_MODE_CURRENT_CONTROL', '0.4', 1],
    ['axis1.controller.config.control_mode', 'TORQUE_CONTROL', '0.4', undefined],
    ['axis0.encoder.config.mode', 'ENCODER_MODE_SPI_ABS_AMS', '0.5.1', 257],
    ['axis0.motor.config.motor_type', 'gimbal', '0.5.2', 2],
    ['config.gpio3_mode', 'GPIO_MODE_ANALOG_IN', '0.5.2', 3],
    ['can.config.protocol', 'PROTOCOL_SIMPLE', '0.5.1', 0],
    ['can.config.protocol', 'PROTOCOL_SIMPLE', '0.5.2', 1],
    ['axis0.motor.config.pole_pairs', 'GIMBAL', '0.5.2', undefined],
    ['axis0.motor.config.motor_type', 'toString', '0.5.2', undefined],
  ] as const)('%s = %s in %s is %s', (path, name, generation, number) => {
    expect(numberOfName(path, name, generation)).toBe(number);
  });

  it('and by name is restored like any other', async () => {
    const it = bench('v3.6-24V');
    const file = fileOf(
      {
        'axis0.encoder.config.cpr': '10000',
        'axis0.motor.config.torque_lim': 'inf',
        'config.enable_uart_b': '1',
        'axis0.controller.config.input_mode': 'INPUT_MODE_TRAP_TRAJ',
        undefined: 'invalid property',
        'fx.spring': '64',
      },
      { serial: it.board.serial, firmware: '0.5.6' },
    );
    const paths = ['axis0.encoder.config.cpr', 'config.enable_uart_b', 'axis0.controller.config.input_mode'];
    const { after, said, report } = await restored(it, file, paths);
    expect(Object.values(after)).toEqual([10_000, true, 5]);
    expect(said.match(/fx\.spring/g)).toHaveLength(1);
    expect(said).toMatch(/settings-unknown: .*undefined; fx\.spring/);
    expect(report.configuration.values).toHaveLength(4);
  });
});
