// One run, from its seed to its verdict: attempts with faults, each judged, then one without, which must end well.

import { type FlasherError, mainFlash } from '@odflash/core';
import { judgeRecords, judgeSettings, judgeStart, knowing, type Run, type RunOptions } from './aftermath.ts';
import { attempt, type Ending, tellEnding } from './attempt.ts';
import { sectorsUnder } from './blocks.ts';
import { chanceOf, type RunSeed } from './chance.ts';
import { type Deed, type DeedChoice, deedOf } from './deeds.ts';
import type { Blow } from './fault-kinds.ts';
import { allowedMs, judge } from './judge.ts';
import { attentivePerson, settingsOf } from './person.ts';
import type { Breach, Weakness } from './rules.ts';
import { type Attempt, drawScenario, type Scenario, tell, tellAttempt } from './scenario.ts';
import type { Situation } from './situations.ts';
import { ownMs, sizeOf } from './size.ts';
import { bringBack, bringBackAnyhow, setStage, tryToStart } from './stage.ts';
import { strayRejections } from './stray.ts';
import { watchBoard } from './watch.ts';

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
  /** What a person is told to do. */
  readonly next?: string;
  readonly ms: number;
  readonly planMs: number;
  /** Somebody was asked for something, and did it. */
  readonly helped: boolean;
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
  readonly situations: readonly Situation[];
}

/** Used by one run after the other: a MiB each is more than all the rest of a run. */
const copies = { before: new Uint8Array(mainFlash.length), original: new Uint8Array(mainFlash.length) };

/** Runs are made one after the other. */
export async function runScenario(seed: RunSeed, options: RunOptions = {}): Promise<RunResult> {
  const scenario = drawScenario(seed);
  const first = firstDeed(scenario);
  const stage = await setStage(scenario, first);
  const { learnt } = await sizeOf(scenario, first);
  if (scenario.running?.known) stage.disk.furnish(learnt);
  const run: Run = {
    scenario,
    stage,
    options,
    breaches: [],
    weaknesses: new Set(),
    situations: new Set(),
    ...copies,
    learnt,
    settings: scenario.running && (await settingsOf(stage, knowing(learnt))),
    handedOver: false,
  };
  run.original.set(stage.board.flash);
  const results: AttemptResult[] = [];
  for (const [index, next] of scenario.attempts.entries()) {
    results.push(await disturbedAttempt(run, next, index));
    if (next.triesToStart) judgeStart(run, await tryToStart(stage));
    await (scenario.running ? bringBackAnyhow(stage) : bringBack(stage, results.at(-1)?.next));
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
    situations: [...run.situations],
  };
}

function firstDeed({ attempts }: Scenario): DeedChoice {
  const [first] = attempts;
  if (!first) throw new RangeError('a run without an attempt');
  return first.deed;
}

/** Places the faults of an attempt, runs it and judges it. */
async function disturbedAttempt(run: Run, next: Attempt, index: number): Promise<AttemptResult> {
  const { scenario } = run;
  const size = await sizeOf(scenario, next.deed);
  const chance = chanceOf(scenario.seed, `faults ${index}`);
  const blows = next.kinds.flatMap((kind) => kind.place(chance, size));
  const attended = scenario.running?.attended === true;
  const { ending, ms, planMs, struck, asked } = await judgedAttempt(run, { choice: next.deed, blows, attended });
  const course = next.kinds.some((kind) => kind.course === 'lasting') ? 'lasting' : 'passing';
  return {
    text: tellAttempt(next, blows),
    deed: next.deed.name,
    kinds: next.kinds.map(({ name }) => name),
    course,
    struck,
    how: ending.how,
    ...(ending.how === 'failed' && pickFrom(ending.error)),
    ...(ending.how === 'done' && { board: ending.done.board, ...(ending.done.start === 'stayed' && restart) }),
    ending: tellEnding(ending),
    ms,
    planMs,
    helped: attended && asked > 0,
  };
}

/** What a person is told if the bootloader did not leave. */
const restart = { next: 'Set the DIP switch to RUN and power-cycle the board.' };

function pickFrom({ code, board, next }: FlasherError): Pick<AttemptResult, 'code' | 'board' | 'next'> {
  return { code, board, next };
}

interface Ordeal {
  readonly choice: DeedChoice;
  readonly blows: readonly Blow[];
  readonly attended: boolean;
}

interface Judged {
  readonly deed: Deed;
  readonly ending: Ending;
  readonly ms: number;
  /** What it is held against. */
  readonly planMs: number;
  readonly struck: boolean;
  readonly asked: number;
}

/** A hanging attempt is given up so long after the longest that is allowed. */
const patienceFactor = 5;

async function judgedAttempt(run: Run, { choice, blows, attended }: Ordeal): Promise<Judged> {
  const { stage, scenario, options, breaches, before, original } = run;
  const deed = deedOf(choice, scenario.board);
  const size = await sizeOf(scenario, choice);
  const { sabotage } = options;
  const { counted, x32, backup } = scenario;
  before.set(stage.board.flash);
  const whole = [sectorsUnder(deed.wanted, before), deed.wanted];
  const watch = watchBoard({ stage, deed, whole, backup });
  const cuts = stage.board.socket.watch(watch.look);
  const person = attended ? attentivePerson(stage) : undefined;
  const patienceMs = patienceFactor * allowedMs(size.planMs);
  const ordeal = { stage, deed, watch, person, before, blows, counted, backup, x32, sabotage, patienceMs };
  const attempted = await attempt(ordeal);
  const { ending, ms, struck } = attempted;
  await stage.clock.sleep(settleMs);
  watch.look();
  cuts[Symbol.dispose]();
  const isLate = ms > allowedMs(size.planMs);
  const planMs = (isLate ? await ownMs(scenario, choice) : undefined) ?? size.planMs;
  const verdict = judge({ stage, deed, attempted, before, original, backup, planMs });
  breaches.push(...watch.breaches, ...verdict.breaches);
  for (const weakness of [...watch.weaknesses, ...verdict.weaknesses]) run.weaknesses.add(weakness);
  for (const situation of watch.situations) run.situations.add(situation);
  if (ending.how === 'failed') run.handedOver ||= isHandedOver(ending.error);
  if (ending.how === 'done' && deed.wanted.length > 0) original.set(stage.board.flash);
  return { deed, ending, ms, planMs, struck, asked: watch.asked() };
}

function isHandedOver({ code, retryable }: FlasherError): boolean {
  return code === 'config-not-restored' && !retryable;
}

/** What the chip is at when an attempt ends goes on without a host. */
const settleMs = 20_000;

/** The same command, nothing in its way, and somebody who does what is asked for. */
async function finalAttempt(run: Run): Promise<void> {
  const { stage, scenario, breaches } = run;
  const choice = scenario.attempts.at(-1)?.deed ?? firstDeed(scenario);
  const { deed, ending } = await judgedAttempt(run, { choice, blows: [], attended: true });
  if (ending.how !== 'done') breaches.push({ rule: 'the next run finishes', text: tellEnding(ending) });
  if (ending.how === 'done' && deed.wanted.length > 0) judgeRecords(run);
  judgeStart(run, await tryToStart(stage));
  if (ending.how === 'done') await judgeSettings(run);
}
