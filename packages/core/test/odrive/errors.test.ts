import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { english } from '../../../../test/support/in-english.ts';
import { nameOfNumber, numberOfName } from '../../src/odrive/enumerations.ts';
import { decodeErrors, errorProperties, isErrorPath } from '../../src/odrive/errors/decode.ts';
import { isInReleases } from '../../src/odrive/errors/flag.ts';
import { fittingRelease } from '../../src/odrive/release-order.ts';
import { objectTree, type PropertyNode, type TreeNode } from '../../src/odrive/tree.ts';
import type { PropertyType } from '../../src/odrive/value.ts';

const releases = ['0.4.1', '0.4.12', '0.5.1', '0.5.2', '0.5.3', '0.5.4', '0.5.5', '0.5.6'];
const paths = [
  'error',
  'can.error',
  ...['', 'motor.', 'encoder.', 'controller.', 'sensorless_estimator.', 'fet_thermistor.', 'motor_thermistor.'].map(
    (part) => `axis0.${part}error`,
  ),
];
/** Property, bit, name, releases: Firmware/MotorControl/*.hpp and Firmware/odrive-interface.yaml at the fw-v tags. */
const publishedFlags = JSON.parse(
  readFileSync(new URL('./published-flags.json', import.meta.url), 'utf8'),
) as readonly (readonly [path: string, bit: number, name: string, releases: string])[];
const namesOf = (path: string, value: number | bigint, release: string, type: PropertyType = 'uint64') =>
  decodeErrors({ path, type }, value, release).map(({ name }) => name);
/** The names that are known of all 64 bits. */
const known = (path: string, release: string) =>
  namesOf(path, 2n ** 64n - 1n, release).filter((name) => !name.startsWith('UNKNOWN 0x'));

describe('error flags', () => {
  it('are known in the number that the interfaces of the releases have', () => {
    const counts = releases.map((release) => paths.reduce((sum, path) => sum + known(path, release).length, 0));
    // Firmware/MotorControl/*.hpp and Firmware/odrive-interface.yaml at the fw-v tags.
    expect(counts).toEqual([27, 33, 51, 64, 64, 64, 68, 68]);
  });

  it.each(releases)('of %s are those that its interface declares, by bit and name', (release) => {
    const drvFault = release < '0.5.2' ? 'axis0.motor.gate_driver.drv_fault' : 'axis0.last_drv_fault';
    const published = publishedFlags.filter(([, , , spans]) => spans.split(' ').includes(release));
    const sorted = (flags: readonly string[]) => [...flags].sort();
    for (const path of [...paths, 'drv_fault']) {
      const declared = published.flatMap(([of, bit, name]) => (of === path ? [`${bit} ${name}`] : []));
      const property = { path: path === 'drv_fault' ? drvFault : path, type: 'uint64' } as const;
      const decoded = decodeErrors(property, 2n ** 63n - 1n, release).filter(({ code }) => code !== 'unknown');
      expect(sorted(decoded.map(({ bit, name }) => `${bit} ${name}`)), path).toEqual(sorted(declared));
    }
  });

  it('have a meaning, a cause and a remedy, and one name per bit and release', () => {
    for (const path of [...paths, 'axis0.last_drv_fault'])
      for (const release of releases) {
        const flags = decodeErrors({ path, type: 'uint64' }, 2n ** 63n - 1n, release);
        expect(new Set(flags.map(({ name }) => name)).size).toBe(flags.length);
        for (const { code } of flags) {
          const { meaning, cause, remedy } = english.errorFlags[code];
          expect(Math.min(meaning.length, cause.length, remedy.length)).toBeGreaterThan(3);
        }
      }
  });

  it('mean what they mean in the release that runs', () => {
    expect(namesOf('axis0.encoder.error', 2, '0.4.12')).toEqual(['CPR_OUT_OF_RANGE']);
    expect(namesOf('axis0.encoder.error', 2, '0.5.6')).toEqual(['CPR_POLEPAIRS_MISMATCH']);
    expect(namesOf('axis0.encoder.error', 4, '0.4.1')).toEqual(['RESPONSE']);
    expect(namesOf('axis1.motor.error', 0x1800, '0.4.12')).toEqual(['INVERTER_OVER_TEMP', 'CURRENT_UNSTABLE']);
    expect(namesOf('axis1.motor.error', 0x1000, '0.5.1')).toEqual(['CURRENT_LIMIT_VIOLATION']);
    expect(namesOf('axis0.motor.gate_driver.drv_fault', 0x400, '0.5.1')).toEqual(['GVDD_OV']);
    expect(namesOf('axis0.last_drv_fault', 0x400, '0.5.2')).toEqual(['FAULT']);
  });

  it('are never left out: what a release does not define comes as UNKNOWN', () => {
    expect(namesOf('axis0.error', 0x40, '0.5.3')).toEqual(['UNKNOWN 0x40']);
    expect(namesOf('axis0.error', 0x8040, '0.5.6')).toEqual(['MOTOR_FAILED', 'UNKNOWN 0x8000']);
    expect(namesOf('axis0.motor.error', 2n ** 35n, '0.5.6')).toEqual(['UNBALANCED_PHASES']);
    expect(namesOf('axis0.motor.error', 2n ** 63n, '0.5.6')).toEqual(['UNKNOWN 0x8000000000000000']);
    expect(namesOf('axis0.error', -1, '0.5.6', 'int8')).toHaveLength(8);
    expect(namesOf('config.brake_resistance', 1, '0.5.6')).toEqual(['UNKNOWN 0x1']);
  });

  it('of a gate driver that does not answer are one: it does not answer', () => {
    expect(namesOf('axis0.last_drv_fault', 0xffffffff, '0.5.6', 'uint32')).toEqual(['NO_ANSWER']);
    expect(namesOf('axis0.motor.gate_driver.drv_fault', -1, '0.5.1', 'int32')).toEqual(['NO_ANSWER']);
    expect(namesOf('axis0.motor.error', 0xffffffff, '0.5.6')).toHaveLength(32);
  });

  it('are none in a value of zero', () => {
    for (const path of paths) expect(decodeErrors({ path, type: 'uint16' }, 0n, '0.5.6')).toEqual([]);
  });
});

