// What can be said against the firmware that a running board is to get, from what its own firmware says of it. Pure.

import { type Finding, ok, warning } from '../ask/findings.ts';
import { judgeCombination, judgeImage } from '../flash/preflight/judge-image.ts';
import { otpStateSaid } from '../odrive/firmware-compatibility.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import { type RunningQuestion, versionOf } from '../running/preflight.ts';
import type { ChosenFirmware } from './chosen-firmware.ts';
import { isDowngrade } from './release-asked.ts';

/** Whether the image fits the board, and what becomes of the configuration. */
export function checkFirmware(
  question: RunningQuestion,
  firmware: ChosenFirmware,
  { force, ownUndo }: { readonly force: boolean; readonly ownUndo: boolean },
): Finding[] {
  const { image } = firmware;
  const { serial } = question.evidence;
  return [
    ...judgeImage({ image, board: versionOf(question), serial, ownUndo }),
    ...judgeCombination(image, { otp: otpStateSaid(question.evidence.hardware), board: versionOf(question) }),
    checkVersions(question.evidence, firmware),
    checkConfiguration(question.evidence, firmware, force),
  ];
}

const verifiedBy = {
  publisher: ', as published',
  mirror: ', as listed by the mirror',
  'not-verified': ', not verified',
} as const;

/** An older release is asked about: it may lack what the newer one mended, and what the configuration uses. */
function checkVersions(evidence: RuntimeEvidence, firmware: ChosenFirmware): Finding {
  const details = { installed: evidence.firmware.release, next: firmware.version };
  const text = versionsText(evidence, firmware);
  if (!isDowngrade(evidence, firmware)) return ok('firmware', text, details);
  return warning('firmware', `${text} That is a downgrade.`, details);
}

function versionsText({ firmware: { release, reported } }: RuntimeEvidence, chosen: ChosenFirmware): string {
  const runs = reported === release ? release : `${release} (it reports ${reported})`;
  const verified = chosen.verified ? verifiedBy[chosen.verified] : '';
  const next = chosen.version ? `the new version is ${chosen.version}` : 'the version of the file is unknown';
  return `The board runs firmware ${runs}; ${next}${verified}.`;
}

function checkConfiguration(evidence: RuntimeEvidence, firmware: ChosenFirmware, force: boolean): Finding {
  const { generation: old, release } = evidence.firmware;
  const { generation: next } = firmware;
  if (!evidence.configurationLoaded) return ok('configuration', 'The board has no saved configuration to migrate.');
  if (next === undefined)
    return ok(
      'configuration',
      'The configuration will be saved first and restored afterwards if the new firmware accepts it (the version of the file is unknown).',
    );
  if (old === undefined || old === next)
    return ok('configuration', 'The configuration will be saved first and restored afterwards.');
  const details = { installed: old, next };
  const changed = `From firmware ${release} to ${next} the units of the configuration change (counts and turns, currents and torques)`;
  if (force)
    return warning('configuration', `${changed}: only values whose units are identical will be restored.`, details);
  return warning('configuration', `${changed}: it will be saved, but not restored.`, details);
}
