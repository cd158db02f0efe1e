// A running board to DFU mode, for whoever wants to flash it with something else.

import { settle } from '../ask/settle.ts';
import type { Finding } from '../flash/preflight/findings.ts';
import { enterDfuMode } from '../odrive/commands.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { checkAxes, checkRunningBoard } from '../update/preflight-running.ts';
import type { RunningBoardRequest, UpdateEnv } from '../update/request.ts';
import { sayWho } from './board-info.ts';
import { awaitBootloader, warnOfDriver } from './enter-dfu.ts';
import { requireIdle, sendAway, settledEvidence } from './restart.ts';
import { type Errand, identifyInDfu, onBoard } from './with-board-context.ts';
import { visitRunning } from './with-running-board.ts';

export interface TakenToDfu {
  /** The board as it is on the bus now. */
  readonly device: UsbDeviceInfo;
  /** `was-there`: nothing had to be done. */
  readonly outcome: 'entered' | 'was-there';
  readonly findings: readonly Finding[];
  readonly ms: number;
}

/** Throws FlasherError: `unsafe-board`, `axis-armed`, `not-in-dfu-mode` and others; the flash is untouched. */
export function takeToDfu(env: UpdateEnv, request: RunningBoardRequest): Promise<TakenToDfu> {
  return onBoard(env, request, async (errand, kind) => {
    const { story } = errand;
    if (kind === 'rom') {
      const device = await identifyInDfu(errand).catch(() => story.device);
      return { device, outcome: 'was-there', findings: [], ms: errand.elapsed() };
    }
    const { outcome, findings, version } = await leave(errand);
    const { device } = await awaitBootloader(errand, story, { left: outcome === 'restarting', version });
    return { device, outcome: 'entered', findings, ms: errand.elapsed() };
  });
}

function leave(errand: Errand) {
  const { story, request, emit } = errand;
  return visitRunning(errand, story, async ({ odrive, device }) => {
    story.device = device;
    const evidence = await settledEvidence(errand, odrive);
    sayWho(errand, device, evidence);
    const question = { evidence, named: request.board, consent: request.consent, disarm: request.disarm };
    const findings = [...checkRunningBoard(question), checkAxes(question)];
    emit({ type: 'findings', findings });
    await settle(errand.asking, findings, device);
    warnOfDriver(errand);
    await requireIdle(errand, odrive);
    const version = evidence.hardware.version ?? request.board;
    return { findings, version, outcome: await sendAway(errand, device, () => enterDfuMode(odrive)) };
  });
}
