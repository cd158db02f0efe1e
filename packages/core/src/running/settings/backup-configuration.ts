// The configuration of a running board, as a backup. Changes nothing.

import type { ConfigurationBackup } from '../../configuration/file/backup-file.ts';
import { type RuntimeEvidence, readEvidence } from '../../odrive/identity.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { emitBoardInfo } from '../board-info.ts';
import { requireRunning, withBoardContext } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { readUsersConfiguration } from './read-users-configuration.ts';

/** A running board's configuration and where it comes from; times in ms. */
export interface BackupReport {
  readonly device: UsbDeviceInfo;
  readonly evidence: RuntimeEvidence;
  readonly backup: ConfigurationBackup;
  readonly ms: number;
}

/** Reads the whole configuration. Throws FlasherError; the board is untouched. */
export function backupConfiguration(env: RunningEnv, request: RunningBoardRequest): Promise<BackupReport> {
  return withBoardContext(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    return withRunningBoard(context, async ({ odrive, device }) => {
      const evidence = await readEvidence(odrive, { signal: context.request.signal });
      emitBoardInfo(context, device, evidence);
      const backup = await readUsersConfiguration(context, odrive, evidence);
      return { device, evidence, backup, ms: context.elapsed() };
    });
  });
}
