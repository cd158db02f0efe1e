// What a board holds now, and the value that would mend it: no mending value may stop the board at once or be out of range.

import { describe, expect, it } from 'vitest';
import type { RestoreTarget } from '../../../src/configuration/plan-types.ts';
import { judgeHeld } from '../../../src/configuration/rules/held.ts';
import { voltageLimit } from '../../../src/configuration/rules/limits.ts';
import type { ObjectTree } from '../../../src/odrive/tree.ts';
import type { PropertyValue } from '../../../src/odrive/value.ts';

const trip = 'config.dc_bus_overvoltage_trip_level';
const brake = 'config.brake_resistance';
const brakeOn = 'config.enable_brake_resistor';
const rampOn = 'config.enable_dc_bus_overvoltage_ramp';

/** The rules against these values on a board with this variant and bus. */
function held(values: Record<string, PropertyValue>, voltage: 24 | 56 | undefined = 56, bus: readonly number[] = [24]) {
  return heldOn(voltage, values, bus);
}

/** The same of a board of which nothing may be known. */
function heldOn(voltage: 24 | 56 | undefined, values: Record<string, PropertyValue>, bus: readonly number[] = [24]) {
  const board = voltage && ({ minor: 6, voltage } as const);
  const target: RestoreTarget = {
    tree: { nodes: new Map() } as unknown as ObjectTree,
    serial: '356A38673332',
    firmware: '0.5.6',
    board,
    proved: true,
    limit: voltageLimit({ otp: board }),
    values: new Map(Object.entries(values)),
    bus,
  };
  return judgeHeld(target).map(({ path, isUnhealthy, mend }) => ({ path, isUnhealthy, mend }));
}

describe('a trip level', () => {
  it('that the board cannot measure is reset to its default, in digits that can be typed', () => {
    expect(held({ [trip]: 59 }, 24)).toEqual([{ path: trip, isUnhealthy: true, mend: { path: trip, value: 25.68 } }]);
    expect(held({ [trip]: 70 })).toEqual([{ path: trip, isUnhealthy: true, mend: { path: trip, value: 59.92 } }]);
  });

  it('goes just above a bus that is above the default, and nowhere where that is out of range', () => {
    expect(held({ [trip]: 59 }, 24, [25.1, 25.2])).toMatchObject([{ mend: { path: trip, value: 26.5 } }]);
    expect(held({ [trip]: 59 }, 24, [34.4])).toMatchObject([{ mend: { path: trip, value: 36.2 } }]);
    expect(held({ [trip]: 59 }, 24, [34.6])).toEqual([{ path: trip, isUnhealthy: true, mend: undefined }]);
    expect(held({ [trip]: 59 }, 24, [])).toMatchObject([{ mend: { path: trip, value: 25.68 } }]);
  });

  it('is unhealthy above what the board may be able to measure, and only unusual above the default', () => {
    expect(heldOn(undefined, { [trip]: 59 })).toEqual([
      { path: trip, isUnhealthy: true, mend: { path: trip, value: 25.68 } },
    ]);
    expect(heldOn(56, { [trip]: 60 })).toEqual([{ path: trip, isUnhealthy: false, mend: undefined }]);
  });

  it('that is right is not mentioned', () => {
    expect(held({ [trip]: 25.68 }, 24)).toEqual([]);
    expect(held({ [trip]: 59.92 })).toEqual([]);
  });
});

describe('a switch', () => {
  it('of invalid values is switched off if it is on; otherwise the value is corrected', () => {
    expect(held({ [brake]: 0, [brakeOn]: true })).toMatchObject([
      { path: brake, isUnhealthy: true, mend: { path: brakeOn, value: false } },
    ]);
    const off = held({ [brake]: Number.NaN, [brakeOn]: false });
    expect(off).toMatchObject([{ path: brake, isUnhealthy: true, mend: { path: brake, value: 2 } }]);
  });

  it('of a ramp that starts below the bus is switched off; one that cannot be judged is not called unhealthy', () => {
    const ramp = {
      'config.dc_bus_overvoltage_ramp_start': 20,
      'config.dc_bus_overvoltage_ramp_end': 30,
      [rampOn]: true,
    };
    expect(held(ramp)).toContainEqual({ path: rampOn, isUnhealthy: true, mend: { path: rampOn, value: false } });
    expect(held(ramp, 56, [])).toEqual([{ path: rampOn, isUnhealthy: false, mend: undefined }]);
  });

  it('has nothing to do with another value', () => {
    const limit = 'axis0.motor.config.current_lim';
    expect(held({ [limit]: -1, [brakeOn]: true, [brake]: 2 })).toMatchObject([
      { path: limit, isUnhealthy: true, mend: { path: limit, value: 10 } },
    ]);
  });
});
