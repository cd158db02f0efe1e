// What became of a configuration that was put back, value by value: what is there, what is not, and why. Pure.

import { FlasherError } from '../errors.ts';
import type { JsonValue } from '../odrive/json.ts';
import { formatValue } from '../odrive/value.ts';
import type { RestoredValue } from './apply.ts';
import type { SkippedValue, SkipReason } from './plan.ts';

/** A value of the file that was not written, with what the file has. */
export interface LeftValue extends SkippedValue {
  readonly value: JsonValue;
}

export interface RestoredConfiguration {
  /** The file it came from. */
  readonly file: string;
  readonly values: readonly RestoredValue[];
  readonly skipped: readonly LeftValue[];
  /** How many properties were written; the others had their value already. */
  readonly written: number;
  /** `startup_…` flags that were put back as off. */
  readonly held: readonly string[];
}

/** Why a value is not there, and whether somebody misses it. */
const reasons: Readonly<Record<SkipReason, { readonly text: string; readonly missed: boolean }>> = {
  'not-found': { text: 'this firmware has no such property', missed: true },
  'other-type': { text: 'its value does not fit here', missed: true },
  'other-unit': { text: 'it means something else in this firmware', missed: true },
  'foreign-reference': { text: 'it points at a property this firmware does not have', missed: true },
  // Results of this board's own work, or of another board's motor: nobody wants them carried over.
  'read-only': { text: 'the firmware sets it by itself', missed: false },
  'other-board': { text: 'it belongs to the motor and encoder of another board', missed: false },
  'not-configuration': { text: 'it is no configuration', missed: false },
};

/** Firmware that does not have what was off, zero or nothing does not do it: nobody misses that. */
function isMissed({ reason, value }: LeftValue): boolean {
  const isNothing = value === null || value === false || Number(value) === 0;
  return reasons[reason].missed && !(reason === 'not-found' && isNothing);
}

/** One line per value that is missed: path and why. */
export function missedValues({ values, skipped }: RestoredConfiguration): string[] {
  const lost = skipped.filter(isMissed);
  return [
    ...lost.map(({ path, reason }) => `${path}: ${reasons[reason].text}`),
    ...values
      .filter(({ outcome }) => outcome === 'not-kept')
      .map(
        ({ path, wanted, found }) => `${path}: the board keeps ${formatValue(found)} instead of ${formatValue(wanted)}`,
      ),
  ];
}

const leftOutBecause: Readonly<Partial<Record<SkipReason, string>>> = {
  'read-only': 'set by the firmware itself',
  'other-board': 'calibration of another board',
  'not-configuration': 'no configuration',
  'not-found': 'off or zero, and unknown to this firmware',
};

/** How many values were left out on purpose, by why. */
export function leftOutCounts({ skipped }: RestoredConfiguration): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const left of skipped.filter((value) => !isMissed(value))) {
    const why = leftOutBecause[left.reason] ?? reasons[left.reason].text;
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return counts;
}

/** One line per value that would be written: path, what is there, what will be. */
export function differingValues({ values }: RestoredConfiguration): string[] {
  return values
    .filter(({ outcome }) => outcome === 'differs')
    .map(({ path, found, wanted }) => `${path}: ${formatValue(found)} becomes ${formatValue(wanted)}`);
}

/** Values named in the message; all of them are in the details. */
const mostNamed = 5;

/** The end of everything that puts a configuration back and did not put all of it back. */
export function notAsItWas(missed: readonly string[], file: string): FlasherError {
  const named = missed.slice(0, mostNamed).join('; ');
  const more = missed.length > mostNamed ? `; and ${missed.length - mostNamed} more` : '';
  const count = missed.length === 1 ? '1 value is not as it was' : `${missed.length} values are not as they were`;
  const text = `Of the configuration in ${file} ${count}: ${named}${more}.`;
  const next = 'Set by hand what matters of these; the rest is back, and the file keeps everything.';
  return new FlasherError('config-not-restored', text, { details: { file, missed }, next });
}
