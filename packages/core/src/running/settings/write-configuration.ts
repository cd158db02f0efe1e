// A configuration onto a running board: planned against what the board is and has, written in steps where it differs, read
// back, saved, and read back again after the restart that saving is.

import {
  applyRestore,
  comparedValues,
  isTakenBack,
  type RestoredValue,
  type RestoreOutcome,
} from '../../configuration/apply.ts';
import { isSame } from '../../configuration/file/collect.ts';
import { isChange } from '../../configuration/order.ts';
import type { RestoreTarget, SettingsPlan } from '../../configuration/plan-types.ts';
import { type RestoredConfiguration, restoredConfiguration } from '../../configuration/report.ts';
import { isStartupFlag } from '../../configuration/rules/startup.ts';
import { planPutBack, type Source } from '../../configuration/source.ts';
import { knownBoard, readTarget } from '../../configuration/target.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { axisNames, type CommandOutcome, saveConfiguration } from '../../odrive/commands.ts';
import { type RuntimeEvidence, readEvidence, readSerial } from '../../odrive/identity.ts';
import { findProperty } from '../../odrive/tree.ts';
import { retryPolicy } from '../../retry.ts';
import type { BoardContext } from '../context/board-context.ts';
import type { RunContext } from '../context/context.ts';
import type { ConnectedBoard } from '../context/followed-board.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import { restoreWatchdogs } from '../motion/restore-watchdogs.ts';
import { backAfterRestart } from '../restart/enter-dfu.ts';
import { requestRestart, requireIdle, settledEvidence, unanswered } from '../restart/restart.ts';

export interface PutBack {
  readonly evidence: RuntimeEvidence;
  readonly configuration: RestoredConfiguration;
  /** Readings of the bus voltage, in volts. */
  readonly bus: readonly number[];
}

/** A board that restarted before it had saved is given everything again. */
const maxRounds = retryPolicy('configuration').attempts;

/** Throws `config-not-restored` where nothing at all can be put back; what single values came to is in the result. */
export async function writeConfiguration(context: BoardContext, source: Source): Promise<PutBack> {
  const writeAndSave = saver(context, source);
  for (let round = 1; ; round++) {
    const { evidence, applied, plan, bus, saved, stored } = await writeAndSave();
    const doubtful = ({ outcome }: RestoredValue) => outcome === 'written' || (outcome === 'already' && !stored);
    const there =
      saved === 'restarting' ? await confirm(context, applied, doubtful) : { evidence, values: applied.values };
    if (round < maxRounds && wasLost(applied, there.values)) {
      context.emit({ type: 'note', code: 'board-lost', text: message('running.saving-again') });
      continue;
    }
    const outcome = { values: there.values, written: applied.written };
    return {
      evidence: there.evidence,
      bus,
      configuration: restoredConfiguration(source.file, source.backup, plan, outcome),
    };
  }
}

export interface PlannedPutBack {
  readonly target: RestoreTarget;
  readonly plan: SettingsPlan;
}

/** What would be put back onto the board of this visit. Writes nothing. */
export async function plannedPutBack(
  work: RunContext,
  { odrive }: ConnectedBoard,
  { evidence, source }: { readonly evidence: RuntimeEvidence; readonly source: Source },
): Promise<PlannedPutBack> {
  const known = knownBoard(evidence, { named: work.request.board, image: source.image });
  await settledBus(work);
  const target = await readTarget(odrive, evidence, { known, onProperty: teller(work), signal: work.request.signal });
  return { target, plan: planPutBack(source, target) };
}

/** The bus is read when the supply and the filter in front of it have settled. */
const settleMs = 1_000;

/** Waits until the board has run for a while since it last appeared. */
export async function settledBus({ env: { clock }, arrival, request }: RunContext): Promise<void> {
  const left = arrival.at + settleMs - clock.now();
  if (left > 0) await clock.sleep(left, request.signal);
}

/** The plan as what it would come to. */
export function comparePutBack(source: Source, plan: SettingsPlan): RestoredConfiguration {
  return restoredConfiguration(source.file, source.backup, plan, { values: comparedValues(plan.writes), written: 0 });
}

function teller(work: RunContext): (done: number, total: number) => void {
  return (done, total) => work.emit({ type: 'step', activity: 'restore', done, total });
}

