// Clears the errors of a running board. From 0.5.2 on the firmware's own function does it, which lets the brake resistor work
// again; before that every error is set to 0, and a disarmed brake resistor stays off until the next start.

import { warning } from '../../ask/findings.ts';
import { settle } from '../../ask/settle.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { findFunction, findProperty } from '../../odrive/tree.ts';
import { acceptValue } from '../../odrive/value.ts';
import { emitBoardInfo } from '../board-info.ts';
import type { BoardContext } from '../context/board-context.ts';
import { requireRunning, withBoardContextAlone } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import { restoreWatchdogs } from '../motion/restore-watchdogs.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { settledEvidence } from '../restart/restart.ts';
import { type BoardError, type BoardStatus, readStatus } from './board-status.ts';
import type { StatusReport } from './inspect-status.ts';

const ownFunction = 'clear_errors';

/** The errors before and after, with the status that was read last. */
export interface ClearReport extends StatusReport {
  /** What there was before. */
  readonly before: BoardStatus;
  readonly outcome: 'cleared' | 'nothing-to-clear';
}

/** Which board is cleared of its errors. */
export interface ClearRequest extends RunningBoardRequest {
  /** Shown before anything is asked. */
  readonly onStatus?: ((report: StatusReport) => void) | undefined;
}

/** Looks, asks, clears, and looks again. Throws FlasherError; `not-confirmed` with nothing cleared. */
export function clearErrors(env: RunningEnv, request: ClearRequest): Promise<ClearReport> {
  return withBoardContextAlone(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    const before = await withRunningBoard(context, async ({ odrive, device }) => {
      const evidence = await settledEvidence(context, odrive);
      emitBoardInfo(context, device, evidence);
      const status = await readStatus(odrive, evidence, { signal: context.request.signal });
      request.onStatus?.({ device, status, ms: context.elapsed() });
      await ask(context, odrive, status);
      await restoreWatchdogs(context, odrive, evidence);
      return status;
    });
    const toClear = clearable(before);
    if (toClear.length > 0) await clear(context, toClear);
    const status = await withRunningBoard(context, ({ odrive }) =>
      readStatus(odrive, before.evidence, { signal: context.request.signal }),
    );
    const outcome = toClear.length > 0 ? 'cleared' : 'nothing-to-clear';
    return { device: context.board.device, before, status, outcome, ms: context.elapsed() };
  });
}

/** A latched fault stays until the axis becomes idle again. */
function clearable({ errors }: BoardStatus): readonly BoardError[] {
  return errors.filter(({ isLatched }) => !isLatched);
}

async function ask(context: BoardContext, { tree }: OdriveDevice, status: BoardStatus): Promise<void> {
  const names = clearable(status).flatMap(({ flags }) => flags.map(({ name }) => name));
  if (names.length === 0) return;
  const brake = findFunction(tree, ownFunction) ? 'works-again' : 'stays-off';
  const text = message('live.errors-to-clear', { errors: names, brake });
  const findings = [warning('errors', text, { errors: names })];
  context.emit({ type: 'findings', findings });
  await settle(context.asking, findings, context.board.device);
}

/** The function is sent once: after a lost reply the status shows the result. Writing 0 bears being repeated. */
async function clear(context: BoardContext, errors: readonly BoardError[]): Promise<void> {
  let isSent = false;
  await withRunningBoard(context, async ({ odrive }) => {
    if (isSent) return;
    if (findFunction(odrive.tree, ownFunction)) {
      isSent = true;
      await odrive.call(ownFunction, [], { signal: context.request.signal });
      return;
    }
    for (const { path } of errors) {
      const property = findProperty(odrive.tree, path);
      const zero = property?.writable ? acceptValue(property.type, 0) : undefined;
      if (zero !== undefined) await odrive.write(path, zero, { signal: context.request.signal });
    }
  });
}
