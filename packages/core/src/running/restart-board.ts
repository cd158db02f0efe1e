// A board restarted: a running one by its own firmware, one in DFU mode by starting what is in its flash.

import { settle } from '../ask/settle.ts';
import { FlasherError } from '../errors.ts';
import type { BoardRequest } from '../flash/request.ts';
import { rebootOdrive } from '../odrive/commands.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { checkAxes, checkStartup } from '../update/preflight-running.ts';
import type { RunningBoardRequest, UpdateEnv } from '../update/request.ts';
import { emitBoardInfo } from './board-info.ts';
import { backAfterRestart } from './enter-dfu.ts';
import { requestRestart, requireIdle, settledEvidence } from './restart.ts';
import { startInDfu } from './start-in-dfu.ts';
import { type BoardContext, withBoardContextAlone } from './with-board-context.ts';
import { withRunningBoard } from './with-running-board.ts';

export interface RestartReport {
  /** The board as it is on the bus now. */
  readonly device: UsbDeviceInfo;
  readonly from: 'running' | 'dfu';
  readonly ms: number;
}

/** Throws FlasherError; the flash is untouched. */
export function restartBoard(env: UpdateEnv, request: RunningBoardRequest): Promise<RestartReport> {
  return withBoardContextAlone(env, request, async (context, kind) => {
    const { story } = context;
    if (kind === 'rom') await startFlash(context);
    else await reboot(context);
    await backAfterRestart(context);
    return { device: story.device, from: kind === 'rom' ? 'dfu' : 'running', ms: context.elapsed() };
  });
}

async function startFlash(context: BoardContext): Promise<void> {
  const { request, story, emit } = context;
  const { path, serial } = story.device;
  const board: BoardRequest = {
    ...(request.board && { board: request.board }),
    selection: { path, ...(serial !== undefined && { serial }) },
    ...(request.signal && { signal: request.signal }),
    onEvent: emit,
  };
  const started = await startInDfu(context, board, { consent: false });
  if (started !== 'not-startable') return;
  throw new FlasherError('image-implausible', 'There is no firmware in the flash that would start.', {
    next: 'Flash one with odflash flash FILE or odflash dfu FILE.',
  });
}

async function reboot(context: BoardContext): Promise<void> {
  const { story, request, emit } = context;
  const outcome = await withRunningBoard(context, story, async ({ odrive, device }) => {
    story.device = device;
    const evidence = await settledEvidence(context, odrive);
    emitBoardInfo(context, device, evidence);
    const findings = [checkAxes({ evidence, disarm: request.disarm }), ...checkStartup({ evidence }, false)];
    emit({ type: 'findings', findings });
    await settle(context.asking, findings, device);
    await requireIdle(context, odrive);
    return requestRestart(context, device, () => rebootOdrive(odrive));
  });
  if (outcome !== 'restarting')
    throw new FlasherError('unexpected-reply', 'The board took the request to restart and did not.', {
      retryable: true,
    });
}
