// What it means to stop the firmware that runs is asked, and what a person must do first is waited for.

import { type Asking, requireYes, stepDone } from '../ask/settle.ts';
import type { Hazards } from '../target/hazards.ts';

/** Everything that is asked before the firmware is stopped. Throws `not-confirmed` if a person does not want that. */
export async function settleStop(asking: Asking, { hazards }: { readonly hazards: Hazards }): Promise<void> {
  await requireYes(asking, hazards.stopping ?? []);
  if (hazards.beforeStop) await stepDone(asking, hazards.beforeStop);
}
