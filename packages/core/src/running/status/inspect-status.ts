// The status of the one board that is meant, once or again and again. Changes nothing.

import { readEvidence } from '../../odrive/identity.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { repeatedly, type Watching } from '../context/repeatedly.ts';
import { requireRunning, withBoardContext } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { type BoardStatus, readStatus } from './board-status.ts';

/** The status of a board; `ms` is the time since the beginning. */
export interface StatusReport {
  readonly device: UsbDeviceInfo;
  readonly status: BoardStatus;
  /** Since the beginning. */
  readonly ms: number;
}

/** Which board is looked at, once or again and again. */
export type StatusRequest = RunningBoardRequest & Watching<StatusReport>;

/** The last status that was read. A watch ends when it is aborted, and that is not a failure. Throws FlasherError. */
export function inspectStatus(env: RunningEnv, request: StatusRequest): Promise<StatusReport> {
  return withBoardContext(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    return repeatedly(context, request, () =>
      withRunningBoard(context, async ({ odrive, device }) => {
        const evidence = await readEvidence(odrive, { signal: context.request.signal });
        return {
          device,
          status: await readStatus(odrive, evidence, { signal: context.request.signal }),
          ms: context.elapsed(),
        };
      }),
    );
  });
}
