// The engine's part of an update: the image onto the board in DFU mode. What the engine refuses before its first change
// leaves the old firmware whole, so the board goes back to it.

import type { FlashEvent } from '../flash/events.ts';
import { flash } from '../flash/flash.ts';
import { confirmed } from './confirm.ts';
import type { Next } from './stages.ts';
import { boardRequest, record, type Update, unsaid } from './story.ts';

export async function write(update: Update): Promise<Next> {
  const { env, request, story } = update;
  const { firmware } = story;
  if (!firmware) throw new Error('no firmware was chosen');
  const { consent, backup, dryRun, x32 } = request;
  if (!dryRun) await record(update, 'writing', firmware);
  const { onEvent, ...board } = boardRequest(update);
  story.flash = await flash(env, {
    ...board,
    onEvent: (event) => onEvent?.(news(update, event)),
    image: firmware.image,
    start: false,
    ...(consent && { consent }),
    ...(backup === false && { backup }),
    ...(dryRun && { dryRun }),
    ...(x32 !== undefined && { x32 }),
    confirm: (warnings) => confirmed(update, warnings),
  });
  if (dryRun) return 'end';
  story.entered = false;
  await record(update, 'restoring', firmware);
  return 'start';
}

/** The engine looks again at what was looked at before; what it finds as before was said before. */
function news({ story }: Update, event: FlashEvent): FlashEvent {
  return event.type === 'findings' ? { ...event, findings: unsaid(story, event.findings) } : event;
}
