// The release that was asked for, held against what the board says it runs: before, whether there is anything to do, and
// afterwards, whether it is what came. By number, because a release says of itself what the table knows it to say.

import { choose } from '../ask/settle.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
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
  if (asked === undefined || came === undefined) return;
  const [wanted, found] = [releaseRank(asked), releaseRank(came)];
  if (wanted === undefined || found === undefined || wanted === found) return;
  const text = message('update.other-release', { asked, came, name: story.firmware?.name ?? '' });
  throw new FlasherError('checksum-mismatch', text, {
    board: 'verified',
    details: { asked, came },
    next: message('next.distrust-release-list'),
  });
}
