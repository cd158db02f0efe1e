// What can be said against the firmware that a running board is to get, from what its own firmware says of it. Pure.

import { type Finding, ok, warning } from '../../ask/findings.ts';
import { judgeCombination, judgeEnd, judgeImage } from '../../flash/preflight/judge-image.ts';
import { message } from '../../messages/message.ts';
import { otpStateSaid } from '../../odrive/firmware-compatibility.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { type RunningQuestion, versionOf } from '../../running/restart/preflight.ts';
import type { ChosenFirmware } from '../firmware/chosen-firmware.ts';
import { isDowngrade } from '../firmware/release-asked.ts';

/** Whether the image fits the board, and what becomes of the configuration. */
export function checkFirmware(
  question: RunningQuestion,
  firmware: ChosenFirmware,
  { force, ownUndo }: { readonly force: boolean; readonly ownUndo: boolean },
): Finding[] {
  const { image } = firmware;
  const { serial } = question.evidence;
  return [
    ...judgeEnd({ image, ownUndo }),
    ...judgeImage({ image, board: versionOf(question), serial, ownUndo }),
    ...judgeCombination(image, { otp: otpStateSaid(question.evidence.hardware), board: versionOf(question) }),
    checkVersions(question.evidence, firmware),
    checkConfiguration(question.evidence, firmware, force),
  ];
}

/** An older release is asked about: it may lack what the newer one mended, and what the configuration uses. */
function checkVersions(evidence: RuntimeEvidence, chosen: ChosenFirmware): Finding {
  const { release: installed, reported } = evidence.firmware;
  const { version: next, verified } = chosen;
  const isOlder = isDowngrade(evidence, chosen);
  const text = message('update.versions', { installed, reported, next, verified, isDowngrade: isOlder });
  return (isOlder ? warning : ok)('firmware', text, { installed, next });
}

function checkConfiguration(evidence: RuntimeEvidence, firmware: ChosenFirmware, force: boolean): Finding {
  const { generation: old, release } = evidence.firmware;
  const { generation: next } = firmware;
  if (!evidence.configurationLoaded) return ok('configuration', message('update.no-configuration'));
  if (next === undefined) return ok('configuration', message('update.configuration-stays-if-accepted'));
  if (old === undefined || old === next) return ok('configuration', message('update.configuration-stays'));
  const text = message('update.units-change', { from: release, to: next, force });
  return warning('configuration', text, { installed: old, next });
}
