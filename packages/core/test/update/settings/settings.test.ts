// What an update makes of the board's settings: known and asked before the board leaves for DFU mode, and no more afterwards.

import { describe, expect, it } from 'vitest';
import { compareBus } from '../../../src/configuration/bus-voltage.ts';
import { acceptWarnings, type Question } from '../../../src/index.ts';
import { saveConfiguration } from '../../../src/odrive/index.ts';
import { valuesOf } from '../../configuration/on-boards.ts';
import { failure } from '../../flash/bench.ts';
import { type Bench, bench, complaints, connect, course, firmwareImage, run } from '../bench.ts';

const trip = 'config.dc_bus_overvoltage_trip_level';
const brakeOn = 'config.enable_brake_resistor';

/** A board on which a person set and saved these values. */
async function having(profile: string, values: Readonly<Record<string, number | boolean>>): Promise<Bench> {
  const it = bench(profile);
  {
    await using odrive = await connect(it);
    for (const [path, value] of Object.entries(values)) await odrive.write(path, value);
    await saveConfiguration(odrive);
  }
  await it.clock.sleep(3_000);
  return it;
}

describe('an update of a board with a setting that takes a protection away', () => {
  const broken = () => having('v3.6-24V,firmware=0.5.4', { [trip]: 52 });

  it('reports it before the restart, and changes nothing without confirmation', async () => {
    const it = await broken();
    const error = await failure(run(it, { image: firmwareImage('v3.6-24V', '0.5.6'), ask: undefined }));
    expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(complaints(it)).toEqual(['warn settings-refused']);
    expect(course(it)).not.toContain('enter-dfu');
    expect(await valuesOf(it, [trip])).toEqual({ [trip]: 52 });
  });

  it('does the same in a dry run', async () => {
    const it = await broken();
    const spec = { image: firmwareImage('v3.6-24V', '0.5.6'), ask: undefined, dryRun: true };
    expect(await failure(run(it, spec))).toMatchObject({ code: 'not-confirmed' });
  });

  it('does not put it back, and is done', async () => {
    const it = await broken();
    const report = await run(it, { image: firmwareImage('v3.6-24V', '0.5.6'), ask: acceptWarnings });
    expect(report.configuration?.refused.map(({ path }) => path)).toEqual([trip]);
    expect(await valuesOf(it, [trip])).toEqual({ [trip]: 25.68 });
  });
});

describe('an update from firmware whose brake was always on', () => {
  const spec = { image: firmwareImage('v3.6-24V', '0.5.6') };

  it('asks before the board leaves, with the command that switches it on again', async () => {
    const it = bench('v3.6-24V,firmware=0.5.1');
    expect(await failure(run(it, { ...spec, ask: undefined }))).toMatchObject({ code: 'not-confirmed' });
    expect(complaints(it)).toEqual(['warn settings-brake']);
    expect(course(it)).not.toContain('enter-dfu');
  });

  it('asks once, and never after the first change', async () => {
    const it = bench('v3.6-24V,firmware=0.5.1');
    const asked: string[] = [];
    const ask = async (question: Question) => {
      asked.push(`${question.type} ${course(it).at(-1)}`);
      return acceptWarnings(question);
    };
    await run(it, { ...spec, ask });
    expect(asked).toEqual(['warnings inspect-running']);
    expect(await valuesOf(it, [brakeOn, 'can.config.protocol', 'config.dc_max_negative_current'])).toEqual({
      [brakeOn]: false,
      'can.config.protocol': 1,
      'config.dc_max_negative_current': -3,
    });
  });
});

it.each([
  ['v3.6-56V,firmware=0.5.5', '0.5.6', 1_586],
  ['v3.6-56V,firmware=0.5.6', '0.5.6', 1_201],
  ['v3.6-56V,firmware=0.5.6,startup=calibration', '0.5.6', 2_438],
  ['v3.6-56V,firmware=0.4.11', '0.4.12', 622],
])('an update of %s takes no more round trips than before its settings were judged', async (profile, next, most) => {
  const image = firmwareImage('v3.6-56V', next, 9);
  // The first one fetches the descriptors.
  await run(bench(profile), { image });
  const { stats } = await run(bench(profile), { image });
  expect(stats.roundTrips).toBeLessThanOrEqual(most);
});

describe('the bus voltage before and after', () => {
  const five = (volts: number) => [volts, volts + 0.1, volts - 0.1, volts, volts];
  it.each([
    [24, 24.2, 'same'],
    [24, 41.5, 'wrong-class'],
    [41.5, 24, 'wrong-class'],
    [24, 40, 'wrong-class'],
    [24, 38, 'changed'],
    [24, 20, 'changed'],
    [24, 7.9, 'not-compared'],
    [7.9, 24, 'not-compared'],
  ])('%d V and then %d V is %s', (before, after, change) => {
    expect(compareBus(five(before), five(after))).toMatchObject({ before, after, change });
  });

  it('is not compared where one of them was not read, or one reading is odd', () => {
    expect(compareBus([], five(24)).change).toBe('not-compared');
    expect(compareBus(five(24), []).change).toBe('not-compared');
    expect(compareBus([24, 24, 24, 24, 99], five(24)).change).toBe('same');
  });

  it('is in the report of an update', async () => {
    const it = bench('v3.6-24V,firmware=0.5.4');
    const { bus } = await run(it, { image: firmwareImage('v3.6-24V', '0.5.6') });
    expect(bus).toEqual({ before: expect.closeTo(24, 1), after: expect.closeTo(24, 1), change: 'same' });
  });
});
