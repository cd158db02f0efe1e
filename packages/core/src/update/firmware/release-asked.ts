// The release that was asked for, held against what the board says it runs: before, whether there is anything to do, and
// afterwards, whether it is what came. By number, because a release says of itself what the table knows it to say.

import { choose } from '../../ask/settle.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { releaseRank } from '../../odrive/release-order.ts';
import type { Update } from '../context.ts';
import type { UpdateRequest } from '../request.ts';
import type { ChosenFirmware } from './chosen-firmware.ts';

/** The release that was asked for; `undefined` where a file was named. */
function askedFor(request: UpdateRequest, firmware: ChosenFirmware): string | undefined {
  return 'release' in request.firmware ? firmware.version : undefined;
}

/**
 * Of a board that says that it runs the release already: whether a person wants its bytes compared, for which it has to leave.
 * Where no person can be asked they are. `undefined` if nothing is to be asked.
 */
export async function wantsComparison(
  update: Update,
  chosenFirmware: ChosenFirmware,
  { firmware }: RuntimeEvidence,
): Promise<boolean | undefined> {
  const asked = askedFor(update.request, chosenFirmware);
  if (asked === undefined || releaseRank(asked) !== releaseRank(firmware.release)) return undefined;
  if (update.request.dryRun) return undefined;
  const chosen = await choose(update.asking, {
    type: 'choice',
    code: 'compare-equal-release',
    text: message('update.compare-equal-release', { release: firmware.release }),
    options: [
      { code: 'compare', text: message('update.compare-equal-release.compare') },
      { code: 'leave', text: message('update.compare-equal-release.leave') },
    ],
    default: 'leave',
    yes: 'compare',
    unanswered: 'compare',
  });
  return chosen !== 'leave';
}

/** Whether a firmware is older than what the board runs; false where one of them does not say. */
export function isDowngrade({ firmware }: RuntimeEvidence, { version }: ChosenFirmware): boolean {
  const [before, after] = [releaseRank(firmware.release), releaseRank(version ?? '')];
  return before !== undefined && after !== undefined && after < before;
}

/** Throws `checksum-mismatch` if the board reports another release than the one that was asked for. */
export function refuseOtherRelease(
  { request }: Update,
  { firmware, after }: { readonly firmware: ChosenFirmware; readonly after?: RuntimeEvidence | undefined },
): void {
  const asked = askedFor(request, firmware);
  const came = after?.firmware.release;
  if (asked === undefined || came === undefined) return;
  const [wanted, found] = [releaseRank(asked), releaseRank(came)];
  if (wanted === undefined || found === undefined || wanted === found) return;
  const text = message('update.other-release', { asked, came, name: firmware.name });
  throw new FlasherError('checksum-mismatch', text, {
    board: 'verified',
    details: { asked, came },
    next: message('next.distrust-release-list'),
  });
}