describe('spans of releases', () => {
  it.each([
    ['0.4.5', '0.4.2..0.4.12', true],
    ['0.4.1', '0.4.2..0.4.12', false],
    ['0.5.3', '..0.5.1, 0.5.5..', false],
    ['0.5.5', '..0.5.1, 0.5.5..', true],
    ['0.4.9', '..', true],
    ['0.0.0', '..0.5.1', false],
    ['0.0.0', '0.5.2..', true],
  ])('%s lies in %s: %s', (release, spans, is) => expect(isInReleases(release, spans)).toBe(is));
});

describe('a tree', () => {
  let endpoint = 1;
  const property = (path: string): PropertyNode => ({
    kind: 'property',
    name: path.split('.').at(-1) ?? '',
    path,
    endpoint: endpoint++,
    type: 'uint32',
    writable: true,
  });
  const tree = (...members: string[]) => {
    const nodes: TreeNode[] = members.map(property);
    return objectTree({ kind: 'object', name: '', path: '', members: nodes }, 1);
  };

  it("gives its errors: the board's own first, then axis by axis", () => {
    const found = errorProperties(
      tree('axis1.error', 'axis0.motor.error', 'axis0.error', 'vbus_voltage', 'error', 'axis0.encoder.spi_error_rate'),
    );
    expect(found.map(({ path }) => path)).toEqual(['error', 'axis0.error', 'axis0.motor.error', 'axis1.error']);
    expect(isErrorPath('axis0.encoder.spi_error_rate')).toBe(false);
  });

  it('names the tables for a build that does not say its release', () => {
    expect(fittingRelease('0.0.0', tree('config.enable_brake_resistor'))).toBe('0.5.6');
    expect(fittingRelease('0.0.0', tree('vbus_voltage'))).toBe('0.4.12');
    expect(fittingRelease('0.5.3', tree('vbus_voltage'))).toBe('0.5.3');
  });
});

describe('names of states', () => {
  it('follow the generation, in both directions', () => {
    expect(nameOfNumber('axis0.current_state', 1, '0.5.2')).toBe('AXIS_STATE_IDLE');
    expect(nameOfNumber('axis1.requested_state', 5, '0.4')).toBe('AXIS_STATE_SENSORLESS_CONTROL');
    expect(nameOfNumber('axis1.requested_state', 5, '0.5.2')).toBeUndefined();
    expect(nameOfNumber('axis0.controller.config.control_mode', 1, '0.4')).toBe('CONTROL_MODE_CURRENT_CONTROL');
    expect(nameOfNumber('axis0.controller.config.control_mode', 1, '0.5.2')).toBe('CONTROL_MODE_TORQUE_CONTROL');
    expect(nameOfNumber('can.config.protocol', 0, '0.5.1')).toBe('PROTOCOL_SIMPLE');
    expect(nameOfNumber('can.config.protocol', 0, '0.5.2')).toBeUndefined();
    expect(nameOfNumber('vbus_voltage', 1, '0.5.2')).toBeUndefined();
    expect(numberOfName('axis0.requested_state', 'AxisState.CLOSED_LOOP_CONTROL', '0.5.2')).toBe(8);
    expect(numberOfName('axis0.requested_state', 'AXIS_STATE_HOMING', '0.4')).toBeUndefined();
  });
});
