// One process at the board: what it has of board and disk for itself, its attempt, and what it leaves, judged. A second one that
// began beside it has its turn when it is alone.

import type { FlasherError } from '@odflash/core';
import { installedRelease } from '@odflash/virtual';
import { sectorsUnder, withoutConfiguration } from '../judge/blocks.ts';
import { isUnread, unsavedConfiguration } from '../judge/configurations.ts';
import { allowedMs, judge } from '../judge/judge.ts';
import { type BoardHistory, beginAttempt, endWell, forgetConfiguration } from '../judge/origin.ts';
import { leaveRecords } from '../judge/post-checks.ts';
import { judgeConfiguration } from '../judge/running.ts';
import { brokenSettings } from '../judge/settings-rules.ts';
import { operationOf } from '../operations/operations.ts';
import { attentiveOperator } from '../testbed/operator.ts';
import { boardNow, bringTo } from '../testbed/testbed.ts';
import type { Done, Injection, Operation, OperationChoice, Second, Size } from '../types.ts';
import { attempt, describeEnding } from './attempt.ts';
import { type SecondProcess, secondProcess } from './second.ts';
import { ownMs, sizeOf } from './size.ts';
import type { Attempted, Ending, PerformOptions, RunState, Watch } from './types.ts';
import { watchBoard } from './watch.ts';

interface AttemptInput {
  readonly choice: OperationChoice;
  readonly injections: readonly Injection[];
  readonly attended: boolean;
  readonly second?: Second | undefined;
}

