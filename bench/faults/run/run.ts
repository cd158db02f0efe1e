// One run, from its seed to its verdict: attempts with faults, each judged, then one without, which must end well.

import { type FlasherError, mainFlash } from '@odflash/core';
import { sectorsUnder } from '../judge/blocks.ts';
import { allowedMs, judge } from '../judge/judge.ts';
import { judgeRecords, judgeSettings, judgeStart, knowing } from '../judge/post-checks.ts';
import { settingsOf } from '../judge/settings.ts';
import { strayRejections } from '../judge/stray.ts';
import { operationOf } from '../operations/operations.ts';
import { describe, describeAttempt } from '../scenario/describe.ts';
import { drawScenario } from '../scenario/draw.ts';
import { rngFor } from '../scenario/rng.ts';
import { attentiveOperator } from '../testbed/operator.ts';
import { bringBack, bringBackAnyhow, createTestbed, tryToStart } from '../testbed/testbed.ts';
import type { Attempt, Injection, Operation, OperationChoice, RunSeed, Scenario } from '../types.ts';
import { attempt, describeEnding } from './attempt.ts';
import { ownMs, sizeOf } from './size.ts';
import type { AttemptResult, Ending, RunOptions, RunResult, RunState } from './types.ts';
import { watchBoard } from './watch.ts';

/** Used by one run after the other: a MiB each is more than all the rest of a run. */
const copies = { before: new Uint8Array(mainFlash.length), original: new Uint8Array(mainFlash.length) };

/** Runs are made one after the other. */
export async function runScenario(seed: RunSeed, options: RunOptions = {}): Promise<RunResult> {
  const scenario = drawScenario(seed);
  const first = firstOperation(scenario);
  const testbed = await createTestbed(scenario, first, options.files);
  const { learnt } = await sizeOf(scenario, first);
  if (scenario.running?.known) testbed.disk.populate(learnt);
  const run: RunState = {
    scenario,
    testbed,
    options,
    violations: [],
    limitations: new Set(),
    situations: new Set(),
    ...copies,
    learnt,
    settings: scenario.running && (await settingsOf(testbed, knowing(learnt))),
    handedOver: false,
  };
  run.original.set(testbed.board.flash);
  const results: AttemptResult[] = [];
  for (const [index, next] of scenario.attempts.entries()) {
    results.push(await disturbedAttempt(run, next, index));
    if (next.triesToStart) judgeStart(run, await tryToStart(testbed));
    await (scenario.running ? bringBackAnyhow(testbed) : bringBack(testbed, results.at(-1)?.next));
    if (run.violations.length > 0) break;
  }
  if (run.violations.length === 0) await finalAttempt(run);
  for (const text of await strayRejections()) run.violations.push({ rule: 'no stray rejection', text });
  const { board, host } = scenario;
  return {
    seed,
    text: describe(scenario),
    board,
    host,
    attempts: results,
    violations: run.violations,
    limitations: [...run.limitations],
    situations: [...run.situations],
  };
}

function firstOperation({ attempts }: Scenario): OperationChoice {
  const [first] = attempts;
  if (!first) throw new RangeError('a run without an attempt');
  return first.operation;
}

/** Places the faults of an attempt, runs it and judges it. */
async function disturbedAttempt(run: RunState, next: Attempt, index: number): Promise<AttemptResult> {
  const { scenario } = run;
  const size = await sizeOf(scenario, next.operation);
  const rng = rngFor(scenario.seed, `faults ${index}`);
  const injections = next.kinds.flatMap((kind) => kind.place(rng, size));
  const attended = scenario.running?.attended === true;
  const { ending, ms, planMs, hit, asked } = await judgedAttempt(run, { choice: next.operation, injections, attended });
  const course = next.kinds.some((kind) => kind.course === 'lasting') ? 'lasting' : 'passing';
  return {
    text: describeAttempt(next, injections),
    operation: next.operation.name,
    kinds: next.kinds.map(({ name }) => name),
    course,
    hit,
    how: ending.how,
    ...(ending.how === 'failed' && pickFrom(ending.error)),
    ...(ending.how === 'done' && { board: ending.done.board, ...(ending.done.start === 'stayed' && restart) }),
    ending: describeEnding(ending),
    ms,
    planMs,
    helped: attended && asked > 0,
  };
}

