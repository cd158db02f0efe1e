// A running board to DFU mode, to be flashed with another tool.

import type { Finding } from '../../ask/findings.ts';
import { settle } from '../../ask/settle.ts';
import { awaitBoard } from '../../discovery/follow.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { enterDfuMode } from '../../odrive/commands.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { emitBoardInfo } from '../board-info.ts';
import type { BoardContext } from '../context/board-context.ts';
import { identifyInDfu, withBoardContextAlone } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { awaitBootloader, warnOfDriver } from './enter-dfu.ts';
import { checkAxes, checkRunningBoard } from './preflight.ts';
import { requestRestart, requireIdle, settledEvidence } from './restart.ts';

/** A board that is in DFU mode now; times in ms. */
export interface SwitchedToDfu {
  /** The board as it is on the bus now. */
  readonly device: UsbDeviceInfo;
  /** `was-there`: nothing had to be done. */
  readonly outcome: 'entered' | 'was-there';
  readonly findings: readonly Finding[];
  readonly ms: number;
}

/** Throws FlasherError: `unsafe-board`, `axis-armed`, `not-in-dfu-mode` and others; the flash is untouched. */
export function switchToDfu(env: RunningEnv, request: RunningBoardRequest): Promise<SwitchedToDfu> {
  return withBoardContextAlone(env, request, async (context, kind) => {
    const { board } = context;
    if (kind === 'rom') {
      const device = await identifyInDfu(context).catch(async (thrown) => {
        // A board that cannot be asked is in DFU mode all the same, as long as it is there.
        if (await awaitBoard(context, board, { kinds: ['rom'], timeoutMs: 0 })) return board.device;
        throw thrown;
      });
      return { device, outcome: 'was-there', findings: [], ms: context.elapsed() };
    }
    if (env.openChannel)
      throw new FlasherError('usage', message('serial.no-dfu'), { next: message('next.call-over-usb') });
    const { outcome, findings, version } = await leave(context);
    const { device } = await awaitBootloader(context, { left: outcome === 'restarting', version });
    return { device, outcome: 'entered', findings, ms: context.elapsed() };
  });
}

function leave(context: BoardContext) {
  const { request, emit } = context;
  return withRunningBoard(context, async ({ odrive, device }) => {
    const evidence = await settledEvidence(context, odrive);
    emitBoardInfo(context, device, evidence);
    const question = { evidence, named: request.board, consent: request.consent, disarm: request.disarm };
    const findings = [...checkRunningBoard(question), checkAxes(question)];
    emit({ type: 'findings', findings });
    await settle(context.asking, findings, device);
    await warnOfDriver(context);
    await requireIdle(context, odrive);
    const version = evidence.hardware.version ?? request.board;
    return { findings, version, outcome: await requestRestart(context, odrive, enterDfuMode) };
  });
}
