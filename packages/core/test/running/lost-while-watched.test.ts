// Boards that restart, or are unplugged and plugged in again, while values are watched, a rate is measured or a session is open.

import { describe, expect, it } from 'vitest';
import { testRate } from '../../src/running/live/rate-test.ts';
import { readValues, type ValuesReport } from '../../src/running/live/read-values.ts';
import { openSession } from '../../src/running/live/session.ts';
import { inspectStatus } from '../../src/running/status/inspect-status.ts';
import { bench } from '../update/bench.ts';

type Bench = ReturnType<typeof bench>;
const losses: readonly (readonly [string, (it: Bench) => void])[] = [
  ['restarts', ({ board }) => board.powerCycle()],
  [
    'is unplugged for 40 s',
    ({ board, clock }) => {
      board.cable(false);
      clock.after(40_000, () => board.cable(true));
    },
  ],
];

describe.each(losses)('a board that %s', (_, lose) => {
  it('is read again by a watch of values', async () => {
    const it = bench('v3.6-56V');
    const seen: number[] = [];
    const onLook = ({ values }: ValuesReport) => {
      seen.push(Number(values[0]?.value));
      if (seen.length === 2) lose(it);
    };
    await readValues(it.env, { paths: ['hw_version_minor'], everyMs: 500, times: 5, onLook });
    expect(seen).toEqual([6, 6, 6, 6, 6]);
  });

  it('is read again by a watch of its status', async () => {
    const it = bench('v3.6-56V');
    let looks = 0;
    const last = await inspectStatus(it.env, {
      everyMs: 500,
      times: 5,
      onLook: () => {
        looks += 1;
        if (looks === 2) lose(it);
      },
    });
    expect([looks, last.status.isHealthy]).toEqual([5, true]);
  });

  it('is measured from the beginning', async () => {
    const it = bench('v3.6-56V');
    it.clock.after(2_000, () => lose(it));
    const report = await testRate(it.env, { reads: 2_000 });
    expect([report.reads, report.latency.most < 1_000]).toEqual([2_000, true]);
    // The counter of the firmware begins anew with the restart; a rate over both would be negative.
    expect(report.loops).toBeGreaterThan(0);
  });

  it('is the same board of a session afterwards', async () => {
    const it = bench('v3.6-56V');
    await using session = await openSession(it.env, {});
    await session.write('test_property', 5);
    lose(it);
    await it.clock.sleep(45_000);
    expect(await session.read('hw_version_minor')).toBe(6);
    expect(session.held).toEqual([]);
  });
});
