// What became of a configuration that was put back, value by value: what is there, what is not, and why. Pure.

import { FlasherError } from '../errors.ts';
import { type Message, message } from '../messages/message.ts';
import type { SkipReason } from '../messages/settings.ts';
import type { JsonValue } from '../odrive/descriptor/json.ts';
import type { RestoredValue } from './apply.ts';
import type { ConfigurationBackup } from './file/backup-file.ts';
import type { Refusal, SettingsPlan, SkippedValue } from './plan-types.ts';
import type { FlagOff } from './rules/calibration.ts';
import { formatSetting, refusalMessage } from './said.ts';

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

/** Why a value is missed; every other one is left out by a rule that was said before. */
const missedReasons: readonly SkipReason[] = ['not-found', 'other-type', 'other-unit', 'foreign-reference'];

/** Firmware that does not have what was off, zero, nothing or a default does not do it: that is not missed. */
function isMissed({ reason, value, isDefault }: LeftValue): boolean {
  const isNothing = isDefault === true || Number(value) === 0;
  return missedReasons.includes(reason) && !(reason === 'not-found' && isNothing);
}

/** What is missed: each reason once, with all the paths it is true of; then what the board did not keep. */
export function missedValues({ values, skipped }: RestoredConfiguration): Message[] {
  const byReason = new Map<SkipReason, string[]>();
  for (const { path, reason } of skipped.filter(isMissed))
    byReason.set(reason, [...(byReason.get(reason) ?? []), path]);
  const kept = values
    .filter(({ outcome }) => outcome === 'not-kept')
    .map(({ path, wanted, found }) =>
      message('settings.not-kept', { path, wanted: formatSetting(wanted), found: formatSetting(found) }),
    );
  return [...Array.from(byReason, ([reason, paths]) => message('settings.skipped', { paths, reason })), ...kept];
}

/** How many values of the file are missed. */
export function missedCount({ values, skipped }: RestoredConfiguration): number {
  return skipped.filter(isMissed).length + values.filter(({ outcome }) => outcome === 'not-kept').length;
}

/** How many values were left out on purpose, by why. */
export function leftOutCounts({ skipped }: RestoredConfiguration): ReadonlyMap<SkipReason, number> {
  const counts = new Map<SkipReason, number>();
  for (const { reason } of skipped.filter((value) => !isMissed(value)))
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

/** One line per value that would be written: path, what is there, what will be. */
export function differingValues({ values }: RestoredConfiguration): Message[] {
  return values
    .filter(({ outcome }) => outcome === 'differs')
    .map(({ path, found, wanted }) =>
      message('settings.becomes', { path, from: formatSetting(found), to: formatSetting(wanted) }),
    );
}

/** What a person should know of afterwards although nothing is missed: what was refused, and what is to be calibrated again. */
export function restoreNotes({ refused, repeat, values }: RestoredConfiguration): Message[] {
  const takenBack = values.filter(({ outcome }) => outcome === 'taken-back').map(({ path }) => path);
  return [
    ...refused.map((refusal) => message('settings.refused-afterwards', { refusal: refusalMessage(refusal) })),
    ...repeat.map(({ path, repeat: calibration }) => message('settings.repeat-afterwards', { path, calibration })),
    ...takenBack.map((path) => message('settings.taken-back', { path })),
  ];
}

/** The end of everything that puts a configuration back and did not put all of it back. */
export function notAsItWas(configuration: RestoredConfiguration): FlasherError {
  const { file, values } = configuration;
  const missed = missedValues(configuration);
  const text = message('settings.not-restored', { count: missedCount(configuration), file, missed });
  const isPlanned = values.some(({ outcome }) => outcome === 'differs');
  const isRest = !isPlanned && values.some(({ outcome }) => outcome === 'written' || outcome === 'already');
  const next = message(isRest ? 'next.set-missed-by-hand' : 'next.set-values-by-hand');
  return new FlasherError('config-not-restored', text, { details: { file, missed }, next });
}
