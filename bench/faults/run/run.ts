// One run, from its seed to its verdict: attempts with faults, each judged, what other people do in between, and one
// attempt without faults, which must end well.

import type { FlasherError } from '@odflash/core';
import { speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';
import { installedRelease } from '@odflash/virtual';
import { interventions } from '../interventions/interventions.ts';
import { sectorsUnder, withoutConfiguration } from '../judge/blocks.ts';
import { isUnread, unsavedConfiguration } from '../judge/configurations.ts';
import { collectFindings } from '../judge/findings.ts';
import { allowedMs, judge } from '../judge/judge.ts';
import {
  type BoardHistory,
  beginAttempt,
  endWell,
  forgetConfiguration,
  newHistory,
  reuseCopies,
} from '../judge/origin.ts';
import { judgeRecords, judgeStart, leaveRecords } from '../judge/post-checks.ts';
import { isBeyondRecall, judgeConfiguration, judgeSettings, knowing } from '../judge/running.ts';
import { settingsOf } from '../judge/settings.ts';
import { brokenSettings } from '../judge/settings-rules.ts';
import { strayRejections } from '../judge/stray.ts';
import { protectionOf } from '../operations/flash.ts';
import { operationOf } from '../operations/operations.ts';
import { boardIn } from '../scenario/boards.ts';
import { describe, describeAttempt } from '../scenario/describe.ts';
import { drawScenario } from '../scenario/draw.ts';
import { rngFor } from '../scenario/rng.ts';
import { attentiveOperator } from '../testbed/operator.ts';
import { boardNow, bringBack, bringBackAnyhow, bringTo, createTestbed, tryToStart } from '../testbed/testbed.ts';
import type {
  Attempt,
  Done,
  Injection,
  Operation,
  OperationChoice,
  OperationName,
  RunSeed,
  Scenario,
  Second,
  Size,
} from '../types.ts';
import { attempt, describeEnding } from './attempt.ts';
import { type SecondProcess, secondProcess } from './second.ts';
import { ownMs, sizeOf } from './size.ts';
import type {
  Attempted,
  AttemptResult,
  Ending,
  PerformOptions,
  RunOptions,
  RunResult,
  RunState,
  Watch,
} from './types.ts';
import { watchBoard } from './watch.ts';

/** Runs are made one after the other. */
export function runScenario(seed: RunSeed, options: RunOptions = {}): Promise<RunResult> {
  return play(drawScenario(seed), options);
}

/** Runs a scenario, drawn or made by hand. */
async function play(scenario: Scenario, options: RunOptions = {}): Promise<RunResult> {
  const run = await begin(scenario, options);
  const { testbed, findings, log } = run;
  const results: AttemptResult[] = [];
  for (const [index, next] of scenario.attempts.entries()) {
    const result = await disturbedAttempt(run, next, index);
    results.push(result);
    log.push(...linesOf(result));
    if (next.triesToStart) judgeStart(run, await tryToStart(testbed));
    await (scenario.running ? bringBackAnyhow(testbed) : bringBack(testbed, result.next));
    if (findings.violations.length > 0) break;
    await intervene(run, next);
  }
  if (findings.violations.length === 0) await finalAttempt(run);
  const [stray] = await strayRejections();
  findings.judge('no stray rejection', stray);
  return {
    seed: scenario.seed,
    text: describe(scenario),
    board: scenario.board,
    host: scenario.host,
    attempts: results,
    log,
    interventions: [...run.interventions],
    stakes: [...findings.stakes],
    violations: findings.violations,
    limitations: [...findings.limitations],
    situations: [...findings.situations],
  };
}

async function begin(scenario: Scenario, options: RunOptions): Promise<RunState> {
  reuseCopies();
  const first = firstOperation(scenario);
  const testbed = await createTestbed(scenario, first, options.files);
  const { learnt } = await sizeOf(scenario, first);
  if (scenario.running?.known) testbed.disk.place(learnt);
  const history = newHistory(testbed.board);
  if (scenario.running) history.given.push(await settingsOf(testbed, knowing(learnt)));
  return {
    scenario,
    testbed,
    options,
    findings: collectFindings(),
    interventions: new Set(),
    histories: [history],
    history,
    strangeRecords: new Set(),
    rivalRecords: new Set(),
    log: [],
    learnt,
    handedOver: false,
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
  const { operation, ending, ms, planMs, hit, asked } = await judgedAttempt(run, {
    choice: next.operation,
    injections,
    attended,
    second: next.second,
  });
  const course = next.kinds.some((kind) => kind.course === 'lasting') ? 'lasting' : 'passing';
  return {
    text: describeAttempt(next, injections, operation),
    operation: operation.name,
    kinds: next.kinds.map(({ name }) => name),
    course,
    hit,
    how: ending.how,
    ...(ending.how === 'failed' && pickFrom(ending.error)),
    ...(ending.how === 'done' && {
      board: ending.done.board,
      ...(ending.done.start === 'needs-power-cycle' && restart),
    }),
    ending: describeEnding(ending),
    ms,
    planMs,
    helped: attended && asked > 0,
  };
}

function linesOf({ text, ending, ms, planMs }: AttemptResult): string[] {
  return [text, `  → ${ending}`, `  ${Math.round(ms)} ms; undisturbed ${Math.round(planMs)} ms`];
}

const said = speaker(english);

/** What the operator is told if the bootloader did not leave. */
const restart = { next: 'Set the DIP switch to RUN and power-cycle the board.' };

function pickFrom({ code, board, next }: FlasherError): Pick<AttemptResult, 'code' | 'board' | 'next'> {
  return { code, board, next: said(next) };
}

interface AttemptInput {
  readonly choice: OperationChoice;
  readonly injections: readonly Injection[];
  readonly attended: boolean;
  readonly second?: Second | undefined;
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

const operationFor = ({ testbed, scenario }: RunState, choice: OperationChoice): Operation =>
  operationOf(choice, { profile: scenario.board, running: scenario.running !== undefined, testbed });

async function judgedAttempt(run: RunState, { choice, injections, attended, second }: AttemptInput): Promise<Judged> {
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
  await testbed.clock.sleep(settleMs);
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
  const isUnlocked = operation.unlocks && Buffer.compare(before, testbed.board.flash) !== 0;
  if (ending.how === 'done' && (operation.wanted.length > 0 || isUnlocked)) endWell(history);
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
  findings.situations.add('second goes on');
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

/** What the chip is at when an attempt ends goes on without a host. */
const settleMs = 20_000;

/** What other people do after an attempt; then the board is as the operator left it, in the port, with its supply on. */
async function intervene(run: RunState, { operation, interventions: choices }: Attempt): Promise<void> {
  const { testbed, scenario } = run;
  for (const { name, seed } of choices) {
    const rng = rngFor({ campaign: 0, run: seed }, `intervention ${name}`);
    const more = await interventions[name]?.apply({ run, rng, choice: operation });
    if (more === undefined) continue;
    run.interventions.add(name);
    run.log.push(`${name}${more === '' ? '' : ` (${more})`}`);
    await (scenario.running ? bringBackAnyhow(testbed) : bringBack(testbed));
  }
}

/** Operations that end a run as well as any: what they leave is judged like what an update or a flash leaves. */
const endings: readonly OperationName[] = ['flash', 'update', 'verify', 'read', 'erase'];

/** The same command, nothing in its way, and an operator who does what is asked for. */
async function finalAttempt(run: RunState): Promise<void> {
  const { testbed, scenario, findings } = run;
  const last = scenario.attempts.at(-1)?.operation ?? firstOperation(scenario);
  const plain = scenario.running ? 'update' : 'flash';
  const choice = endings.includes(last.name) ? last : ({ ...last, name: plain } as const);
  if (protectionOf(testbed.board)) await undisturbed(run, { ...choice, name: 'unlock' });
  const { operation, ending } = await undisturbed(run, choice);
  const isDone = ending.how === 'done';
  // A configuration that an update owes is owed after a flash, too.
  const isClosing = operation.name === 'update' || !scenario.running;
  if (isDone && operation.wanted.length > 0 && isClosing) judgeRecords(run);
  judgeStart(run, await tryToStart(testbed));
  if (isDone && operation.name === 'update' && findings.violations.length === 0) await judgeSettings(run);
}

async function undisturbed(run: RunState, choice: OperationChoice): Promise<Judged> {
  const judged = await judgedAttempt(run, { choice, injections: [], attended: true });
  const text = describeEnding(judged.ending);
  run.log.push(`${judged.operation.name} "${choice.shape.name}" without faults`, `  → ${text}`);
  const isOver =
    judged.ending.how === 'done' || leavesItToPeople(run, judged.ending) || isForAnother(run, judged.ending);
  run.findings.judge('the next run finishes', isOver ? undefined : text);
  return judged;
}

/** A board of another version is in the port, and the firmware is not for it. */
function isForAnother({ testbed, scenario }: RunState, ending: Ending): boolean {
  const isOther = boardNow(testbed) !== boardIn(scenario);
  return isOther && ending.how === 'failed' && ending.error.code === 'board-mismatch';
}

/** The firmware is there, and the settings are in no file that could be put back. */
function leavesItToPeople(run: RunState, ending: Ending): boolean {
  const isForgotten = run.history.tolerated.size > 0 || isBeyondRecall(run);
  return ending.how === 'failed' && ending.error.code === 'config-not-restored' && isForgotten;
}
