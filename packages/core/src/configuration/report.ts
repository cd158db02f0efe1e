// What became of a configuration that was put back, value by value: what is there, what is not, and why. Pure.

import { FlasherError } from '../errors.ts';
import type { JsonValue } from '../odrive/json.ts';
import type { RestoredValue } from './apply.ts';
import type { ConfigurationBackup } from './file/backup-file.ts';
import type { Refusal, SettingsPlan, SkippedValue, SkipReason } from './plan-types.ts';
import type { FlagOff } from './rules/calibration.ts';
import { calibrationNames, formatSetting, refusalText } from './said.ts';

/** A value of the file that was not written, with what the file has. */
export interface LeftValue extends SkippedValue {
  readonly value: JsonValue;
}

/** What became of every value of a configuration that was restored. */
export interface RestoredConfiguration {
  /** The file it came from. */
  readonly file: string;
  readonly values: readonly RestoredValue[];
  readonly skipped: readonly LeftValue[];
  /** How many properties were written; the others had their value already. */
  readonly written: number;
  /** `startup_…` flags that were put back as off. */
  readonly held: readonly string[];
  /** Values nothing accepts on this board; it keeps its own. */
  readonly refused: readonly Refusal[];
  /** Calibration flags that are off, and what has to be repeated. */
  readonly repeat: readonly FlagOff[];
}

/** What a plan came to. */
export function restoredConfiguration(
  file: string,
  backup: ConfigurationBackup,
  plan: SettingsPlan,
  { values, written }: { readonly values: readonly RestoredValue[]; readonly written: number },
): RestoredConfiguration {
  return {
    file,
    values,
    written,
    skipped: plan.skipped.map((left) => ({ ...left, value: backup.values.get(left.path) ?? null })),
    held: values.filter((value) => value.held).map(({ path }) => path),
    refused: plan.refused,
    repeat: plan.repeat,
  };
}

/** Why a value is not there, whether it is missed, and how values left out on purpose are counted. */
const reasons: Readonly<Record<SkipReason, { readonly text: string; readonly missed: boolean }>> = {
  'not-found': { text: 'unknown to this firmware', missed: true },
  'other-type': { text: 'wrong type or range', missed: true },
  'other-unit': { text: 'different meaning in this firmware', missed: true },
  'foreign-reference': { text: 'refers to a property unknown to this firmware', missed: true },
  // Left out by a rule that was said before: not missed.
  'read-only': { text: 'managed by the firmware', missed: false },
  'other-board': { text: 'calibration of another board', missed: false },
  'other-variant': { text: 'depends on the variant of the board', missed: false },
  'own-default': { text: "a default; the board's own value is kept", missed: false },
  'no-switch': { text: 'unknown to the firmware of the file', missed: false },
  refused: { text: 'refused', missed: false },
  renamed: { text: 'calibration under another name', missed: false },
  'not-configuration': { text: 'not a configuration value', missed: false },
};

/** Why a value of a file is not written, in a few words. */
export function skipText(reason: SkipReason): string {
  return reasons[reason].text;
}

/** Firmware that does not have what was off, zero, nothing or a default does not do it: that is not missed. */
function isMissed({ reason, value, isDefault }: LeftValue): boolean {
  const isNothing = isDefault === true || Number(value) === 0;
  return reasons[reason].missed && !(reason === 'not-found' && isNothing);
}

/** What is missed: each reason once, with all the paths it is true of; then what the board did not keep. */
export function missedValues({ values, skipped }: RestoredConfiguration): string[] {
  const byReason = new Map<SkipReason, string[]>();
  for (const { path, reason } of skipped.filter(isMissed))
    byReason.set(reason, [...(byReason.get(reason) ?? []), path]);
  const kept = values
    .filter(({ outcome }) => outcome === 'not-kept')
    .map(
      ({ path, wanted, found }) =>
        `${path}: the board keeps ${formatSetting(found)} instead of ${formatSetting(wanted)}`,
    );
  return [...Array.from(byReason, ([reason, paths]) => `${paths.join(', ')}: ${reasons[reason].text}`), ...kept];
}

/** How many values of the file are missed. */
function missedCount({ values, skipped }: RestoredConfiguration): number {
  return skipped.filter(isMissed).length + values.filter(({ outcome }) => outcome === 'not-kept').length;
}

/** How many values were left out on purpose, by why. */
export function leftOutCounts({ skipped }: RestoredConfiguration): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const left of skipped.filter((value) => !isMissed(value))) {
    const why =
      left.reason === 'not-found' ? 'off, zero or a default, and unknown to this firmware' : reasons[left.reason].text;
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return counts;
}

/** One line per value that would be written: path, what is there, what will be. */
export function differingValues({ values }: RestoredConfiguration): string[] {
  return values
    .filter(({ outcome }) => outcome === 'differs')
    .map(({ path, found, wanted }) => `${path}: ${formatSetting(found)} becomes ${formatSetting(wanted)}`);
}

/** What a person should know of afterwards although nothing is missed: what was refused, and what is to be calibrated again. */
export function restoreNotes({ refused, repeat, values }: RestoredConfiguration): string[] {
  const takenBack = values.filter(({ outcome }) => outcome === 'taken-back').map(({ path }) => path);
  return [
    ...refused.map((refusal) => `Not written: ${refusalText(refusal)}.`),
    ...repeat.map(({ path, repeat: what }) => `${path} is off: repeat the ${calibrationNames[what]}.`),
    ...takenBack.map(
      (path) =>
        `${path} is off: the firmware resets it until the encoder is ready. Repeat the ${calibrationNames['encoder-offset']}.`,
    ),
  ];
}

/** Reasons named in the message; all of them are in the details. */
const mostNamed = 5;

/** The end of everything that puts a configuration back and did not put all of it back. */
export function notAsItWas(configuration: RestoredConfiguration): FlasherError {
  const { file, values } = configuration;
  const missed = missedValues(configuration);
  const named = missed.slice(0, mostNamed).join('; ');
  const more = missed.length > mostNamed ? `; and ${missed.length - mostNamed} more` : '';
  const many = missedCount(configuration);
  const count = many === 1 ? '1 value' : `${many} values`;
  const text = `${count} from ${file} could not be restored: ${named}${more}.`;
  const isPlanned = values.some(({ outcome }) => outcome === 'differs');
  const isRest = !isPlanned && values.some(({ outcome }) => outcome === 'written' || outcome === 'already');
  const next = `Set the values you need by hand. ${isRest ? 'All other values are restored. ' : ''}The file contains all values.`;
  return new FlasherError('config-not-restored', text, { details: { file, missed }, next });
}