/** What the operator is told if the bootloader did not leave. */
const restart = { next: 'Set the DIP switch to RUN and power-cycle the board.' };

function pickFrom({ code, board, next }: FlasherError): Pick<AttemptResult, 'code' | 'board' | 'next'> {
  return { code, board, next };
}

interface AttemptInput {
  readonly choice: OperationChoice;
  readonly injections: readonly Injection[];
  readonly attended: boolean;
}

interface Judged {
  readonly operation: Operation;
  readonly ending: Ending;
  readonly ms: number;
  /** What it is held against. */
  readonly planMs: number;
  readonly hit: boolean;
  readonly asked: number;
}

/** A hanging attempt is given up so long after the longest that is allowed. */
const hangFactor = 5;

async function judgedAttempt(run: RunState, { choice, injections, attended }: AttemptInput): Promise<Judged> {
  const { testbed, scenario, options, violations, before, original } = run;
  const operation = operationOf(choice, scenario.board);
  const size = await sizeOf(scenario, choice);
  const { sabotage } = options;
  const { counted, x32, backup } = scenario;
  before.set(testbed.board.flash);
  const whole = [sectorsUnder(operation.wanted, before), operation.wanted];
  const watch = watchBoard({ testbed, operation, whole, backup });
  const cuts = testbed.board.socket.watch(watch.look);
  const operator = attended ? attentiveOperator(testbed) : undefined;
  const hangAfterMs = hangFactor * allowedMs(size.planMs);
  const input = {
    testbed,
    operation,
    watch,
    operator,
    before,
    injections,
    counted,
    backup,
    x32,
    sabotage,
    hangAfterMs,
  };
  const attempted = await attempt(input);
  const { ending, ms, hit } = attempted;
  await testbed.clock.sleep(settleMs);
  watch.look();
  cuts[Symbol.dispose]();
  const isLate = ms > allowedMs(size.planMs);
  const planMs = (isLate ? await ownMs(scenario, choice) : undefined) ?? size.planMs;
  const verdict = judge({ testbed, operation, attempted, before, original, backup, planMs });
  violations.push(...watch.violations, ...verdict.violations);
  for (const limitation of [...watch.limitations, ...verdict.limitations]) run.limitations.add(limitation);
  for (const situation of watch.situations) run.situations.add(situation);
  if (ending.how === 'failed') run.handedOver ||= isHandedOver(ending.error);
  if (ending.how === 'done' && operation.wanted.length > 0) original.set(testbed.board.flash);
  return { operation, ending, ms, planMs, hit, asked: watch.asked() };
}

function isHandedOver({ code, retryable }: FlasherError): boolean {
  return code === 'config-not-restored' && !retryable;
}

/** What the chip is at when an attempt ends goes on without a host. */
const settleMs = 20_000;

/** The same command, nothing in its way, and an operator who does what is asked for. */
async function finalAttempt(run: RunState): Promise<void> {
  const { testbed, scenario, violations } = run;
  const choice = scenario.attempts.at(-1)?.operation ?? firstOperation(scenario);
  const { operation, ending } = await judgedAttempt(run, { choice, injections: [], attended: true });
  if (ending.how !== 'done') violations.push({ rule: 'the next run finishes', text: describeEnding(ending) });
  if (ending.how === 'done' && operation.wanted.length > 0) judgeRecords(run);
  judgeStart(run, await tryToStart(testbed));
  if (ending.how === 'done') await judgeSettings(run);
}
