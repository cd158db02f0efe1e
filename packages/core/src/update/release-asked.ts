// The release that was asked for, held against what the board says it runs: before, whether there is anything to do, and
// afterwards, whether it is what came. By number, because a release says of itself what the table knows it to say.

import { choose } from '../ask/settle.ts';
import { FlasherError } from '../errors.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import { releaseRank } from '../odrive/release-order.ts';
import type { ChosenFirmware } from './chosen-firmware.ts';
import type { Update } from './state.ts';

/** The release that was asked for; `undefined` where a file was named. */
function askedFor({ request, story }: Update): string | undefined {
  return 'release' in request.firmware ? story.firmware?.version : undefined;
}

/**
 * True if the board says that it runs the release already and the person there does not want its bytes compared, for which
 * it would have to leave. Where nobody can be asked they are.
 */
export async function isLeftAlone(update: Update, { firmware }: RuntimeEvidence): Promise<boolean> {
  const asked = askedFor(update);
  if (asked === undefined || releaseRank(asked) !== releaseRank(firmware.release)) return false;
  if (update.request.dryRun || update.story.compared) return false;
  const text = `The board already reports firmware ${firmware.release}. Compare every byte (switches the board into DFU mode and back)?`;
  const chosen = await choose(update.asking, {
    type: 'choice',
    code: 'compare-equal-release',
    text,
    options: [
      { code: 'compare', text: 'compare every byte and write the differences' },
      { code: 'leave', text: 'leave the board as it is' },
    ],
    default: 'leave',
    yes: 'compare',
    unanswered: 'compare',
  });
  update.story.compared = chosen === 'compare';
  return chosen === 'leave';
}

/** Whether a firmware is older than what the board runs; false where one of them does not say. */
export function isDowngrade({ firmware }: RuntimeEvidence, { version }: ChosenFirmware): boolean {
  const [before, after] = [releaseRank(firmware.release), releaseRank(version ?? '')];
  return before !== undefined && after !== undefined && after < before;
}

/** Throws `checksum-mismatch` if the board reports another release than the one that was asked for. */
export function refuseOtherRelease(update: Update): void {
  const { story } = update;
  const asked = askedFor(update);
  const came = story.after?.firmware.release;
  const [wanted, found] = [releaseRank(asked ?? ''), releaseRank(came ?? '')];
  if (wanted === undefined || found === undefined || wanted === found) return;
  const text = `Firmware ${asked} was chosen, and the board now reports ${came}: ${story.firmware?.name} is not the version in the list of releases.`;
  throw new FlasherError('checksum-mismatch', text, {
    board: 'verified',
    details: { asked: asked ?? null, came: came ?? null },
    next: 'Do not use that list of releases; choose the firmware file by hand, or go back.',
  });
}
