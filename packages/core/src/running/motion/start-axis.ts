// Arms an axis: looked at, consented to, its inputs set to where it is, its watchdog on, and then the request sent once. After a lost reply
// nothing is sent again; whether the axis is armed shows when it is looked at next.

import type { Finding } from '../../ask/findings.ts';
import { settle, withConsents } from '../../ask/settle.ts';
import { isFlasherError } from '../../errors.ts';
import { idleState } from '../../odrive/commands.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { type RuntimeEvidence, readEvidence } from '../../odrive/identity.ts';
import { findProperty } from '../../odrive/tree.ts';
import type { BoardContext } from '../context/board-context.ts';
import type { ConnectedBoard } from '../context/followed-board.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import { type ArmingRequest, armingFindings } from './arming-findings.ts';
import { type HeldAxis, type Holding, holdAxis } from './held-axis.ts';
import { axisReader, inputsOf } from './paths.ts';
import { restoreWatchdogs } from './restore-watchdogs.ts';
import { guard, type WatchdogSettings } from './watchdog.ts';

/** Checks and asks. The board's serial number, by which consents and notes name it. Throws FlasherError. */
export function settleArming(
  context: BoardContext,
  request: ArmingRequest,
  more?: (visited: ConnectedBoard, evidence: RuntimeEvidence) => Promise<readonly Finding[]>,
): Promise<string> {
  const { signal } = context.request;
  return withRunningBoard(context, async (visited) => {
    const { odrive, device } = visited;
    const evidence = await readEvidence(odrive, { signal });
    if (!context.asking.dryRun) await restoreWatchdogs(context, odrive, evidence);
    const own = await armingFindings(odrive, evidence, request, { signal });
    const findings = [...own, ...((await more?.(visited, evidence)) ?? [])];
    context.emit({ type: 'findings', findings: withConsents(findings, context.request.consent) });
    await settle(context.asking, findings, device);
    return evidence.serial;
  });
}

interface Arming {
  readonly axis: string;
  readonly state: number;
  readonly leaveArmed?: boolean | undefined;
}

/**
 * Arms an idle axis that may be armed, by writing its `requested_state`, and holds it. `undefined` where it is left armed. Throws
 * FlasherError; the axis is idle then, or the board is gone and its watchdog acts.
 */
export async function armAxis(
  context: BoardContext,
  { axis, state, leaveArmed = false, serial, turn }: Arming & Pick<Holding, 'serial' | 'turn'>,
): Promise<HeldAxis | undefined> {
  const { vault } = context.env;
  let isSent = false;
  let settings: WatchdogSettings | undefined;
  const arm = () =>
    withRunningBoard(context, async ({ odrive }) => {
      if (isSent) return;
      await setInputs(odrive, axis);
      if (!leaveArmed) settings = await guard(odrive, { vault, serial, axis });
      isSent = true;
      if (!leaveArmed) context.emit({ type: 'axis', axis, held: true });
      await onceSent(odrive.write(`${axis}.requested_state`, state, { attempts: 1 }));
    });
  if (leaveArmed) {
    await arm();
    return undefined;
  }
  try {
    await arm();
  } catch (thrown) {
    // Whatever came of it: it is not left armed.
    const hold = holdAxis(context, { axis, serial, settings });
    await hold.release().catch(() => undefined);
    throw thrown;
  }
  return holdAxis(context, { axis, serial, settings, turn });
}

/** A reply that is lost gives no information about whether it was executed. */
async function onceSent(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    if (!isFlasherError(thrown) || thrown.code !== 'timeout') throw thrown;
  }
}

/** An armed axis acts on its inputs at once: it is to stay where it is. */
async function setInputs(odrive: OdriveDevice, axis: string): Promise<void> {
  const read = axisReader(odrive, axis, {});
  if (Number(await read('current_state')) !== idleState) return;
  const isCircular = (await read('controller.config.circular_setpoints')) === true;
  for (const { path, from } of inputsOf(isCircular)) {
    const property = findProperty(odrive.tree, `${axis}.${path}`);
    if (!property?.writable) continue;
    const value = from === undefined ? 0 : await read(from);
    if (typeof value === 'number' && Number.isFinite(value)) await odrive.write(property.path, value);
  }
}
