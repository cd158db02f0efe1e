// Runs, many of them: in this process, or shared out among several.

import { type ChildProcess, fork } from 'node:child_process';
import { hearStrayRejections } from './judge/stray.ts';
import { addRun, addStats, newStats, type Stats } from './report/stats.ts';
import { runScenario } from './run/run.ts';
import type { RunOptions, RunResult } from './run/types.ts';
import type { RunSeed } from './types.ts';

/** Runs of one campaign that follow each other. */
export interface Batch {
  readonly campaign: number;
  readonly via?: 'stlink' | undefined;
  readonly first: number;
  readonly count: number;
}

/** One run, which whatever happens comes to an end that can be counted. */
export async function oneRun(seed: RunSeed, options: RunOptions = {}): Promise<RunResult> {
  try {
    return await runScenario(seed, options);
  } catch (thrown) {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    const violations = [{ rule: 'a known error', text: `the run itself threw ${text}` }] as const;
    const nothing = { attempts: [], log: [], interventions: [], stakes: [], limitations: [], situations: [] };
    return { ...nothing, seed, text: '', board: '', host: '', violations };
  }
}

async function doBatch({ campaign, via, first, count }: Batch, begins?: (run: number) => void): Promise<Stats> {
  const stats = newStats();
  for (let run = first; run < first + count; run++) {
    begins?.(run);
    addRun(stats, await oneRun({ campaign, run, ...(via && { via }) }));
  }
  return stats;
}

export interface WorkOptions {
  readonly batches: readonly Batch[];
  /** Processes to share the work among; 1 is this one alone. */
  readonly jobs: number;
  /** Called after each batch with what there is so far. */
  readonly onStats: (stats: Stats) => void;
}

export async function doWork({ batches, jobs, onStats }: WorkOptions): Promise<Stats> {
  const total = newStats();
  const add = (stats: Stats) => {
    addStats(total, stats);
    onStats(total);
  };
  if (jobs <= 1) {
    hearStrayRejections();
    for (const batch of batches) add(await doBatch(batch));
    return total;
  }
  const waiting = [...batches];
  await Promise.all(Array.from({ length: jobs }, () => helper(waiting, add)));
  return total;
}

type Report = { readonly type: 'begins'; readonly run: number } | { readonly type: 'stats'; readonly stats: Stats };

/** No run takes that long by the wall clock, on any machine: the process hangs in a loop. */
const stuckMs = 120_000;

/** Keeps one process busy until there is no more work; one that hangs is ended, and replaced. */
async function helper(waiting: Batch[], add: (stats: Stats) => void): Promise<void> {
  let child: ChildProcess | undefined;
  for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
    child ??= fork(new URL('worker.js', import.meta.url));
    const { stats, undone } = await delegate(child, batch);
    add(stats);
    if (!undone) continue;
    waiting.push(...undone);
    child = undefined;
  }
  child?.disconnect();
}

/** `undone`: the process is gone, and what it leaves of the batch but for the run it died of. */
interface Delegated {
  readonly stats: Stats;
  readonly undone?: readonly Batch[];
}

function delegate(child: ChildProcess, batch: Batch): Promise<Delegated> {
  const { campaign, via, first, count } = batch;
  let run = first;
  let watchdog: NodeJS.Timeout | undefined;
  return new Promise((resolve) => {
    const end = (delegated: Delegated) => {
      clearTimeout(watchdog);
      child.removeAllListeners();
      resolve(delegated);
    };
    const lost = (how: string) => {
      child.kill('SIGKILL');
      const stats = newStats();
      stats.violations.push({
        seed: { campaign, run, ...(via && { via }) },
        rule: 'no hang',
        text: `the process ${how}`,
      });
      const before = { ...batch, count: run - first };
      const after = { ...batch, first: run + 1, count: first + count - run - 1 };
      end({ stats, undone: [before, after].filter((part) => part.count > 0) });
    };
    const patience = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => lost('did not come to an end'), stuckMs);
    };
    patience();
    child.on('exit', (code, signal) => lost(`died with ${code ?? signal}`));
    child.on('message', (report: Report) => {
      patience();
      if (report.type === 'begins') run = report.run;
      if (report.type === 'stats') end({ stats: report.stats });
    });
    child.send(batch);
  });
}

/** The other end of {@link delegate}. */
export function serveBatches(): void {
  hearStrayRejections();
  const describe = (report: Report) => void process.send?.(report);
  process.on('message', (batch: Batch) => {
    void doBatch(batch, (run) => describe({ type: 'begins', run })).then((stats) => describe({ type: 'stats', stats }));
  });
}
