// The engine's part of an update: the image onto the board in DFU mode. What the engine refuses before its first change
// leaves the old firmware whole, so the board goes back to it.

import { flash } from '../flash/flash.ts';
import { confirmed } from './confirm.ts';
import type { UpdateEvent } from './events.ts';
import type { Next } from './stages.ts';
import { boardRequest, record, type Update } from './story.ts';

export async function write(update: Update): Promise<Next> {
  const { env, request, story } = update;
  const { firmware } = story;
  if (!firmware) throw new Error('no firmware was chosen');
  const { consent, backup, dryRun, x32 } = request;
  if (!dryRun) await record(update, 'writing', firmware);
  story.flash = await flash(env, {
    ...boardRequest(update),
    onEvent: (event) => tell(update, event),
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
function tell({ emit, story }: Update, event: UpdateEvent): void {
  if (event.type !== 'findings') {
    emit(event);
    return;
  }
  const said = new Set(story.findings.map(({ level, text }) => `${level} ${text}`));
  const findings = event.findings.filter(({ level, text }) => !said.has(`${level} ${text}`));
  if (findings.length > 0) emit({ type: 'findings', findings });
}
