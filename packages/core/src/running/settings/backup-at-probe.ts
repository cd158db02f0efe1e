// The configuration of a board whose chip is reached at a probe: its values where its firmware can be asked over USB, else the
// configuration sectors as they are. Changes nothing.

import { toFlasherError } from '../../abort.ts';
import { configurationRange } from '../../board/odrive-v3.ts';
import { operate } from '../../flash/open/open.ts';
import { readMs, readRange } from '../../flash/reading.ts';
import { readEvidence } from '../../odrive/identity.ts';
import { onlooker } from '../../records/exclusion.ts';
import type { Connection } from '../../target/chip.ts';
import { emitBoardInfo } from '../board-info.ts';
import { findAtProbe } from '../context/at-probe.ts';
import { createContext } from '../context/context.ts';
import { boardInDfu, requestInDfu } from '../context/in-dfu.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import type { BackupReport } from './backup-configuration.ts';
import { readUsersConfiguration } from './read-users-configuration.ts';

/** The configuration sectors as they are; times in ms. */
export interface SectorBackupReport {
  readonly device: Connection;
  /** Sectors 10 and 11, 256 KiB. */
  readonly sectors: Uint8Array;
  readonly ms: number;
}

/** Throws FlasherError; the board is untouched. */
export async function backupAtProbe(
  env: RunningEnv,
  request: RunningBoardRequest,
): Promise<BackupReport | SectorBackupReport> {
  const work = createContext(env, request);
  try {
    await using board = await findAtProbe(work, onlooker(env.vault));
    const context = { ...work, board };
    if (board.foundIn === 'rom') {
      const asked = requestInDfu(context);
      return await operate(await boardInDfu(context, asked), asked, async ({ session }) => {
        const { length } = configurationRange;
        const ms = readMs(session, length);
        session.meter.announce('inspect', ms);
        session.emit({ type: 'inspecting', bytes: length, ms });
        const sectors = await readRange(session, configurationRange, { phase: 'inspect' });
        return { device: session.target.device, sectors, ms: work.elapsed() };
      });
    }
    return await withRunningBoard(context, async ({ odrive, device }) => {
      const evidence = await readEvidence(odrive, { signal: work.request.signal });
      emitBoardInfo(work, device, evidence);
      const backup = await readUsersConfiguration(work, odrive, evidence);
      return { device, evidence, backup, ms: work.elapsed() };
    });
  } catch (thrown) {
    throw toFlasherError(thrown, request.signal);
  }
}
