// What is written of an object tree for programs: the endpoints as templates of odrivetool know them, and TypeScript.

import { describe, expect, it } from 'vitest';
import { parseDescriptor } from '../../src/odrive/descriptor/descriptor.ts';
import { templateVariables } from '../../src/running/generate/endpoint-table.ts';
import { typescriptTypes } from '../../src/running/generate/typescript-types.ts';

const property = (name: string, id: number, type: string, access = 'rw') => ({ name, id, type, access });
const axis = (name: string, from: number) => ({
  name,
  type: 'object',
  members: [
    property('error', from, 'uint32'),
    { name: 'motor', type: 'object', members: [property('resistance_calib_max_voltage', from + 1, 'float')] },
  ],
});

const treeOf = (members: readonly unknown[]) => parseDescriptor(new TextEncoder().encode(JSON.stringify(members)));

const own = [
  property('vbus_voltage', 1, 'float', 'r'),
  property('serial_number', 2, 'uint64', 'r'),
  property('enable', 3, 'bool'),
  property('big', 4, 'int64'),
];
const move = {
  name: 'move',
  id: 20,
  type: 'function',
  inputs: [property('pos', 21, 'float'), property('relative', 22, 'bool')],
  outputs: [property('ok', 23, 'bool', 'r')],
};
const measure = {
  ...move,
  name: 'measure',
  id: 30,
  inputs: [],
  outputs: [property('a', 31, 'float', 'r'), property('b', 32, 'int64', 'r')],
};
const reboot = { name: 'reboot', id: 40, type: 'function' };
const whole = treeOf([...own, axis('axis0', 100), axis('axis1', 200), move, measure, reboot]);

describe('the endpoints for templates', () => {
  it('are those of no axis, those of the first one without its number, and how far the second one is from it', () => {
    const { json_crc, per_axis_offset, endpoints, axis_endpoints, all_endpoints } = templateVariables(whole);
    expect([json_crc, per_axis_offset]).toEqual([whole.checksum, 100]);
    // With types of C, and of the functions only those that a packet without values calls.
    expect(endpoints.map(({ name, id, type }) => [name, id, type])).toEqual([
      ['vbus_voltage', 1, 'float'],
      ['serial_number', 2, 'uint64_t'],
      ['enable', 3, 'bool'],
      ['big', 4, 'int64_t'],
      ['reboot', 40, 'void'],
    ]);
    expect(axis_endpoints).toEqual([
      { name: 'axis.error', id: 100, type: 'uint32_t', access: 'rw', is_property: true },
      { name: 'axis.motor.resistance_calib_max_voltage', id: 101, type: 'float', access: 'rw', is_property: true },
    ]);
    expect(all_endpoints).toHaveLength(endpoints.length + 7 + 2 * axis_endpoints.length);
    expect(endpoints.find(({ name }) => name === 'vbus_voltage')?.access).toBe('r');
    expect(all_endpoints.find(({ name }) => name === 'move')).toMatchObject({
      type: 'function',
      access: '',
      is_property: false,
    });
  });

  it('of a board with one axis, or none, have no offset', () => {
    expect(templateVariables(treeOf([axis('axis0', 100)]))).toMatchObject({ per_axis_offset: 0, endpoints: [] });
    expect(templateVariables(treeOf(own))).toMatchObject({ per_axis_offset: 0, axis_endpoints: [] });
    const empty = { name: 'axis1', type: 'object', members: [] };
    expect(templateVariables(treeOf([axis('axis0', 100), empty])).per_axis_offset).toBe(-100);
  });
});

describe('the types', () => {
  const text = typescriptTypes(whole, '0.5.6');
  const interfaceOf = (name: string) => new RegExp(`^export interface ${name} {\n([^]*?)\n}$`, 'm').exec(text)?.[1];

  it('say which firmware they are of', () => {
    const checksum = whole.checksum.toString(16).toUpperCase().padStart(4, '0');
    expect(text.split('\n')[0]).toContain(`ODrive firmware 0.5.6 (descriptor 0x${checksum})`);
  });

  it('are read by awaiting, written by assigning, with unit and type where they are not plain', () => {
    const lines = interfaceOf('Odrive')?.split('\n') ?? [];
    expect(lines.slice(0, 6)).toEqual([
      '  /** V */',
      '  readonly vbus_voltage: Reading<number>;',
      '  /** uint64 */',
      '  readonly serial_number: Reading<bigint>;',
      '  get enable(): Reading<boolean>;',
      '  set enable(value: boolean);',
    ]);
    expect(lines).toContain('  set big(value: bigint | number);');
  });

  it('have one interface for axes that are alike, and another name for what only is called alike', () => {
    expect(interfaceOf('Odrive')).toContain('  readonly axis0: Axis;\n  readonly axis1: Axis;');
    expect(interfaceOf('AxisMotor')).toContain('resistance_calib_max_voltage');
    const unlike = { name: 'axis1', type: 'object', members: [property('error', 200, 'uint8')] };
    const two = typescriptTypes(treeOf([axis('axis0', 100), unlike]), '0.5.6');
    expect(two).toContain('  readonly axis0: Axis;\n  readonly axis1: Axis2;');
  });

  it('call functions with what they take for what they give: nothing, a value, several by name', () => {
    expect(text).toContain('  move(pos: number, relative: boolean): Promise<boolean>;');
    expect(text).toContain('  measure(): Promise<{ readonly a: number; readonly b: bigint }>;');
    expect(text).toContain('  reboot(): Promise<void>;');
  });

  it('name the words that may be written instead of numbers', () => {
    const state = treeOf([{ name: 'axis0', type: 'object', members: [property('requested_state', 100, 'uint8')] }]);
    expect(typescriptTypes(state, '0.5.6')).toMatch(/set requested_state\(value: number \| '.*IDLE/);
  });
});
