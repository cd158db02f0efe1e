// The campaign judges the engine; this judges the campaign: it repeats itself exactly, and it notices a broken engine.

import { describe, expect, test } from 'vitest';
import { reportPage } from '../../bench/faults/report/report.ts';
import { addRun, addStats, newStats, type Stats } from '../../bench/faults/report/stats.ts';
import { firstOperation } from '../../bench/faults/run/final-attempt.ts';
import { runScenario } from '../../bench/faults/run/run.ts';
import { parseSeed, seedText } from '../../bench/faults/scenario/describe.ts';
import { drawScenario } from '../../bench/faults/scenario/draw.ts';
import { createTestbed } from '../../bench/faults/testbed/testbed.ts';
import type { RunSeed } from '../../bench/faults/types.ts';
import { type SabotageCase, sabotages } from './sabotage.ts';

const campaign = 2026;

async function statsOf(first: number, count: number): Promise<Stats> {
  const stats = newStats();
  for (let run = first; run < first + count; run++) addRun(stats, await runScenario({ campaign, run }));
  return stats;
}

const maxRuns = 100;

/** The rules that are broken in the runs up to the one that breaks the rule that must turn red, or in so many runs. */
async function brokenRules({
  rule,
  options,
  concerns = () => true,
  from = 0,
  via,
}: SabotageCase & Pick<RunSeed, 'via'>): Promise<readonly string[]> {
  const broken = new Set<string>();
  for (let run = from, made = 0; made < maxRuns && !broken.has(rule); run++) {
    const seed = { campaign, run, ...(via && { via }) };
    if (!concerns(drawScenario(seed))) continue;
    made += 1;
    const { violations } = await runScenario(seed, options);
    for (const violation of violations) broken.add(violation.rule);
  }
  return [...broken];
}

describe('a campaign', () => {
  test('finds no violation of the engine', async () => {
    const runs = 30;
    const { violations, hit } = await statsOf(0, runs);
    expect(violations).toEqual([]);
    expect(hit).toBeGreaterThan(runs / 2);
  });

  test.each(sabotages)('turns red for: $name', async (sabotage) => {
    expect(await brokenRules(sabotage)).toContain(sabotage.rule);
  });

  test('puts the engine on the adapter of the page where the machine runs Chrome, and on the system’s bus elsewhere', async () => {
    const hosts = new Set<string>();
    for (let run = 0; run < 12; run++) {
      const scenario = drawScenario({ campaign, run });
      const testbed = await createTestbed(scenario, firstOperation(scenario));
      const listed = await testbed.openBus().bus.list();
      const isPage = scenario.host.startsWith('chrome');
      expect(listed.map(({ nameOnly }) => nameOnly === true)).toEqual(listed.map(() => isPage));
      hosts.add(scenario.host);
    }
    expect([...hosts]).toEqual(expect.arrayContaining(['linux', 'windows', 'chrome', 'chrome-windows']));
  });

  test.each(['555:7450', '778:4002', '2026:1', '1:1511', '1:2618', 'stlink:2:72', 'stlink:3:136'])(
    'finds no violation of the engine any more in run %s',
    async (text) => {
      const seed = parseSeed(text);
      if (!seed) throw new RangeError(text);
      expect((await runScenario(seed)).violations).toEqual([]);
    },
  );

  test('is determined by its seed, to the millisecond', async () => {
    for (let run = 0; run < 6; run++)
      expect(await runScenario({ campaign, run })).toEqual(await runScenario({ campaign, run }));
  });

  test('comes to the same when its runs are shared out', async () => {
    const page = (stats: Stats) => reportPage({ command: '', campaigns: [campaign], runsEach: 12, stats, notes: '' });
    const shared = newStats();
    for (const part of [await statsOf(6, 6), await statsOf(0, 6)]) addStats(shared, JSON.parse(JSON.stringify(part)));
    expect(page(shared)).toBe(page(await statsOf(0, 12)));
  });

  test('names a run so that it can be replayed', () => {
    const seed = { campaign: 7, run: 1234 };
    expect(parseSeed(seedText(seed))).toEqual(seed);
    const atProbe = { ...seed, via: 'stlink' } as const;
    expect(parseSeed(seedText(atProbe))).toEqual(atProbe);
    for (const text of ['7', 'dfu:7:1', '7:', ':1', '7:1:1', 'x:1', '-7:1']) expect(parseSeed(text)).toBeUndefined();
  });
});

describe('a campaign through an ST-Link', () => {
  const via = 'stlink';

  test('finds no violation of the engine, and is determined by its seed', async () => {
    for (let run = 0; run < 8; run++) {
      const result = await runScenario({ campaign, run, via });
      expect(result.violations).toEqual([]);
      if (run < 2) expect(await runScenario({ campaign, run, via })).toEqual(result);
    }
  });

  const named = ['an engine that skips the verify', 'an engine that writes the vectors first'];
  test.each(sabotages.filter(({ name }) => named.includes(name)))('turns red for: $name', async (sabotage) => {
    expect(await brokenRules({ ...sabotage, via })).toContain(sabotage.rule);
  });
});
