// What a running board says of itself. Changes nothing, and the board goes on running.

import { type RuntimeEvidence, readEvidence } from '../odrive/identity.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { onBoard, requireRunning } from './on-board.ts';
import type { RunningBoardRequest, UpdateEnv } from './request.ts';
import { visitRunning } from './runtime.ts';
import { signalOf } from './work.ts';

export interface RunningReport {
  readonly device: UsbDeviceInfo;
  readonly evidence: RuntimeEvidence;
  readonly ms: number;
}

/** Asks the one board that is meant. Throws FlasherError; the board is untouched. */
export function inspectRunning(env: UpdateEnv, request: RunningBoardRequest): Promise<RunningReport> {
  return onBoard(env, request, (errand, kind) => {
    requireRunning(kind, errand.story.device);
    return visitRunning(errand, errand.story, async ({ odrive, device }) => {
      const evidence = await readEvidence(odrive, signalOf(errand));
      return { device, evidence, ms: errand.elapsed() };
    });
  });
}
