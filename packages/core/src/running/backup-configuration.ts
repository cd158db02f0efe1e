// The configuration of a running board, as a backup. Changes nothing.

import type { ConfigurationBackup } from '../configuration/file/backup-file.ts';
import { readBackup } from '../configuration/file/read-backup.ts';
import { type RuntimeEvidence, readEvidence } from '../odrive/identity.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import type { RunningBoardRequest, UpdateEnv } from '../update/request.ts';
import { sayWho } from './board-info.ts';
import { readingOf, signalOf } from './context.ts';
import { onBoard, requireRunning } from './with-board-context.ts';
import { visitRunning } from './with-running-board.ts';

export interface BackupReport {
  readonly device: UsbDeviceInfo;
  readonly evidence: RuntimeEvidence;
  readonly backup: ConfigurationBackup;
  readonly ms: number;
}

/** Reads the whole configuration. Throws FlasherError; the board is untouched. */
export function backupConfiguration(env: UpdateEnv, request: RunningBoardRequest): Promise<BackupReport> {
  return onBoard(env, request, async (errand, kind) => {
    await requireRunning(errand, kind);
    return visitRunning(errand, errand.story, async ({ odrive, device }) => {
      const evidence = await readEvidence(odrive, signalOf(errand));
      sayWho(errand, device, evidence);
      const backup = await readBackup(odrive, evidence, readingOf(errand));
      return { device, evidence, backup, ms: errand.elapsed() };
    });
  });
}
