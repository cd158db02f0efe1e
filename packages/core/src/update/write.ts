// The engine's part of an update: the image onto the board in DFU mode. A board that is lost half-way is waited for, as long
// as somebody may need to bring it back; the engine then continues with what is left.

import type { Sighting } from '../discovery/find-board.ts';
import { awaitBackInDfu } from '../discovery/follow.ts';
import { openWithRetry } from '../discovery/open-with-retry.ts';
import { FlasherError } from '../errors.ts';
import type { FlashEvent } from '../flash/events.ts';
import { flashImage } from '../flash/flash-image.ts';
import type { FlashReport } from '../flash/report.ts';
import type { FlashRequest } from '../flash/request.ts';
import { toFlasherError } from '../flash/session.ts';
import type { ChosenFirmware } from './chosen-firmware.ts';
import { linkOf } from './records.ts';
import type { Next } from './stages.ts';
import { boardRequest, type Update, unsaid } from './state.ts';

/** How often a lost board is brought back before the update is given up. */
const maxReturns = 3;

export async function write(update: Update): Promise<Next> {
  const { request, story } = update;
  const { firmware } = story;
  if (!firmware) throw new FlasherError('internal', 'No firmware was chosen.');
  for (let returns = 0; !story.flash; returns++) {
    try {
      story.flash = await openWithRetry(update, () => flashOnce(update, firmware));
    } catch (thrown) {
      const error = toFlasherError(thrown, request.signal);
      const back = returns === maxReturns ? undefined : await waitForReturn(update, error);
      if (!back) throw error;
      if (back === 'runtime') return 'enter';
    }
  }
  if (request.dryRun) return 'end';
  story.entered = false;
  return 'start';
}

function flashOnce(update: Update, firmware: ChosenFirmware): Promise<FlashReport> {
  const { env, request, asking } = update;
  const { backup, dryRun, x32 } = request;
  const { consent, ask } = asking;
  const { onEvent, ...board } = boardRequest(update);
  const wanted: FlashRequest = {
    ...board,
    onEvent: (event) => onEvent?.(news(update, event)),
    image: firmware.image,
    start: false,
    ...(consent && { consent }),
    ...(backup === false && { backup }),
    ...(dryRun && { dryRun }),
    ...(x32 !== undefined && { x32 }),
    freshConfiguration: request.freshConfiguration,
    ask,
  };
  return flashImage(env, wanted, linkOf(update, firmware));
}

/** The engine looks again at what was looked at before; what it finds as before was said before. */
function news({ story }: Update, event: FlashEvent): FlashEvent {
  return event.type === 'findings' ? { ...event, findings: unsaid(story, event.findings) } : event;
}

/**
 * Waits for a board that left the bus and resolves with what it is again: in DFU mode, or running its old firmware, which
 * only a board with an unchanged flash does; then it has to be taken there anew.
 */
async function waitForReturn(update: Update, error: FlasherError): Promise<Sighting['kind'] | undefined> {
  const { story } = update;
  if (error.code !== 'device-did-not-return' && error.code !== 'disconnected') return undefined;
  const whole = error.board === 'untouched' && story.foundIn === 'runtime';
  const back = await awaitBackInDfu(update, story, whole ? ['rom', 'runtime'] : ['rom']);
  if (!back) return undefined;
  story.device = back.device;
  if (back.kind === 'runtime') story.entered = false;
  return back.kind;
}