/** Something was there before the restart and is not after it. */
function wasLost({ values }: RestoreOutcome, after: readonly RestoredValue[]): boolean {
  return values.some(({ outcome }, index) => outcome !== 'not-kept' && after[index]?.outcome === 'not-kept');
}

/** Each call writes what differs and saves, unless all of it was there in a board that has only just started. */
function saver(context: BoardContext, source: Source): () => Promise<Written> {
  let stored = source.stored === true;
  const attempt = async (visited: ConnectedBoard): Promise<Written> => {
    const evidence = await readEvidence(visited.odrive, { signal: context.request.signal });
    const wasStored = stored;
    // From here on what is read may be what was written and not saved, also if the board is lost and visited again.
    stored = false;
    const { plan, target } = await plannedPutBack(context, visited, { evidence, source });
    const applied = await apply(context, visited, plan, source.onWrite);
    const isDue = source.save !== false && (applied.written > 0 || !wasStored);
    const saved = isDue ? await saveOnBoard(context, visited) : 'done';
    return { evidence, applied, plan, bus: target.bus, saved, stored: wasStored };
  };
  return () => withRunningBoard(context, attempt);
}

interface Written {
  readonly evidence: RuntimeEvidence;
  readonly applied: RestoreOutcome;
  readonly plan: SettingsPlan;
  readonly bus: readonly number[];
  readonly saved: CommandOutcome;
  /** What was there already was what is stored. */
  readonly stored: boolean;
}

/** How long axes may be busy with what they do of themselves after a start: calibrations and index searches. */
const startupMs = 30_000;

async function apply(
  work: RunContext,
  { odrive }: ConnectedBoard,
  { writes }: SettingsPlan,
  onWrite: () => void = () => undefined,
): Promise<RestoreOutcome> {
  if (writes.some(isChange)) await requireIdle(work, odrive, work.request.disarm ? 0 : startupMs);
  // Axes that have not begun yet would take a flag that is set now for an order to move at once.
  if (writes.some(({ property, value }) => value === true && isStartupFlag(property.path)))
    await settledEvidence(work, odrive);
  return applyRestore(odrive, writes, { onProperty: teller(work), onWrite, signal: work.request.signal });
}

/** Makes it permanent. An armed axis forbids that to the firmware. */
export async function saveOnBoard(work: BoardContext, { odrive, device }: ConnectedBoard): Promise<CommandOutcome> {
  await requireIdle(work, odrive, work.request.disarm ? 0 : startupMs);
  // Otherwise what an interrupted command has left would be saved for good.
  const axes = axisNames(odrive).map((name) => ({ name, idle: true }));
  await restoreWatchdogs(work, odrive, { serial: device.serial ?? (await readSerial(odrive)), axes });
  const outcome = await requestRestart(work, odrive, (one) => saveConfiguration(one, { signal: work.request.signal }));
  if (outcome === 'unanswered') throw unanswered('config-not-restored');
  if (outcome === 'refused')
    throw new FlasherError('config-not-restored', message('running.saving-refused'), {
      next: message('next.idle-axes-and-continue'),
      retryable: true,
    });
  return outcome;
}

/** What is really there after the restart. */
async function confirm(
  context: BoardContext,
  applied: RestoreOutcome,
  doubtful: (value: RestoredValue) => boolean,
): Promise<{ readonly evidence: RuntimeEvidence; readonly values: readonly RestoredValue[] }> {
  await backAfterRestart(context);
  return withRunningBoard(context, async ({ odrive }) => {
    const evidence = await readEvidence(odrive, { signal: context.request.signal });
    const values: RestoredValue[] = [];
    for (const value of applied.values) {
      const property = findProperty(odrive.tree, value.path);
      if (!doubtful(value) || !property) {
        values.push(value);
        continue;
      }
      const read = () => odrive.read(value.path, { signal: context.request.signal });
      const first = await read();
      const found = isSame(odrive.tree, property, value.wanted, first) ? first : await read();
      const kept = isSame(odrive.tree, property, value.wanted, found);
      const lost = isTakenBack({ property, value: value.wanted }) ? 'taken-back' : 'not-kept';
      values.push({ ...value, found, outcome: kept ? value.outcome : lost });
    }
    return { evidence, values };
  });
}
