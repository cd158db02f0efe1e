// What a running board says of itself. Changes nothing, and the board continues running.

import type { Finding } from '../ask/findings.ts';
import { withConsents } from '../ask/settle.ts';
import { type HeldVerdict, judgeHeld } from '../configuration/rules/held.ts';
import type { VoltageLimit } from '../configuration/rules/limits.ts';
import { knownBoard, median, readTarget } from '../configuration/target.ts';
import { targetOf } from '../engine.ts';
import { type RuntimeEvidence, readEvidence } from '../odrive/identity.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { requireRunning, withBoardContext } from './context/with-board-context.ts';
import { withRunningBoard } from './context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from './request.ts';
import { checkAxes, checkRunningBoard, checkStartup, checkVersion } from './restart/preflight.ts';
import { type BoardHealth, readBoardHealth } from './status/board-status.ts';

/** What the board holds now, by the rules for what may be written to it. */
export interface HeldSettings {
  readonly limit: VoltageLimit;
  /** Volts, by the firmware's own divider. */
  readonly bus: number | undefined;
  readonly verdicts: readonly HeldVerdict[];
}

/** What a running board is, what its axes do, its errors, and the invalid settings. */
export interface RunningReport {
  readonly device: UsbDeviceInfo;
  readonly evidence: RuntimeEvidence;
  readonly settings: HeldSettings;
  readonly health: BoardHealth;
  readonly ms: number;
}

/** What an update of a running board would find before it knows its firmware. */
export interface RunningPreflight {
  readonly evidence: RuntimeEvidence;
  readonly findings: readonly Finding[];
}

/**
 * Which board runs, whether it may be in DFU mode, and whether its motors let it restart. A stop or a missing consent among
 * the findings would end an update. Asks nothing, changes nothing. Throws FlasherError.
 */
export async function preflightRunning(env: RunningEnv, request: RunningBoardRequest): Promise<RunningPreflight> {
  const { evidence } = await inspectRunning(env, request);
  const question = { evidence, named: request.board, consent: request.consent };
  // At a probe a board needs not be in DFU mode.
  const about = targetOf(env).needsDfuMode ? checkRunningBoard(question) : [checkVersion(question)];
  const findings = [...about, checkAxes(question), ...checkStartup(question, false)];
  return { evidence, findings: withConsents(findings, request.consent) };
}

/** Asks the one board that is meant. Throws FlasherError; the board is untouched. */
export function inspectRunning(env: RunningEnv, request: RunningBoardRequest): Promise<RunningReport> {
  return withBoardContext(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    return withRunningBoard(context, async ({ odrive, device }) => {
      const evidence = await readEvidence(odrive, { signal: context.request.signal });
      const target = await readTarget(odrive, evidence, {
        known: knownBoard(evidence, { named: request.board }),
        signal: context.request.signal,
      });
      const settings = { limit: target.limit, bus: median(target.bus), verdicts: judgeHeld(target) };
      const { release } = evidence.firmware;
      const health = await readBoardHealth(odrive, release, { signal: context.request.signal });
      return { device, evidence, settings, health, ms: context.elapsed() };
    });
  });
}
