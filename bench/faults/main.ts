// npm run bench:faults: the command line of the campaign.

import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { RunSeed } from './chance.ts';
import { replayCommand, reportPage } from './report.ts';
import { parseSeed, seedText } from './scenario.ts';
import { missing } from './situations.ts';
import { hearStrayRejections } from './stray.ts';
import { sumOf, type Tally } from './tally.ts';
import { type Batch, doWork, oneRun } from './work.ts';

const usage = `npm run bench:faults -- [--runs N] [--seed S]… [--jobs J] [--report FILE]
npm run bench:faults -- --replay S:RUN

  --runs N       runs of each campaign (default 10000)
  --seed S       seed of a campaign; may be given several times (default 1)
  --jobs J       processes (default: as many as there are processors)
  --report FILE  writes the page
  --replay S:RUN one run again, told in full`;

const batchLength = 25;
const mostShown = 10;
/** In so many runs everything that is in a campaign has come up, or it is not in it. */
const enoughRuns = 10_000;

/** Resolves with the exit status: 0 if no rule was broken. */
export async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      runs: { type: 'string', default: '10000' },
      seed: { type: 'string', multiple: true, default: ['1'] },
      jobs: { type: 'string', default: String(availableParallelism()) },
      report: { type: 'string' },
      replay: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const runs = whole(values.runs);
  const jobs = whole(values.jobs);
  const campaigns = values.seed.map(whole);
  if (values.help || runs === undefined || jobs === undefined || !campaigns.every((seed) => seed !== undefined)) {
    console.error(usage);
    return values.help ? 0 : 2;
  }
  if (values.replay !== undefined) return await replay(values.replay);
  return await campaign({ campaigns, runs, jobs, report: values.report });
}

function whole(text: string): number | undefined {
  return /^\d{1,7}$/.test(text) ? Number(text) : undefined;
}

async function replay(text: string): Promise<number> {
  const seed = parseSeed(text);
  if (!seed) {
    console.error(usage);
    return 2;
  }
  hearStrayRejections();
  const run = await oneRun(seed);
  console.log(run.text);
  for (const { text: attempt, ending, ms, planMs } of run.attempts)
    console.log(`  ${attempt}\n    → ${ending}\n    ${Math.round(ms)} ms; undisturbed ${Math.round(planMs)} ms`);
  for (const weakness of run.weaknesses) console.log(`  weakness: ${weakness}`);
  for (const { rule, text: breach } of run.breaches) console.log(`  BROKEN ${rule}: ${breach}`);
  if (run.breaches.length === 0) console.log('  every rule held');
  return run.breaches.length === 0 ? 0 : 1;
}

interface CampaignOptions {
  readonly campaigns: readonly number[];
  readonly runs: number;
  readonly jobs: number;
  readonly report: string | undefined;
}

async function campaign({ campaigns, runs, jobs, report }: CampaignOptions): Promise<number> {
  const began = performance.now();
  let shown = 0;
  const tally = await doWork({
    batches: batchesOf(campaigns, runs),
    jobs,
    onTally: (so) => {
      for (const { seed, rule, text } of so.breaches.slice(shown, mostShown))
        console.log(`BROKEN ${rule}: ${text}\n  ${replayCommand(seed)}`);
      shown = Math.max(shown, so.breaches.length);
      progress(so, runs * campaigns.length);
    },
  });
  sortFindings(tally);
  const wallSeconds = (performance.now() - began) / 1000;
  console.log(conclusion(tally, wallSeconds, jobs));
  if (report !== undefined) {
    const seeds = campaigns.map((seed) => `--seed ${seed}`).join(' ');
    const command = `npm run bench:faults -- --runs ${runs} ${seeds} --report ${report}`;
    const remarks = readFileSync(new URL('../../bench/faults/remarks.md', import.meta.url), 'utf8');
    writeFileSync(report, reportPage({ command, campaigns, runsEach: runs, tally, remarks }));
  }
  const blind = tally.runs >= enoughRuns ? missing(tally.situations) : [];
  if (blind.length > 0) console.log(`THE CAMPAIGN IS BLIND: what never came up: ${blind.join(', ')}`);
  return tally.breaches.length + blind.length === 0 ? 0 : 1;
}

function batchesOf(campaigns: readonly number[], runs: number): Batch[] {
  return campaigns.flatMap((seed) =>
    Array.from({ length: Math.ceil(runs / batchLength) }, (_, index): Batch => {
      const first = index * batchLength;
      return { campaign: seed, first, count: Math.min(batchLength, runs - first) };
    }),
  );
}

function progress({ runs, breaches }: Tally, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${runs} of ${all} runs, ${breaches.length} broken rules `);
}

/** Processes come to an end in any order. */
function sortFindings({ breaches, lost }: Tally): void {
  const bySeed = (a: { readonly seed: RunSeed }, b: { readonly seed: RunSeed }) =>
    a.seed.campaign - b.seed.campaign || a.seed.run - b.seed.run;
  breaches.sort(bySeed);
  lost.sort(bySeed);
}

function conclusion(tally: Tally, wallSeconds: number, jobs: number): string {
  const { well, attempts } = sumOf(tally.single.passing);
  const seeds = new Set(tally.breaches.map(({ seed }) => seedText(seed)));
  return [
    `${tally.runs} runs in ${wallSeconds.toFixed(0)} s with ${jobs} processes (${((1000 * wallSeconds) / tally.runs).toFixed(1)} ms a run)`,
    `${tally.attempts} attempts, in ${tally.struck} of them a fault came to pass`,
    `one passing fault: ${well} of ${attempts} verified (${((100 * well) / Math.max(1, attempts)).toFixed(2)} %)`,
    seeds.size === 0 ? 'every rule held in every run' : `RULES WERE BROKEN in ${seeds.size} runs`,
  ].join('\n');
}
