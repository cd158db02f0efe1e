// From the running firmware into DFU mode: startup flags switched off first where that was asked for. Ends with the flash as it
// was.

import { awaitBoard } from '../discovery/follow.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { enterDfuMode, saveConfiguration } from '../odrive/commands.ts';
import { retryPolicy } from '../retry.ts';
import { awaitBootloader, backAfterRestart, bootloaderMs, warnOfDriver } from '../running/enter-dfu.ts';
import { requestRestart, requireIdle } from '../running/restart.ts';
import { withRunningBoard } from '../running/with-running-board.ts';
import type { Next } from './stages.ts';
import type { Update } from './state.ts';

/** Switches the startup flags off and saves that, so that the restart with the old settings moves nothing either. */
export async function hold(update: Update): Promise<Next> {
  const { story, emit } = update;
  const flags = (story.before?.axes ?? []).flatMap(({ startup }) => startup);
  story.holds += 1;
  const outcome = await withRunningBoard(update, async ({ odrive }) => {
    await requireIdle(update, odrive);
    for (const path of flags) await odrive.write(path, false);
    return requestRestart(update, () => saveConfiguration(odrive));
  });
  if (outcome === 'refused') throw new FlasherError('axis-armed', message('update.saving-refused'));
  if (outcome === 'restarting') await backAfterRestart(update);
  story.held = flags;
  const text = message('update.startup-held', { flags, file: story.saved.at(-1) ?? '' });
  emit({ type: 'note', code: 'startup-held', text });
  return 'survey';
}

/** A board that came back running is told again, so often in all. */
const maxEntries = retryPolicy('enter-dfu').attempts;

export async function enter(update: Update): Promise<Next> {
  const { story, request, env, stats } = update;
  await warnOfDriver(update);
  for (let entry = 1; ; entry++) {
    const outcome = await withRunningBoard(update, async ({ odrive }) => {
      await requireIdle(update, odrive);
      return requestRestart(update, () => enterDfuMode(odrive));
    });
    story.entered = outcome === 'restarting';
    const left = env.clock.now();
    if (await staysRunning(update, { left: story.entered, last: entry === maxEntries })) return 'restore';
    const { kind } = await awaitBootloader(update, {
      left: story.entered,
      orRunning: entry < maxEntries,
      version: story.before?.hardware.version ?? request.board,
    });
    stats.restarts += 1;
    stats.awayMs += env.clock.now() - left;
    if (kind === 'rom') return 'write';
  }
}

/**
 * True if the firmware of an interrupted update is there, as far as it says so itself, and the board does not go to DFU mode
 * by itself: then its configuration is put back all the same, and nobody has to move a switch for a second look.
 */
async function staysRunning(
  update: Update,
  { left, last }: { readonly left: boolean; readonly last: boolean },
): Promise<boolean> {
  const { story, emit } = update;
  const { stage, image } = story.claimed?.record.update ?? {};
  if (stage !== 'restoring' || image !== story.firmware?.hash) return false;
  if (left && !last) return false;
  const kinds = ['rom', 'runtime'] as const;
  const now = await awaitBoard(update, update.board, { kinds, timeoutMs: left ? bootloaderMs : 0 });
  if (now?.kind !== 'runtime') return false;
  story.unseen = true;
  story.entered = false;
  emit({ type: 'note', code: 'not-read-back', text: message('update.not-read-back') });
  return true;
}