export interface Judged {
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

const operationFor = ({ testbed, scenario }: RunState, choice: OperationChoice): Operation =>
  operationOf(choice, { profile: scenario.board, running: scenario.running !== undefined, testbed });

/** Runs an attempt, and beside it the second process if there is one; both are judged. */
export async function judgedAttempt(
  run: RunState,
  { choice, injections, attended, second }: AttemptInput,
): Promise<Judged> {
  const { testbed } = run;
  const operation = operationFor(run, choice);
  await bringTo(testbed, operation.needs);
  const size = await sizeOf(run.scenario, choice);
  const turn = beginTurn(run, operation);
  const operator = attended ? attentiveOperator(testbed) : undefined;
  const hangAfterMs = hangFactor * allowedMs(size.planMs);
  const options = performOptions(run, turn);
  const beside =
    second && secondProcess({ ...options, operation: operationFor(run, second.operation) }, after(second, size));
  const { watch } = turn;
  const { counted } = run.scenario;
  const attempted = await attempt({ ...options, watch, operator, injections, counted, hangAfterMs, beside });
  const { ending, ms, hit } = attempted;
  const planMs = await endTurn(run, turn, { choice, attempted, size });
  if (beside && second) await judgeSecond(run, { beside, second, attended });
  return { operation, ending, ms, planMs, hit, asked: watch.asked() };
}

function after({ share }: Second, { actions }: Size): number {
  return 1 + Math.floor(share * actions);
}

/** What one process has of the board and the disk for itself, from when it begins. */
interface Turn {
  readonly operation: Operation;
  readonly history: BoardHistory;
  readonly before: Uint8Array;
  readonly filesBefore: ReadonlySet<string>;
  readonly violationsBefore: number;
  readonly backup: boolean;
  readonly watch: Watch;
  readonly cuts: Disposable;
}

function beginTurn({ testbed, scenario, findings, history }: RunState, operation: Operation): Turn {
  const backup = scenario.backup && operation.savesUndo;
  if (scenario.running) forgetConfiguration(history);
  const before = beginAttempt(history, operation);
  const filesBefore = new Set(testbed.disk.files.keys());
  const violationsBefore = testbed.board.recorder.violations.length;
  const { wanted } = operation;
  const whole = [sectorsUnder(wanted, before), wanted, withoutConfiguration(wanted)];
  const unsaved = () =>
    isUnread(before) ? undefined : unsavedConfiguration({ disk: testbed.disk, board: boardNow(testbed), before });
  const watch = watchBoard({ testbed, operation, whole, backup, findings, unsaved });
  const cuts = testbed.board.socket.watch(watch.look);
  return { operation, history, before, filesBefore, violationsBefore, backup, watch, cuts };
}

function performOptions(
  { testbed, scenario, options }: RunState,
  { operation, before, backup }: Turn,
): Omit<PerformOptions, 'watch'> {
  const { sabotage, ask, listener } = options;
  return { testbed, operation, before, backup, x32: scenario.x32, sabotage, ask, listener };
}

/** The process has ended: judges what it leaves. Resolves with what its time is held against. */
async function endTurn(
  run: RunState,
  turn: Turn,
  { choice, attempted, size }: { readonly choice: OperationChoice; readonly attempted: Attempted; readonly size: Size },
): Promise<number> {
  const { testbed, scenario, findings } = run;
  const { operation, history, before, watch } = turn;
  const { ending, ms } = attempted;
  await testbed.clock.sleep(operation.unlocks ? massEraseSettleMs : settleMs);
  watch.look();
  turn.cuts[Symbol.dispose]();
  const isLate = ms > allowedMs(size.planMs);
  const planMs = (isLate ? await ownMs(scenario, choice) : undefined) ?? size.planMs;
  const rivals = run.histories.filter((other) => other !== history);
  judge({ ...turn, testbed, attempted, planMs, rivals }, findings);
  // Half of a file's values look like those of another board.
  if (operation.setsConfiguration && ending.how !== 'done') leaveRecords(run);
  if (scenario.running) judgeConfiguration(run, { operation, ending, before });
  if (ending.how === 'done') judgeDone(run, turn, ending.done);
  if (ending.how === 'failed') run.handedOver ||= isHandedOver(ending.error);
  // Who removes protection has agreed to lose the flash, however the attempt ended.
  const isUnlocked = operation.unlocks && Buffer.compare(before, testbed.board.flash) !== 0;
  if (isUnlocked || (ending.how === 'done' && operation.wanted.length > 0)) endWell(history);
  return planMs;
}

function judgeDone({ testbed, findings }: RunState, { operation, before }: Turn, done: Done): void {
  for (const situation of operation.situations ?? []) findings.situations.add(situation);
  const file = done.restored && testbed.disk.files.get(done.restored.file);
  if (!done.restored || !file) return;
  const { flash } = testbed.board;
  const release = installedRelease(flash);
  if (release === undefined) return;
  const board = boardNow(testbed);
  const broken = brokenSettings({ ...done.restored, file, board, release, before, flash });
  findings.judge('settings by the rules', broken);
}

interface SecondInput {
  readonly beside: SecondProcess;
  readonly second: Second;
  readonly attended: boolean;
}

/** The first process is judged. What the second one has come to meanwhile, and what it does now that it is alone. */
async function judgeSecond(run: RunState, { beside, second, attended }: SecondInput): Promise<void> {
  const { testbed, findings, scenario, log } = run;
  const state = beside.state();
  if (!state) return;
  const { ending: early, openings } = state;
  findings.judge('one at a time', openings > 0 ? 'a second process has opened the board' : undefined);
  log.push(`beside it ${beside.operation.name} "${second.operation.shape.name}"`);
  if (early) {
    findings.situations.add('second refused');
    const isRefused =
      early.how === 'failed' && (early.error.board ?? 'untouched') === 'untouched' && early.error.code !== 'internal';
    findings.judge('one at a time', isRefused ? undefined : `a second process ended with ${describeEnding(early)}`);
    log.push(`  → ${describeEnding(early)}`);
  }
  if (early || findings.violations.length > 0) return beside.kill();
  findings.situations.add('second continues');
  const size = await sizeOf(scenario, second.operation);
  const turn = beginTurn(run, beside.operation);
  const began = testbed.clock.now();
  const operator = attended ? attentiveOperator(testbed) : undefined;
  const hangAfterMs = hangFactor * allowedMs(size.planMs);
  const ending = await beside.goOn(turn.watch, { operator, hangAfterMs });
  const ms = testbed.clock.now() - began;
  const readable = testbed.board.running() === 'rom' && testbed.board.socket.port !== undefined;
  const attempted = { ending, ms, process: beside.process(), hit: false, readable };
  log.push(`  → ${describeEnding(ending)}`);
  await endTurn(run, turn, { choice: second.operation, attempted, size });
}

function isHandedOver({ code, retryable }: FlasherError): boolean {
  return code === 'config-not-restored' && !retryable;
}

/** What the chip is at when an attempt ends continues without a host. */
const settleMs = 20_000;
const massEraseSettleMs = 120_000;
