// What a running board has now, made permanent: axes idle, the flags that will act listed, and from 0.5.2 on a restart.

import { settle } from '../../ask/settle.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { emitBoardInfo } from '../board-info.ts';
import { requireRunning, withBoardContextAlone } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { backAfterRestart } from '../restart/enter-dfu.ts';
import { checkAxes, checkNamed, checkStartup } from '../restart/preflight.ts';
import { settledEvidence } from '../restart/restart.ts';
import { saveOnBoard } from './write-configuration.ts';

/** Which board is to save its configuration. */
export interface SaveBoardRequest extends RunningBoardRequest {
  readonly dryRun?: boolean | undefined;
}

/** What saving the configuration came to. */
export interface SaveBoardReport {
  readonly device: UsbDeviceInfo;
  readonly outcome: 'planned' | 'saved';
  /** The board has restarted for it. */
  readonly restarted: boolean;
  readonly ms: number;
}

/** Throws FlasherError: `axis-armed`, `not-confirmed`, `config-not-restored` where the board refuses. */
export function saveBoard(env: RunningEnv, request: SaveBoardRequest): Promise<SaveBoardReport> {
  return withBoardContextAlone(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    const outcome = await withRunningBoard(context, async (visited) => {
      const evidence = await settledEvidence(context, visited.odrive);
      emitBoardInfo(context, visited.device, evidence);
      const question = { evidence, named: request.board, consent: request.consent, disarm: request.disarm };
      const findings = [...checkNamed(question), checkAxes(question), ...checkStartup(question, 'none')];
      context.emit({ type: 'findings', findings });
      await settle(context.asking, findings, visited.device);
      if (request.dryRun) return 'planned';
      return saveOnBoard(context, visited);
    });
    if (outcome === 'restarting') await backAfterRestart(context);
    return {
      device: context.board.device,
      outcome: outcome === 'planned' ? 'planned' : 'saved',
      restarted: outcome === 'restarting',
      ms: context.elapsed(),
    };
  });
}
