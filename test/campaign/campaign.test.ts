// The campaign judges the engine; this judges the campaign: it repeats itself exactly, and it notices a broken engine.

import { describe, expect, test } from 'vitest';
import type { Sabotage } from '../../bench/faults/attempt.ts';
import { reportPage } from '../../bench/faults/report.ts';
import { runScenario } from '../../bench/faults/run.ts';
import { parseSeed, seedText } from '../../bench/faults/scenario.ts';
import { addRun, addTally, newTally, type Tally } from '../../bench/faults/tally.ts';
import { sabotages } from './sabotage.ts';

const campaign = 2026;

async function tallyOf(first: number, count: number, sabotage?: Sabotage): Promise<Tally> {
  const tally = newTally();
  for (let run = first; run < first + count; run++)
    addRun(tally, await runScenario({ campaign, run }, sabotage && { sabotage }));
  return tally;
}

/** How many runs it takes until a rule is broken, and which. */
async function untilRed(sabotage: Sabotage): Promise<{ readonly runs: number; readonly rules: readonly string[] }> {
  for (let run = 0; run < patience; run++) {
    const { breaches } = await runScenario({ campaign, run }, { sabotage });
    if (breaches.length > 0) return { runs: run + 1, rules: breaches.map(({ rule }) => rule) };
  }
  return { runs: patience, rules: [] };
}

const patience = 100;

describe('a campaign', () => {
  test('has nothing to say against the engine', async () => {
    const runs = 30;
    const { breaches, struck } = await tallyOf(0, runs);
    expect(breaches).toEqual([]);
    expect(struck).toBeGreaterThan(runs / 2);
  });

  test.each([
    ['skips the verify', 'verified is true'],
    ['writes the vectors first', 'whole or nothing'],
    ['ignores counts', 'undo on the disk'],
  ])('turns red for an engine that %s', async (name, rule) => {
    const { rules } = await untilRed(sabotages[name]!);
    expect(rules).toContain(rule);
  });

  test('follows from its seed, to the millisecond', async () => {
    for (let run = 0; run < 6; run++)
      expect(await runScenario({ campaign, run })).toEqual(await runScenario({ campaign, run }));
  });

  test('comes to the same when its runs are shared out', async () => {
    const page = (tally: Tally) => reportPage({ command: '', campaigns: [campaign], runsEach: 12, tally, remarks: '' });
    const shared = newTally();
    for (const part of [await tallyOf(6, 6), await tallyOf(0, 6)]) addTally(shared, JSON.parse(JSON.stringify(part)));
    expect(page(shared)).toBe(page(await tallyOf(0, 12)));
  });

  test('names a run so that it can be replayed', () => {
    const seed = { campaign: 7, run: 1234 };
    expect(parseSeed(seedText(seed))).toEqual(seed);
    for (const text of ['7', '7:', ':1', '7:1:1', 'x:1', '-7:1']) expect(parseSeed(text)).toBeUndefined();
  });
});
