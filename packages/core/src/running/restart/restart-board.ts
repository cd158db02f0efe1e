// A board restarted: a running one by its own firmware, one in DFU mode by starting what is in its flash.

import { settle } from '../../ask/settle.ts';
import { FlasherError } from '../../errors.ts';
import { operate } from '../../flash/open/open.ts';
import { knownOf } from '../../flash/preflight/evidence.ts';
import { unknownStartup } from '../../flash/preflight/startup-unknown.ts';
import { message } from '../../messages/message.ts';
import { rebootOdrive } from '../../odrive/commands.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { emitBoardInfo } from '../board-info.ts';
import type { BoardContext } from '../context/board-context.ts';
import { boardInDfu, requestInDfu } from '../context/in-dfu.ts';
import { withBoardContextAlone } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { backAfterRestart } from './enter-dfu.ts';
import { checkAxes, checkStartup } from './preflight.ts';
import { requestRestart, requireIdle, settledEvidence, unanswered } from './restart.ts';
import { startInDfu } from './start-in-dfu.ts';

/** A board that was restarted and is back; times in ms. */
export interface RestartReport {
  /** The board as it is on the bus now. */
  readonly device: UsbDeviceInfo;
  readonly from: 'running' | 'dfu';
  readonly ms: number;
}

/** Throws FlasherError; the flash is untouched. */
export function restartBoard(env: RunningEnv, request: RunningBoardRequest): Promise<RestartReport> {
  return withBoardContextAlone(env, request, async (context, kind) => {
    const { board } = context;
    if (kind === 'rom') await startFlash(context);
    else await reboot(context);
    await backAfterRestart(context);
    return { device: board.device, from: kind === 'rom' ? 'dfu' : 'running', ms: context.elapsed() };
  });
}

/** What a firmware that nothing has asked in this run would do to a motor is settled before it is started. */
async function startFlash(context: BoardContext): Promise<void> {
  const request = requestInDfu(context);
  const opened = await boardInDfu(context, request);
  const findings = await operate(opened, request, (open) => unknownStartup(open, knownOf(open, request)));
  if (findings.length > 0) context.emit({ type: 'findings', findings });
  await settle(context.asking, findings, context.board.device);
  const started = await startInDfu(context, request, { consent: false });
  if (started !== 'not-startable') return;
  throw new FlasherError('image-implausible', message('running.nothing-bootable'), {
    next: message('next.flash-a-firmware'),
  });
}

async function reboot(context: BoardContext): Promise<void> {
  const { request, emit } = context;
  const outcome = await withRunningBoard(context, async ({ odrive, device }) => {
    const evidence = await settledEvidence(context, odrive);
    emitBoardInfo(context, device, evidence);
    const findings = [checkAxes({ evidence, disarm: request.disarm }), ...checkStartup({ evidence }, 'none')];
    emit({ type: 'findings', findings });
    await settle(context.asking, findings, device);
    await requireIdle(context, odrive);
    return requestRestart(context, odrive, rebootOdrive);
  });
  if (outcome === 'unanswered') throw unanswered();
  if (outcome !== 'restarting')
    throw new FlasherError('unexpected-reply', message('running.no-restart'), { retryable: true });
}
