// The configuration alone, erased: by the running firmware itself, without DFU mode, or sector by sector where the board is in
// DFU mode. What was there is on the disk before, and a restore brings it back.

import { settle } from '../ask/settle.ts';
import { readBackup } from '../configuration/file/read-backup.ts';
import { FlasherError } from '../errors.ts';
import { eraseFlash } from '../flash/flash.ts';
import { warning } from '../flash/preflight/findings.ts';
import type { FlashReport } from '../flash/report.ts';
import type { ChangeRequest } from '../flash/request.ts';
import { toFlasherError } from '../flash/session.ts';
import { eraseConfiguration, rebootOdrive } from '../odrive/commands.ts';
import { readEvidence } from '../odrive/identity.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { checkAxes } from '../update/preflight-running.ts';
import type { RunningBoardRequest, UpdateEnv } from '../update/request.ts';
import { sayWho } from './board-info.ts';
import { readingOf, signalOf } from './context.ts';
import { backAfterRestart } from './enter-dfu.ts';
import { requireIdle, sendAway, settledEvidence } from './restart.ts';
import { saveConfiguration } from './save-configuration.ts';
import { type Errand, onBoard } from './with-board-context.ts';
import { visitRunning } from './with-running-board.ts';

export interface EraseConfigurationRequest extends RunningBoardRequest, Pick<ChangeRequest, 'backup' | 'dryRun'> {}

export type EraseConfigurationReport =
  | { readonly from: 'dfu'; readonly flash: FlashReport }
  | {
      readonly from: 'running';
      readonly device: UsbDeviceInfo;
      readonly outcome: 'planned' | 'changed';
      /** Where the configuration is saved. */
      readonly saved?: string;
      readonly ms: number;
    };

/** Throws FlasherError. The firmware stays as it is. */
export function eraseOnlyConfiguration(
  env: UpdateEnv,
  request: EraseConfigurationRequest,
): Promise<EraseConfigurationReport> {
  return onBoard(env, request, async (errand, kind): Promise<EraseConfigurationReport> => {
    const { story } = errand;
    if (kind === 'rom') {
      const { path, serial } = story.device;
      const selection = { path, ...(serial !== undefined && { serial }) };
      return { from: 'dfu', flash: await eraseFlash(env, { ...request, selection, only: 'configuration' }) };
    }
    const saved = await preflight(errand);
    if (saved === undefined) return { from: 'running', device: story.device, outcome: 'planned', ms: errand.elapsed() };
    try {
      await eraseRunning(errand);
    } catch (thrown) {
      const error = toFlasherError(thrown, request.signal);
      error.board = 'config-changed';
      throw error;
    }
    return { from: 'running', device: story.device, outcome: 'changed', saved, ms: errand.elapsed() };
  });
}

/** Asks, and saves what is there. `undefined`: a dry run. */
function preflight(errand: Errand<EraseConfigurationRequest>): Promise<string | undefined> {
  const { story, request, emit } = errand;
  return visitRunning(errand, story, async ({ odrive, device }) => {
    story.device = device;
    const evidence = await settledEvidence(errand, odrive);
    sayWho(errand, device, evidence);
    const text =
      'The configuration of the board is erased: it starts with the defaults of its firmware. It is saved as a file first.';
    const findings = [checkAxes({ evidence, disarm: request.disarm }), warning('erase', text)];
    emit({ type: 'findings', findings });
    await settle(errand.asking, findings, device);
    if (request.dryRun) return undefined;
    await requireIdle(errand, odrive);
    const backup = await readBackup(odrive, evidence, readingOf(errand));
    return (await saveConfiguration(errand, evidence, backup)).location;
  });
}

/** Firmware 0.4 goes on with what it has loaded until it restarts; later firmware restarts by itself. */
async function eraseRunning(errand: Errand<EraseConfigurationRequest>): Promise<void> {
  const { story } = errand;
  const outcome = await visitRunning(errand, story, async ({ odrive, device }) => {
    story.device = device;
    await requireIdle(errand, odrive);
    const erased = await sendAway(errand, device, () => eraseConfiguration(odrive, signalOf(errand)));
    return erased === 'done' ? sendAway(errand, device, () => rebootOdrive(odrive)) : erased;
  });
  if (outcome !== 'restarting')
    throw new FlasherError('unexpected-reply', 'The board did not restart after its configuration was erased.', {
      retryable: true,
    });
  await backAfterRestart(errand);
  await visitRunning(errand, story, async ({ odrive, device }) => {
    story.device = device;
    const { configurationLoaded } = await readEvidence(odrive, signalOf(errand));
    if (!configurationLoaded) return;
    throw new FlasherError('unexpected-reply', 'The board has a saved configuration still.', { retryable: true });
  });
}
