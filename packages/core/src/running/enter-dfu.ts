// From the running firmware into DFU mode, and the same board found again there. Ends with the flash as it was.

import { type BoardVersion, unsafeInDfu } from '../board/odrive-v3.ts';
import { describeDevice } from '../discovery/find.ts';
import type { Sighting } from '../discovery/find-board.ts';
import { awaitBoard, awaitRunning, type Followed, humanMs } from '../discovery/follow.ts';
import { FlasherError } from '../errors.ts';
import { enterDfuMode, saveConfiguration } from '../odrive/commands.ts';
import type { Next } from '../update/stages.ts';
import type { Update } from '../update/state.ts';
import type { RunContext } from './context.ts';
import { requestRestart, requireIdle } from './restart.ts';
import type { BoardContext } from './with-board-context.ts';
import { withRunningBoard } from './with-running-board.ts';

/** Switches the startup flags off and saves that, so that the restart with the old settings moves nothing either. */
export async function hold(update: Update): Promise<Next> {
  const { story, emit } = update;
  const flags = (story.before?.axes ?? []).flatMap(({ startup }) => startup);
  story.holds += 1;
  const outcome = await withRunningBoard(update, story, async ({ odrive, device }) => {
    story.device = device;
    await requireIdle(update, odrive);
    for (const path of flags) await odrive.write(path, false);
    return requestRestart(update, device, () => saveConfiguration(odrive));
  });
  if (outcome === 'refused') throw new FlasherError('axis-armed', 'The board refuses to save while an axis is armed.');
  if (outcome === 'restarting') await backAfterRestart(update);
  story.held = flags;
  const kept = story.saved.at(-1) ?? '';
  const what =
    flags.length > 0 ? `Switched off and saved: ${flags.join(', ')}` : 'Saved that all startup flags are off';
  const text = `${what}. The file ${kept} has them as they were.`;
  emit({ type: 'note', code: 'startup-held', text });
  return 'survey';
}

/** Waits until the board, which was told to restart, runs again. Throws `device-did-not-return`. */
export async function backAfterRestart(work: BoardContext): Promise<void> {
  const { story, stats, env } = work;
  const left = env.clock.now();
  const back = await awaitRunning(work, story, humanMs(work));
  const where = back
    ? 'is in DFU mode again: its DIP switch is on DFU (clones: its BOOT jumper is set)'
    : 'did not come back';
  if (back?.kind !== 'runtime')
    throw new FlasherError('device-did-not-return', `The board ${describeDevice(story.device)} ${where}.`, {
      details: { dfu: back !== undefined },
      next: 'Set the DIP switch to RUN (clones: without BOOT button or jumper), power-cycle the board and run the same command again.',
    });
  stats.restarts += 1;
  stats.awayMs += env.clock.now() - left;
  story.device = back.device;
}

/** A board that came back running is told again, so often in all. */
const maxEntries = 3;

export async function enter(update: Update): Promise<Next> {
  const { story, request, env, stats } = update;
  warnOfDriver(update);
  for (let entry = 1; ; entry++) {
    const outcome = await withRunningBoard(update, story, async ({ odrive, device }) => {
      story.device = device;
      await requireIdle(update, odrive);
      return requestRestart(update, device, () => enterDfuMode(odrive));
    });
    story.entered = outcome === 'restarting';
    const left = env.clock.now();
    if (await staysRunning(update, { left: story.entered, last: entry === maxEntries })) return 'restore';
    const { kind, device } = await awaitBootloader(update, story, {
      left: story.entered,
      orRunning: entry < maxEntries,
      version: story.before?.hardware.version ?? request.board,
    });
    story.device = device;
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
  const now = await awaitBoard(update, story, { kinds, timeoutMs: left ? defaultMs : 0 });
  if (now?.kind !== 'runtime') return false;
  story.device = now.device;
  story.unseen = true;
  story.entered = false;
  const text =
    'The board does not go to DFU mode, so its firmware is not read back in this run: it was verified in the interrupted one. Its configuration is put back.';
  emit({ type: 'note', code: 'not-read-back', text });
  return true;
}

/** Windows has no driver for the bootloader of its own: better said before the board is there. */
export function warnOfDriver({ env, emit }: RunContext): void {
  if (!env.bootloaderNeedsDriver) return;
  const text =
    'The first time the bootloader shows itself, Windows may need a driver for it: Zadig installs WinUSB for "STM32  BOOTLOADER". Nothing is lost meanwhile: DIP switch on RUN and a power-cycle start the old firmware again.';
  emit({ type: 'note', code: 'driver-step', text });
}

/** A host that sees the bootloader for the first time may take some seconds. */
const defaultMs = 10_000;

const byHand =
  'The firmware does not take the board to DFU mode by itself. Set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle the board.';
/** Up to v3.4 there is no switch, and the DC supply is what destroys the board in DFU mode. */
const byWire =
  'Boards up to v3.4 have no DIP switch, and their firmware never goes to DFU mode. Keep the DC supply off: tie BOOT0 to 3.3 V, then power the board from something else; or stop here and use an ST-Link.';
const lookForIt =
  'The board has left, but does not show itself in DFU mode. Check the cable; unplug an ST-Link and whatever is on the GPIO pins, GPIO6 above all; or set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle it. DIP switch on RUN and a power-cycle start the old firmware again.';

interface DisconnectOutcome {
  /** The board went when it was told to. */
  readonly left: boolean;
  readonly orRunning?: boolean;
  /** What the board is, as far as that is known. */
  readonly version?: BoardVersion | undefined;
}

/**
 * The board in DFU mode; with `orRunning` perhaps running again, because something else than its firmware restarted it.
 * Throws `device-did-not-return` or `not-in-dfu-mode`; then nothing was changed.
 */
export async function awaitBootloader(
  work: RunContext,
  followed: Followed,
  { left, orRunning = false, version }: DisconnectOutcome,
): Promise<Sighting> {
  const wired = version !== undefined && unsafeInDfu(version);
  const kinds: readonly Sighting['kind'][] = orRunning ? ['rom', 'runtime'] : ['rom'];
  const soon = left ? await awaitBoard(work, followed, { kinds, timeoutMs: defaultMs }) : undefined;
  if (soon) return soon;
  const step = left ? 'find-bootloader' : 'enter-dfu-by-hand';
  work.emit({ type: 'human', step, text: left ? lookForIt : wired ? byWire : byHand });
  const later = await awaitBoard(work, followed, { kinds: ['rom'], timeoutMs: humanMs(work) });
  if (later) return later;
  throw await noBootloader(work, followed, wired);
}

async function noBootloader(work: RunContext, followed: Followed, wired: boolean): Promise<FlasherError> {
  const undo = 'Nothing was changed: with the DIP switch on RUN a power-cycle starts the old firmware again.';
  const name = describeDevice(followed.device);
  if (await awaitBoard(work, followed, { kinds: ['runtime'], timeoutMs: 0 }))
    return new FlasherError('not-in-dfu-mode', `The board ${name} still runs its firmware.`, {
      next: wired
        ? 'Nothing was changed. Use an ST-Link; or run the same command again with BOOT0 tied to 3.3 V and the DC supply off.'
        : `Set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and run the same command again. ${undo}`,
    });
  return new FlasherError(
    'device-did-not-return',
    `The board ${name} left the bus and did not show itself in DFU mode.`,
    {
      next: `${undo} If it appears in DFU mode, the same command goes on from there.`,
    },
  );
}
