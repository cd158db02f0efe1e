// What an update will make of the settings of the board, reported and asked before the board leaves for DFU mode: afterwards
// there is no person to ask. Planned with the object tree the board has now, for the firmware it will have.

import type { Finding } from '../../ask/findings.ts';
import { boardVersion } from '../../board/odrive-v3.ts';
import type { ConfigurationBackup } from '../../configuration/file/backup-file.ts';
import { releasesOfFile } from '../../configuration/file/file-release.ts';
import { planRestore } from '../../configuration/plan.ts';
import { planFindings } from '../../configuration/said.ts';
import { knownBoard, readBus, targetOf } from '../../configuration/target.ts';
import { treeOfImage } from '../../odrive/descriptor/image-tree.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { configurationProperties, type ObjectTree } from '../../odrive/tree.ts';
import type { Update } from '../context.ts';
import type { ChosenFirmware } from '../firmware/chosen-firmware.ts';

/**
 * `backup`: what is going to be put back. `bus`: the volts that the old firmware reads. Throws FlasherError when the board cannot be
 * read.
 */
export async function settingsFindings(
  update: Update,
  odrive: OdriveDevice,
  {
    evidence,
    firmware,
    backup,
  }: {
    readonly evidence: RuntimeEvidence;
    readonly firmware: ChosenFirmware;
    readonly backup: ConfigurationBackup | undefined;
  },
): Promise<{ readonly findings: readonly Finding[]; readonly bus: readonly number[] }> {
  const { request } = update;
  const bus = await readBus(odrive, { signal: request.signal });
  if (!backup) return { findings: [], bus };
  const image = boardVersion(firmware.image.claims?.boardVersion ?? '');
  const known = knownBoard(evidence, { named: request.board, image });
  const tree = treeOfImage(firmware.image) ?? odrive.tree;
  const release = firmware.version ?? releaseOfTree(tree) ?? evidence.firmware.release;
  const target = targetOf(
    { tree },
    { serial: evidence.serial, firmware: { ...evidence.firmware, release } },
    // What the new firmware will have to begin with is not known: all of it is judged as if it were written.
    { known, values: new Map(), bus },
  );
  const { holdStartup, forceConfiguration: force } = request;
  const plan = planRestore({ backup, target, origin: 'same-chip', holdStartup, force });
  return { findings: plan.kind === 'plan' ? planFindings(plan, target.limit, evidence.serial) : [], bus };
}

/** Releases that their trees do not distinguish have the same rules. */
function releaseOfTree({ root, checksum }: ObjectTree): string | undefined {
  const paths = configurationProperties(root).map(({ path }) => path);
  return releasesOfFile({ descriptor: checksum }, paths).at(-1);
}
