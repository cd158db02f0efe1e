// A board's description of itself as a tree.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { isFlasherError } from '../../src/index.ts';
import { descriptorLimits, parseDescriptor } from '../../src/odrive/descriptor/descriptor.ts';
import { configurationProperties, findFunction, findProperty } from '../../src/odrive/tree.ts';
import { smallBoard } from './fake-board.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a descriptor', () => {
  it('becomes a tree of properties, objects and functions by path', () => {
    const tree = parseDescriptor(bytes(smallBoard().options.json));
    expect(findProperty(tree, 'axis0.encoder.config.cpr')).toMatchObject({ type: 'int32', writable: true });
    expect(findProperty(tree, 'serial_number')).toMatchObject({ endpoint: 1, type: 'uint64', writable: false });
    expect(findFunction(tree, 'test_function')).toMatchObject({
      inputs: [{ path: 'test_function.delta', type: 'int32' }],
      outputs: [{ path: 'test_function.cnt', writable: false }],
    });
    expect(findProperty(tree, 'test_function')).toBeUndefined();
    expect(tree.byEndpoint.get(1)?.path).toBe('serial_number');
    expect(configurationProperties(tree.root).map((property) => property.path)).toEqual([
      'config.brake_resistance',
      'config.uart_a_baudrate',
      'config.gpio1_pwm_mapping.endpoint',
      'config.gpio1_pwm_mapping.min',
      'axis0.config.startup_closed_loop_control',
      'axis0.config.startup_motor_calibration',
      'axis0.encoder.config.pre_calibrated',
      'axis0.encoder.config.cpr',
      'axis0.encoder.config.phase_offset',
      'axis0.controller.config.vel_limit',
      'axis0.controller.config.cogging_ratio',
    ]);
  });

  it('reads functions of very old firmware, and leaves out types it does not know', () => {
    const tree = parseDescriptor(
      bytes(`[{"name":"f","id":4,"type":"function","arguments":[{"name":"a","id":5,"type":"float","access":"rw"}]},
        {"name":"q","id":9,"type":"quaternion","access":"r"}]`),
    );
    expect(findFunction(tree, 'f')).toMatchObject({ inputs: [{ endpoint: 5 }], outputs: [] });
    expect(tree.nodes.has('q')).toBe(false);
  });

  it.each([
    ['no JSON', 'hello'],
    ['cut short', '[{"name":"a","id":1,"type":"float","acc'],
    ['no list', '{"name":"a"}'],
    ['a member that is a number', '[1]'],
    ['a member without a name', '[{"id":1,"type":"float"}]'],
    ['an endpoint number that is none', '[{"name":"a","id":70000,"type":"float"}]'],
    ['an endpoint number past the 15 bits there are', '[{"name":"a","id":32768,"type":"float"}]'],
    ['a negative endpoint number', '[{"name":"a","id":-1,"type":"float"}]'],
    ['half an endpoint number', '[{"name":"a","id":1.5,"type":"float"}]'],
    ['an object without members', '[{"name":"a","type":"object"}]'],
    [
      'a function that takes an object',
      '[{"name":"f","id":1,"type":"function","inputs":[{"name":"a","type":"object","members":[]}]}]',
    ],
    ['nested without end', '[{"name":"a","type":"object","members":'.repeat(60)],
  ])('is refused when it is %s', (_name, text) => {
    expect(() => parseDescriptor(bytes(text))).toThrow(expect.objectContaining({ code: 'unexpected-reply' }));
  });

  it('is refused when it has more members than any board', () => {
    const one = '{"name":"a","id":1,"type":"bool"}';
    const many = `[${new Array(descriptorLimits.maxNodes + 1).fill(one).join(',')}]`;
    expect(() => parseDescriptor(bytes(many.slice(0, descriptorLimits.maxLength)))).toThrow(
      expect.objectContaining({ text: saying(/^invalid board descriptor/) }),
    );
  });

  it('never ends in anything but a tree or a FlasherError', () => {
    const text = smallBoard().options.json;
    fc.assert(
      fc.property(fc.nat(), fc.string({ maxLength: 6 }), fc.nat(8), (place, inserted, removed) => {
        const at = place % text.length;
        try {
          parseDescriptor(bytes(text.slice(0, at) + inserted + text.slice(at + removed)));
        } catch (error) {
          expect(isFlasherError(error)).toBe(true);
        }
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (any) => {
        expect(() => parseDescriptor(any)).toThrow(expect.objectContaining({ code: 'unexpected-reply' }));
      }),
    );
  });
});
