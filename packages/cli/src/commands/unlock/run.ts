// odflash unlock: what is lost is said by the engine, and the consent is the typed serial number.

import { unlockBoard } from '@odflash/core';
import type { UnlockReport } from '@odflash/core/flash';
import type { Context } from '../../command-runner.ts';
import type { NamedBoardOptions } from '../../options.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { patientRequest } from '../../shared/request.ts';

export async function unlockChip(options: NamedBoardOptions, context: Context): Promise<Outcome> {
  const env = await openEnvironment(options, context, { asksAxes: true });
  const report = await unlockBoard(env, patientRequest(options, context));
  const { identity, removed, erased, ms } = report;
  return {
    // An erased chip starts nothing, like one that is written half.
    board: erased ? 'partly-written' : 'untouched',
    fields: { device: identity.device, removed, erased, ms },
    text: unlockText(report),
  };
}

function unlockText({ removed, erased }: UnlockReport): string {
  if (removed.length === 0) return worded('chip.not-protected');
  return worded(erased ? 'chip.unlocked-and-erased' : 'chip.unlocked', { removed });
}
