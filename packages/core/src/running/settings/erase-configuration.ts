// The configuration alone, erased: by the running firmware itself, without DFU mode, or sector by sector where the board is in
// DFU mode. What was there is on the disk before, and a restore brings it back.

import { toFlasherError } from '../../abort.ts';
import { warning } from '../../ask/findings.ts';
import { settle } from '../../ask/settle.ts';
import { eraseFlash } from '../../engine.ts';
import { FlasherError } from '../../errors.ts';
import type { FlashReport } from '../../flash/report.ts';
import type { ChangeRequest } from '../../flash/request.ts';
import { message } from '../../messages/message.ts';
import { eraseConfiguration, rebootOdrive } from '../../odrive/commands.ts';
import { readEvidence } from '../../odrive/identity.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { emitBoardInfo } from '../board-info.ts';
import type { BoardContext } from '../context/board-context.ts';
import { withBoardContextAlone } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { backAfterRestart } from '../restart/enter-dfu.ts';
import { checkAxes, checkNamed } from '../restart/preflight.ts';
import { requestRestart, requireIdle, settledEvidence, unanswered } from '../restart/restart.ts';
import { readUsersConfiguration } from './read-users-configuration.ts';
import { saveConfiguration } from './save-configuration.ts';

/** Which board loses its configuration, and whether it is saved first. */
export interface EraseConfigurationRequest extends RunningBoardRequest, Pick<ChangeRequest, 'backup' | 'dryRun'> {}

/** What became of the configuration that was to be erased. */
export type EraseConfigurationReport =
  | { readonly from: 'dfu'; readonly flash: FlashReport }
  | {
      readonly from: 'running';
      readonly device: UsbDeviceInfo;
      readonly outcome: 'planned' | 'changed';
      /** Where the configuration is saved. */
      readonly saved?: string | undefined;
      readonly ms: number;
    };

/** Throws FlasherError. The firmware stays as it is. */
export function eraseOnlyConfiguration(
  env: RunningEnv,
  request: EraseConfigurationRequest,
): Promise<EraseConfigurationReport> {
  return withBoardContextAlone(env, request, async (context, kind): Promise<EraseConfigurationReport> => {
    const { board } = context;
    if (kind === 'rom') {
      const { path, serial } = board.device;
      const selection = { path, serial };
      return { from: 'dfu', flash: await eraseFlash(env, { ...request, selection, only: 'configuration' }) };
    }
    const saved = await preflight(context);
    if (saved === undefined)
      return { from: 'running', device: board.device, outcome: 'planned', ms: context.elapsed() };
    try {
      await eraseRunning(context);
    } catch (thrown) {
      throw toFlasherError(thrown, request.signal).with({ board: 'config-changed' });
    }
    return { from: 'running', device: board.device, outcome: 'changed', saved, ms: context.elapsed() };
  });
}

/** Asks, and saves what is there. `undefined`: a dry run. */
function preflight(context: BoardContext<EraseConfigurationRequest>): Promise<string | undefined> {
  const { request, emit } = context;
  return withRunningBoard(context, async ({ odrive, device }) => {
    const evidence = await settledEvidence(context, odrive);
    emitBoardInfo(context, device, evidence);
    const erase = warning('erase', message('running.configuration-to-erase'));
    const question = { evidence, named: request.board, consent: request.consent, disarm: request.disarm };
    const findings = [...checkNamed(question), checkAxes(question), erase];
    emit({ type: 'findings', findings });
    await settle(context.asking, findings, device);
    if (request.dryRun) return undefined;
    await requireIdle(context, odrive);
    const backup = await readUsersConfiguration(context, odrive, evidence);
    return (await saveConfiguration(context, evidence, backup)).location;
  });
}

/** Firmware 0.4 continues with what it has loaded until it restarts; later firmware restarts by itself. */
async function eraseRunning(context: BoardContext<EraseConfigurationRequest>): Promise<void> {
  const outcome = await withRunningBoard(context, async ({ odrive }) => {
    await requireIdle(context, odrive);
    const erased = await requestRestart(context, odrive, (one) =>
      eraseConfiguration(one, { signal: context.request.signal }),
    );
    return erased === 'done' ? requestRestart(context, odrive, rebootOdrive) : erased;
  });
  if (outcome === 'unanswered') throw unanswered();
  if (outcome !== 'restarting')
    throw new FlasherError('unexpected-reply', message('running.no-restart-after-erase'), { retryable: true });
  await backAfterRestart(context);
  await withRunningBoard(context, async ({ odrive }) => {
    const { configurationLoaded } = await readEvidence(odrive, { signal: context.request.signal });
    if (!configurationLoaded) return;
    throw new FlasherError('unexpected-reply', message('running.configuration-still-saved'), { retryable: true });
  });
}
