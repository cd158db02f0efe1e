// npm run bench:faults: the command line of the campaign.

import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type CampaignOptions, readCommandLine, usage } from './command-line.ts';
import { replay } from './replay.ts';
import { blindSpots } from './report/blind-spots.ts';
import { replayCommand, reportPage } from './report/report.ts';
import { type Stats, sumOf } from './report/stats.ts';
import { seedText } from './scenario/describe.ts';
import type { RunSeed } from './types.ts';
import { type Batch, doWork } from './work.ts';

const batchLength = 25;
const maxShown = 10;
/** In so many runs everything that is in a campaign has come up, or it is not in it. */
const enoughRuns = 10_000;

/** Resolves with the exit status: 0 if no rule was broken. */
export async function main(argv: readonly string[]): Promise<number> {
  const command = readCommandLine(argv, availableParallelism());
  if (command.what === 'replay') return await replay(command.seed);
  if (command.what === 'campaign') return await campaign(command.options);
  console.error(command.what === 'mistake' ? `${command.text}\n\n${usage}` : usage);
  return command.what === 'help' ? 0 : 2;
}

async function campaign({ campaigns, runs, jobs, report, via }: CampaignOptions): Promise<number> {
  const began = performance.now();
  let shown = 0;
  const stats = await doWork({
    batches: batchesOf(campaigns, runs, via),
    jobs,
    onStats: (so) => {
      for (const { seed, rule, text } of so.violations.slice(shown, maxShown))
        console.log(`BROKEN ${rule}: ${text}\n  ${replayCommand(seed)}`);
      shown = Math.max(shown, so.violations.length);
      progress(so, runs * campaigns.length);
    },
  });
  sortFindings(stats);
  const wallSeconds = (performance.now() - began) / 1000;
  console.log(conclusion(stats, wallSeconds, jobs));
  if (report !== undefined) {
    const seeds = campaigns.map((seed) => `--seed ${seed}`).join(' ');
    const way = via ? ` --via ${via}` : '';
    const command = `npm run bench:faults -- --runs ${runs} ${seeds}${way} --report ${report}`;
    const name = via ? 'notes-stlink.md' : 'notes.md';
    const notes = readFileSync(new URL(`../../bench/faults/report/${name}`, import.meta.url), 'utf8');
    writeFileSync(report, reportPage({ command, campaigns, runsEach: runs, stats, notes, via }));
  }
  const blind = stats.runs >= enoughRuns ? blindSpots(stats, via) : [];
  if (blind.length > 0) console.log(`THE CAMPAIGN IS BLIND: what never came up: ${blind.join(', ')}`);
  return stats.violations.length + blind.length === 0 ? 0 : 1;
}

function batchesOf(campaigns: readonly number[], runs: number, via: CampaignOptions['via']): Batch[] {
  return campaigns.flatMap((seed) =>
    Array.from({ length: Math.ceil(runs / batchLength) }, (_, index): Batch => {
      const first = index * batchLength;
      return { campaign: seed, first, count: Math.min(batchLength, runs - first), ...(via && { via }) };
    }),
  );
}

function progress({ runs, violations }: Stats, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${runs} of ${all} runs, ${violations.length} broken rules `);
}

/** Processes come to an end in any order. */
function sortFindings({ violations, lost }: Stats): void {
  const bySeed = (a: { readonly seed: RunSeed }, b: { readonly seed: RunSeed }) =>
    a.seed.campaign - b.seed.campaign || a.seed.run - b.seed.run;
  violations.sort(bySeed);
  lost.sort(bySeed);
}

function conclusion(stats: Stats, wallSeconds: number, jobs: number): string {
  const { well, attempts } = sumOf(stats.single.passing);
  const seeds = new Set(stats.violations.map(({ seed }) => seedText(seed)));
  return [
    `${stats.runs} runs in ${wallSeconds.toFixed(0)} s with ${jobs} processes (${((1000 * wallSeconds) / stats.runs).toFixed(1)} ms a run)`,
    `${stats.attempts} attempts, in ${stats.hit} of them a fault came to pass`,
    `one passing fault: ${well} of ${attempts} verified (${((100 * well) / Math.max(1, attempts)).toFixed(2)} %)`,
    seeds.size === 0 ? 'every rule held in every run' : `RULES WERE BROKEN in ${seeds.size} runs`,
  ].join('\n');
}
