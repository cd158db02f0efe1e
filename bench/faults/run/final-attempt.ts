// The attempt without faults that ends a run: it must end well, unless what other people did leaves it to people.

import { isUnderAnotherName } from '../judge/fault-hits.ts';
import { judgeRecords, judgeStart } from '../judge/post-checks.ts';
import { isBeyondRecall, judgeSettings } from '../judge/running.ts';
import { protectionOf } from '../operations/flash.ts';
import { boardIn } from '../scenario/boards.ts';
import { boardNow, tryToStart } from '../testbed/testbed.ts';
import type { OperationChoice, OperationName, Scenario } from '../types.ts';
import { describeEnding } from './attempt.ts';
import { type Judged, judgedAttempt } from './turn.ts';
import type { Ending, RunState } from './types.ts';

/** What the run begins with. Throws RangeError for a run without an attempt. */
export function firstOperation({ attempts }: Scenario): OperationChoice {
  const [first] = attempts;
  if (!first) throw new RangeError('a run without an attempt');
  return first.operation;
}

/** Operations that end a run as well as any: what they leave is judged like what an update or a flash leaves. */
const endings: readonly OperationName[] = ['flash', 'update', 'verify', 'read', 'erase'];

/** The same command, nothing in its way, and an operator who does what is asked for. */
export async function finalAttempt(run: RunState): Promise<void> {
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
  // An undisturbed flash or update restarts the board only after everything is written.
  const isRenamed = judged.operation.unlocks === true && isUnderAnotherName(run.testbed, judged.ending);
  const excuse = isRenamed && 'a board under another name in a browser';
  run.findings.judge('the next run finishes', isOver ? undefined : text, excuse);
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
