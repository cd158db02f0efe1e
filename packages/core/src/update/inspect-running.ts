// What a running board says of itself. Changes nothing, and the board goes on running.

import { type HeldVerdict, judgeHeld } from '../configuration/held.ts';
import type { VoltageLimit } from '../configuration/limits.ts';
import { knownBoard, median, readTarget } from '../configuration/target.ts';
import { type RuntimeEvidence, readEvidence } from '../odrive/identity.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { onBoard, requireRunning } from './on-board.ts';
import type { RunningBoardRequest, UpdateEnv } from './request.ts';
import { visitRunning } from './runtime.ts';
import { signalOf } from './work.ts';

/** What the board holds now, by the rules for what may be written to it. */
export interface HeldSettings {
  readonly limit: VoltageLimit;
  /** Volts, by the firmware's own divider. */
  readonly bus: number | undefined;
  readonly verdicts: readonly HeldVerdict[];
}

export interface RunningReport {
  readonly device: UsbDeviceInfo;
  readonly evidence: RuntimeEvidence;
  readonly settings: HeldSettings;
  readonly ms: number;
}

/** Asks the one board that is meant. Throws FlasherError; the board is untouched. */
export function inspectRunning(env: UpdateEnv, request: RunningBoardRequest): Promise<RunningReport> {
  return onBoard(env, request, (errand, kind) => {
    requireRunning(kind, errand.story.device);
    return visitRunning(errand, errand.story, async ({ odrive, device }) => {
      const evidence = await readEvidence(odrive, signalOf(errand));
      const target = await readTarget(odrive, evidence, {
        known: knownBoard(evidence, { named: request.board }),
        ...signalOf(errand),
      });
      const settings = { limit: target.limit, bus: median(target.bus), verdicts: judgeHeld(target) };
      return { device, evidence, settings, ms: errand.elapsed() };
    });
  });
}
