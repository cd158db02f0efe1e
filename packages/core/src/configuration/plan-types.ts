// What a restore is asked and what it answers: types only.

import type { SkipReason } from '../messages/settings.ts';
import type { Generation } from '../odrive/firmware-version.ts';
import type { ObjectTree, PropertyNode } from '../odrive/tree.ts';
import type { PropertyValue } from '../odrive/value.ts';
import type { ConfigurationBackup } from './file/backup-file.ts';
import type { FlagOff } from './rules/calibration.ts';
import type { BoardTrait, SettingClass } from './rules/classes.ts';
import type { Origin } from './rules/decide.ts';
import type { BoardTraits } from './rules/defaults.ts';
import type { Verdict } from './rules/judge.ts';
import type { VoltageLimit } from './rules/limits.ts';

/** A value of the file that is not written. */
export interface SkippedValue {
  readonly path: string;
  readonly reason: SkipReason;
  /** What an `other-variant` depends on, what the file has and the board keeps, and what would refuse the file's value anyway. */
  readonly trait?: BoardTrait | undefined;
  readonly inFile?: PropertyValue | undefined;
  readonly kept?: PropertyValue | undefined;
  readonly verdict?: Verdict | undefined;
  /** The value was the default of the file's release: nothing that a person set is lost. */
  readonly isDefault?: true | undefined;
}

/** Why something else than the file's own value is wanted. */
export type Because =
  /** A default of the file's release, and this is the board's. */
  | 'translated'
  /** A startup flag that is true in the file. */
  | 'held'
  /** One value of its set is left out. */
  | 'set-incomplete'
  /** The calibration it stands for is not on the board as a whole, or does not hold any more. */
  | 'not-calibrated';

/** A value that will be written to one property. */
export interface PlannedWrite {
  readonly property: PropertyNode;
  readonly value: PropertyValue;
  readonly class: SettingClass;
  /** What the file has, where it has a value. */
  readonly file?: PropertyValue | undefined;
  readonly because?: Because | undefined;
  /** What the board has now. */
  readonly now?: PropertyValue | undefined;
  /** It weakens a protection against what the board has now. */
  readonly weaker?: true | undefined;
  /** A `startup_…` flag that the file has as true and that is written as false. */
  readonly held?: true | undefined;
}

/** A verdict on a value that was to be written; `kept` is what the board keeps instead, with the rule against that. */
export interface Refusal extends Verdict {
  readonly kept?: PropertyValue | undefined;
  readonly keptVerdict?: Verdict | undefined;
}

/** All that a restore does, before it does anything. */
export interface SettingsPlan {
  readonly kind: 'plan';
  readonly origin: Origin;
  readonly writes: readonly PlannedWrite[];
  readonly skipped: readonly SkippedValue[];
  readonly refused: readonly Refusal[];
  readonly asked: readonly Verdict[];
  /** Calibrations a person has to repeat. */
  readonly repeat: readonly FlagOff[];
  /** From firmware that always had its brake on to one with a switch, which stays off. */
  readonly brakeStaysOff: boolean;
  /** Values a person set that older firmware has as defaults and the board's has not. */
  readonly oldDefaults: readonly OldDefault[];
}

/** A value that was the default of older firmware and that the board has no longer as its default. */
export interface OldDefault {
  readonly path: string;
  readonly value: PropertyValue;
  /** The first release with that default. */
  readonly since: string;
}

/** The plan, or that the file is of the other generation (0.4 or 0.5). */
export type RestorePlan =
  | SettingsPlan
  /** The file is of the other generation and was not forced. */
  | { readonly kind: 'refused'; readonly file: Generation; readonly board: Generation };

/** The board a configuration is restored to, as it is now. */
export interface RestoreTarget {
  readonly tree: ObjectTree;
  /** 12 upper-case hexadecimal digits. */
  readonly serial: string;
  /** Firmware release, `0.5.6`. */
  readonly firmware: string;
  /** What the board is, as far as a person says so; for defaults. */
  readonly board?: BoardTraits | undefined;
  /** OTP or a person says so, not only firmware on a board with blank OTP. */
  readonly proved?: boolean | undefined;
  readonly limit: VoltageLimit;
  /** What the board has now, of every property that may be written. */
  readonly values: ReadonlyMap<string, PropertyValue>;
  /** Readings of the bus voltage, in volts. */
  readonly bus: readonly number[];
}

/** What is to be restored, to which board, and what a person has consented to. */
export interface RestoreRequest {
  readonly backup: ConfigurationBackup;
  readonly target: RestoreTarget;
  readonly origin: Origin;
  /** Writes `startup_…` flags as false, so that nothing moves after a restart. */
  readonly holdStartup?: boolean | undefined;
  /** Writes the startup flags of another board, too. */
  readonly withStartup?: boolean | undefined;
  /** Goes across 0.4 and 0.5 all the same, without what has another unit there. */
  readonly force?: boolean | undefined;
  /** A person consented to carry calibration results from another board: same motors, encoders and mounting. */
  readonly calibration?: boolean | undefined;
  /** Values of another variant a person consented to, by path, as they were typed. */
  readonly settings?: ReadonlyMap<string, string> | undefined;
}
