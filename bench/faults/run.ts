// One run, from its seed to its verdict: attempts with faults, each judged, then one without, which must end well.

import { mainFlash } from '@odflash/core';
import { attempt, type Ending, type Sabotage, tellEnding } from './attempt.ts';
import { sectorsUnder } from './blocks.ts';
import { chanceOf, type RunSeed } from './chance.ts';
import { type Deed, deedOf } from './deeds.ts';
import type { Blow } from './fault-kinds.ts';
import { furnish } from './firmware.ts';
import { judge } from './judge.ts';
import type { Breach, Weakness } from './rules.ts';
import { type Attempt, drawScenario, type Scenario, tell, tellAttempt } from './scenario.ts';
import { type Size, sizeOf } from './size.ts';
import { bringBack, type Stage, setStage, tryToStart } from './stage.ts';
import { strayRejections } from './stray.ts';
import { type Watch, watchBoard } from './watch.ts';

/** One attempt as the tally counts it. Plain data. */
export interface AttemptResult {
  readonly text: string;
  readonly deed: Deed['name'];
  readonly kinds: readonly string[];
  readonly course: 'passing' | 'lasting';
  /** False if no fault came to pass. */
  readonly struck: boolean;
  readonly how: Ending['how'];
  readonly code?: string;
  readonly board?: string;
  readonly ending: string;
  readonly ms: number;
  readonly planMs: number;
  /** How often a person was asked for something. */
  readonly asked: number;
}

/** Plain data. */
export interface RunResult {
  readonly seed: RunSeed;
  readonly text: string;
  readonly board: string;
  readonly host: string;
  readonly attempts: readonly AttemptResult[];
  readonly breaches: readonly Breach[];
  readonly weaknesses: readonly Weakness[];
}

/** What an engine has to see through besides the faults; for tests of the campaign itself. */
export interface RunOptions {
  readonly sabotage?: Sabotage;
}

/** Everything that is known of the stage while the attempts go by. */
interface Run {
  readonly scenario: Scenario;
  readonly stage: Stage;
  readonly options: RunOptions;
  readonly breaches: Breach[];
  readonly weaknesses: Set<Weakness>;
  /** The flash before the attempt in hand, and before the first of those that were interrupted. */
  readonly before: Uint8Array;
  readonly original: Uint8Array;
}

export async function runScenario(seed: RunSeed, options: RunOptions = {}): Promise<RunResult> {
  const scenario = drawScenario(seed);
  const stage = stageOf(scenario);
  const copies = { before: new Uint8Array(mainFlash.length), original: stage.board.flash.slice() };
  const run: Run = { scenario, stage, options, breaches: [], weaknesses: new Set(), ...copies };
  const results: AttemptResult[] = [];
  for (const [index, next] of scenario.attempts.entries()) {
    results.push(await disturbedAttempt(run, next, index));
    if (next.triesToStart) judgeStart(run, await tryToStart(run.stage));
    await bringBack(run.stage);
    if (run.breaches.length > 0) break;
  }
  if (run.breaches.length === 0) await finalAttempt(run);
  for (const text of await strayRejections()) run.breaches.push({ rule: 'no stray rejection', text });
  const { board, host } = scenario;
  return {
    seed,
    text: tell(scenario),
    board,
    host,
    attempts: results,
    breaches: run.breaches,
    weaknesses: [...run.weaknesses],
  };
}

function stageOf(scenario: Scenario): Stage {
  const { seed, start, before, attempts, board, host, bystander } = scenario;
  const deed = attempts[0]?.deed;
  if (!deed) throw new RangeError('a run without an attempt');
  const { shape, firmware: next } = deed;
  const content = { start, shape, before, next };
  return setStage({
    board,
    host,
    bystander,
    seed: seed.campaign * 1_000_003 + seed.run,
    furnish: (flash) => furnish(flash, content),
  });
}

/** Places the faults of an attempt, runs it and judges it. */
async function disturbedAttempt(run: Run, next: Attempt, index: number): Promise<AttemptResult> {
  const size = await sizeOf(run.scenario, next.deed);
  const chance = chanceOf(run.scenario.seed, `faults ${index}`);
  const blows = next.kinds.flatMap((kind) => kind.place(chance, size));
  const { ending, ms, struck, asked } = await judgedAttempt(run, deedOf(next.deed), blows, size);
  const course = next.kinds.some((kind) => kind.course === 'lasting') ? 'lasting' : 'passing';
  return {
    text: tellAttempt(next, blows),
    deed: next.deed.name,
    kinds: next.kinds.map(({ name }) => name),
    course,
    struck,
    how: ending.how,
    ...(ending.how === 'failed' && { code: ending.error.code, board: ending.error.board }),
    ...(ending.how === 'done' && { board: ending.done.board }),
    ending: tellEnding(ending),
    ms,
    planMs: size.planMs,
    asked,
  };
}

interface Judged {
  readonly ending: Ending;
  readonly ms: number;
  readonly struck: boolean;
  readonly asked: number;
}

/** A hanging attempt is given up so long after the longest that is allowed. */
const patienceFactor = 5;

async function judgedAttempt(run: Run, deed: Deed, blows: readonly Blow[], size: Size): Promise<Judged> {
  const { stage, scenario, options, breaches } = run;
  const before = run.before;
  before.set(stage.board.flash);
  const backup = scenario.backup;
  const whole = [sectorsUnder(deed.wanted, before), deed.wanted];
  const watch: Watch = watchBoard({ stage, deed, whole, backup });
  const cuts = stage.board.socket.watch(watch.look);
  const { sabotage } = options;
  const { counted, x32 } = scenario;
  const patienceMs = patienceFactor * (3 * size.planMs + 120_000);
  const attempted = await attempt({ stage, deed, watch, before, blows, counted, backup, x32, sabotage, patienceMs });
  const { ending, ms, struck } = attempted;
  await stage.clock.sleep(settleMs);
  watch.look();
  cuts[Symbol.dispose]();
  const { original } = run;
  const verdict = judge({ stage, deed, attempted, before, original, backup, planMs: size.planMs });
  breaches.push(...watch.breaches, ...verdict.breaches);
  for (const weakness of [...watch.weaknesses, ...verdict.weaknesses]) run.weaknesses.add(weakness);
  if (ending.how === 'done' && deed.wanted.length > 0) run.original.set(stage.board.flash);
  return { ending, ms, struck, asked: watch.asked() };
}

/** What the chip is at when an attempt ends goes on without a host. */
const settleMs = 20_000;

/** The same command, nothing in its way. */
async function finalAttempt(run: Run): Promise<void> {
  const { stage, scenario, breaches } = run;
  const last = scenario.attempts.at(-1)?.deed;
  if (!last) return;
  const deed = deedOf(last);
  const { ending } = await judgedAttempt(run, deed, [], await sizeOf(scenario, last));
  if (ending.how !== 'done') breaches.push({ rule: 'the next run finishes', text: tellEnding(ending) });
  const journals = [...stage.disk.files.keys()].filter((name) => name.startsWith('journal-'));
  if (ending.how === 'done' && deed.wanted.length > 0 && journals.length > 0) {
    if (scenario.board.includes('serial-drifts')) run.weaknesses.add('a journal of a board without a name');
    else breaches.push({ rule: 'records are closed', text: journals.join(', ') });
  }
  judgeStart(run, await tryToStart(stage));
}

/** What runs with the switch on RUN is what the vectors say. */
function judgeStart({ stage, breaches }: Run, running: string): void {
  const { starts } = stage.board.bootVerdict();
  if (starts !== (running !== 'nothing')) breaches.push({ rule: 'it starts', text: `${running} is running` });
}
