// What stands before an error flag: the part of the firmware that it belongs to. Pure.

import { errorTables } from '../odrive/errors/tables.ts';
import type { Word } from './words.ts';

/** Up to so many words above a flag stands the line that names its part: `encoder: Error(s):`. */
const labelReach = 24;

const thermistors = ['fet_thermistor', 'motor_thermistor'];

/** By what odrivetool calls it, without lines between the words. */
const parts: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...errorTables.map(({ part }): [string, readonly string[]] => [part.replaceAll('_', ''), [part]]),
  ['system', ['odrive']],
  ['thermistorcurrentlimiter', thermistors],
  ['onboardthermistorcurrentlimiter', ['fet_thermistor']],
  ['offboardthermistorcurrentlimiter', ['motor_thermistor']],
]);

/** What is spelled before a name, as one with it. */
export interface NameBefore {
  readonly from: number;
  /** `MOTOR_ERROR_`, `MotorError.`, `ERROR_`, `motor error`. */
  readonly isError: boolean;
  /** Absent where no part is named. */
  readonly parts?: readonly string[] | undefined;
}

/** `another` where the name is the end of a longer one that is not ours. */
export function nameBefore(said: readonly Word[], at: number): NameBefore | 'another' {
  const [word, before] = [said[at], said[at - 1]];
  const bare = { from: at, isError: false };
  if (!word || !before) return bare;
  if (word.joint === '_') return before.text === 'error' ? joinedBefore(said, at - 1) : 'another';
  if (word.joint === '.') {
    const spelled = /^(.*)error$/.exec(before.text)?.[1];
    const found = spelled === undefined ? undefined : parts.get(spelled);
    return found ? { from: at - 1, isError: true, parts: found } : 'another';
  }
  if (before.text !== 'error') return bare;
  const found = partAt(said, at - 2);
  return found ? { from: at - 2, isError: true, parts: found } : bare;
}

/** `MOTOR_` before `ERROR_`; enumerations of 0.4 have nothing, or `errors.motor.`. */
function joinedBefore(said: readonly Word[], error: number): NameBefore | 'another' {
  if (said[error]?.joint === '.') return { from: error, isError: true, parts: partAt(said, error - 1) };
  if (said[error]?.joint !== '_') return { from: error, isError: true };
  let from = error - 1;
  while (said[from]?.joint === '_') from -= 1;
  const spelled = said.slice(Math.max(0, from), error).map(({ text }) => text);
  const found = parts.get(spelled.join(''));
  return found ? { from: Math.max(0, from), isError: true, parts: found } : 'another';
}

/** A part whose name ends at this place: `sensorless_estimator`. */
function partAt(said: readonly Word[], at: number): readonly string[] | undefined {
  const word = said[at];
  if (!word) return undefined;
  if (word.joint === '_') return parts.get(`${said[at - 1]?.text}${word.text}`);
  return parts.get(/^axis\d$/.test(word.text) ? 'axis' : /^odrv\d$/.test(word.text) ? 'odrive' : word.text);
}

/** The part of the nearest line above that lists errors. */
export function labelBefore(said: readonly Word[], at: number): string | undefined {
  for (let place = at - 1; place > 1 && place >= at - labelReach; place--) {
    if (said[place]?.text !== 's' || said[place - 1]?.text !== 'error') continue;
    return partAt(said, place - 2)?.[0];
  }
  return undefined;
}

/** The part whose property this is: `error` behind `axis0.`, `drv_fault` behind anything. */
export function pathBefore(said: readonly Word[], at: number): string | undefined {
  const [word, before] = [said[at], said[at - 1]];
  if (word?.text === 'fault') return word.joint === '_' && before?.text === 'drv' ? 'gate_driver' : undefined;
  return word?.joint === '.' ? partAt(said, at - 1)?.[0] : undefined;
}
