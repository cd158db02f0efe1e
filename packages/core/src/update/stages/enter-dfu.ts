// From the running firmware into DFU mode: startup flags switched off first where that was asked for. Ends with the flash as it
// was.

import { awaitBoard } from '../../discovery/follow.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { enterDfuMode, saveConfiguration } from '../../odrive/commands.ts';
import { retryPolicy } from '../../retry.ts';
import { withRunningBoard } from '../../running/context/with-running-board.ts';
import { awaitBootloader, backAfterRestart, bootloaderMs, warnOfDriver } from '../../running/restart/enter-dfu.ts';
import { requestRestart, requireIdle, unanswered } from '../../running/restart/restart.ts';
import type { Update } from '../context.ts';
import type { AskedBoard, Next } from './stage-inputs.ts';

/** Switches the startup flags off and saves that, so that the restart with the old settings moves nothing either. */
export async function disableStartup(update: Update, asked: AskedBoard): Promise<Next> {
  const { ledger, emit } = update;
  const flags = asked.before.axes.flatMap(({ startup }) => startup);
  const outcome = await withRunningBoard(update, async ({ odrive }) => {
    await requireIdle(update, odrive);
    for (const path of flags) await odrive.write(path, false);
    return requestRestart(update, odrive, saveConfiguration);
  });
  if (outcome === 'unanswered') throw unanswered();
  if (outcome === 'refused') throw new FlasherError('axis-armed', message('update.saving-refused'));
  if (outcome === 'restarting') await backAfterRestart(update);
  ledger.heldFlags = flags;
  const text = message('update.startup-held', { flags, file: ledger.saved.at(-1) ?? '' });
  emit({ type: 'note', code: 'startup-held', text });
  return { stage: 'inspect-running', given: { ...asked, startupWrites: asked.startupWrites + 1 } };
}

/** A board that returned running gets the request again, so often in all. */
const maxEntries = retryPolicy('enter-dfu').attempts;

export async function enterDfu(update: Update, asked: AskedBoard): Promise<Next> {
  const { ledger, request, env, stats } = update;
  await warnOfDriver(update);
  for (let entry = 1; ; entry++) {
    const outcome = await withRunningBoard(update, async ({ odrive }) => {
      await requireIdle(update, odrive);
      return requestRestart(update, odrive, enterDfuMode);
    });
    const isLeaving = outcome === 'restarting';
    ledger.hasEnteredDfu = isLeaving;
    const left = env.clock.now();
    const stays = { left: isLeaving, last: entry === maxEntries };
    if (await staysRunning(update, asked, stays)) return { stage: 'restore', given: asked };
    const { kind } = await awaitBootloader(update, {
      left: isLeaving,
      orRunning: entry < maxEntries,
      version: asked.before.hardware.version ?? request.board,
    });
    stats.restarts += 1;
    stats.awayMs += env.clock.now() - left;
    if (kind === 'rom') return { stage: 'write', given: asked };
  }
}

/**
 * True if the firmware of an interrupted update is there, as far as it says so itself, and the board does not go to DFU mode
 * by itself: then its configuration is restored all the same, without a second change of the switch.
 */
async function staysRunning(
  update: Update,
  { firmware }: AskedBoard,
  { left, last }: { readonly left: boolean; readonly last: boolean },
): Promise<boolean> {
  const { ledger, emit } = update;
  const { stage, image } = ledger.records.claimed?.record.update ?? {};
  if (stage !== 'restoring' || image !== firmware.hash) return false;
  if (left && !last) return false;
  const kinds = ['rom', 'runtime'] as const;
  const now = await awaitBoard(update, update.board, { kinds, timeoutMs: left ? bootloaderMs : 0 });
  if (now?.kind !== 'runtime') return false;
  ledger.hasEnteredDfu = false;
  emit({ type: 'note', code: 'not-read-back', text: message('update.not-read-back') });
  return true;
}
