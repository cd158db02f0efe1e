// Before anything is changed on a board whose firmware runs: what stopping it means is asked, and then it is stopped.

import { type Asking, requireYes } from '../ask/settle.ts';
import type { OpenBoard } from './open.ts';
import type { BoardQuestion } from './preflight/which-board.ts';
import { persist } from './session.ts';

/** Stops the firmware, if the wire leaves it running. Throws `not-confirmed` if a person does not want that. */
export async function stopFirmware({ session }: OpenBoard, asking: Asking, { hazards }: BoardQuestion): Promise<void> {
  await requireYes(asking, hazards.stopping ?? []);
  await persist(session, () => session.target.hold(session.signal && { signal: session.signal }));
}
