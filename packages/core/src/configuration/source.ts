// What a configuration that is put back would write into the board it is put back onto. Pure.

import { FlasherError } from '../errors.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { ObjectTree } from '../odrive/tree.ts';
import type { ConfigurationBackup } from './backup-file.ts';
import { type PlannedWrite, planRestore } from './plan.ts';
import type { LeftValue } from './report.ts';

/** Common to everything that puts a configuration back. */
export interface RestoreSettings {
  /** Puts `startup_…` flags back as off, so that nothing moves by itself. */
  readonly holdStartup?: boolean;
  /** Carries a configuration across 0.4 and 0.5, without what has another unit there. */
  readonly forceConfiguration?: boolean;
}

export interface Source extends RestoreSettings {
  readonly backup: ConfigurationBackup;
  /** Where a person finds it. */
  readonly file: string;
  /** Serial number of the board it is from, where the file does not say it. */
  readonly serial?: string;
  readonly carryCalibration?: boolean;
  /** The board has just started: what it has is what is stored. Otherwise it is saved even if nothing differs. */
  readonly stored?: boolean;
  /** Called before the first write. */
  readonly onWrite?: () => void;
}

export interface PutBackPlan {
  readonly writes: readonly PlannedWrite[];
  readonly skipped: readonly LeftValue[];
}

/** Throws `config-not-restored` where nothing at all can be put back. */
export function planPutBack(source: Source, tree: ObjectTree, { serial, firmware }: RuntimeEvidence): PutBackPlan {
  const plan = planRestore({
    backup: source.backup,
    target: { tree, serial, firmware: firmware.release },
    ...(source.serial !== undefined && { backupSerial: source.serial }),
    holdStartup: source.holdStartup === true,
    force: source.forceConfiguration === true,
    carryCalibration: source.carryCalibration === true,
  });
  if (plan.kind === 'plan') {
    const skipped = plan.skipped.map((left) => ({ ...left, value: source.backup.values.get(left.path) ?? null }));
    return { writes: plan.writes, skipped };
  }
  const text = `The configuration in ${source.file} is of firmware ${plan.file}, the board runs ${plan.board}: the same names have other units there.`;
  throw new FlasherError('config-not-restored', text, {
    details: { file: source.file, from: plan.file, to: plan.board },
    next: `Set the board up afresh; odflash restore ${source.file} --force-config puts back what means the same in both, and only that.`,
  });
}
