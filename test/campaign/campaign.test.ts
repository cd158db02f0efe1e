// The campaign judges the engine; this judges the campaign: it repeats itself exactly, and it notices a broken engine.

import { describe, expect, test } from 'vitest';
import { reportPage } from '../../bench/faults/report/report.ts';
import { addRun, addStats, newStats, type Stats } from '../../bench/faults/report/stats.ts';
import { runScenario } from '../../bench/faults/run/run.ts';
import type { Sabotage } from '../../bench/faults/run/types.ts';
import { parseSeed, seedText } from '../../bench/faults/scenario/describe.ts';
import { sabotages } from './sabotage.ts';

const campaign = 2026;

async function tallyOf(first: number, count: number, sabotage?: Sabotage): Promise<Stats> {
  const stats = newStats();
  for (let run = first; run < first + count; run++)
    addRun(stats, await runScenario({ campaign, run }, sabotage && { sabotage }));
  return stats;
}

/** How many runs it takes until a rule is broken, and which. */
async function untilRed(sabotage: Sabotage): Promise<{ readonly runs: number; readonly rules: readonly string[] }> {
  for (let run = 0; run < patience; run++) {
    const { violations } = await runScenario({ campaign, run }, { sabotage });
    if (violations.length > 0) return { runs: run + 1, rules: violations.map(({ rule }) => rule) };
  }
  return { runs: patience, rules: [] };
}

const patience = 100;

describe('a campaign', () => {
  test('has nothing to say against the engine', async () => {
    const runs = 30;
    const { violations, hit } = await tallyOf(0, runs);
    expect(violations).toEqual([]);
    expect(hit).toBeGreaterThan(runs / 2);
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
    const page = (stats: Stats) => reportPage({ command: '', campaigns: [campaign], runsEach: 12, stats, notes: '' });
    const shared = newStats();
    for (const part of [await tallyOf(6, 6), await tallyOf(0, 6)]) addStats(shared, JSON.parse(JSON.stringify(part)));
    expect(page(shared)).toBe(page(await tallyOf(0, 12)));
  });

  test('names a run so that it can be replayed', () => {
    const seed = { campaign: 7, run: 1234 };
    expect(parseSeed(seedText(seed))).toEqual(seed);
    for (const text of ['7', '7:', ':1', '7:1:1', 'x:1', '-7:1']) expect(parseSeed(text)).toBeUndefined();
  });
});
