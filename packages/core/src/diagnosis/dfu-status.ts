// What a bootloader answers to GETSTATUS, in every form that tools print it in: one table for 16 statuses and 11 states (DFU 1.1
// §6.1.2; what the STM32's ROM means by them: AN3156). Pure.

import type { SymptomCode } from '../messages/symptoms.ts';
import type { Span } from './match-message.ts';
import { isNumber, plainWords } from './words.ts';

/** By its number: its name in the standard, and the row that says what is behind it. */
const statuses: readonly (readonly [name: string, row: SymptomCode])[] = [
  ['OK', 'impossible-status'],
  ['errTARGET', 'bad-address'],
  ['errFILE', 'file-refused'],
  ['errWRITE', 'memory-refused'],
  ['errERASE', 'memory-refused'],
  ['errCHECK_ERASED', 'memory-refused'],
  ['errPROG', 'memory-refused'],
  ['errVERIFY', 'memory-refused'],
  ['errADDRESS', 'bad-address'],
  ['errNOTDONE', 'file-refused'],
  ['errFIRMWARE', 'flag-after-power-on'],
  ['errVENDOR', 'read-protected'],
  ['errUSBR', 'reset-in-between'],
  ['errPOR', 'reset-in-between'],
  ['errUNKNOWN', 'unlock-refused'],
  ['errSTALLEDPKT', 'refused-block'],
];

/** By its number: its name, and what it says where a tool that expected another one stops, and where it is only shown. */
const states: readonly (readonly [name: string, stopped: SymptomCode, shown: SymptomCode | undefined])[] = [
  ['appIDLE', 'not-in-dfu', 'not-in-dfu'],
  ['appDETACH', 'not-in-dfu', 'not-in-dfu'],
  ['dfuIDLE', 'out-of-step', undefined],
  ['dfuDNLOAD-SYNC', 'out-of-step', undefined],
  ['dfuDNBUSY', 'stuck-busy', 'stuck-busy'],
  ['dfuDNLOAD-IDLE', 'out-of-step', undefined],
  ['dfuMANIFEST-SYNC', 'leaving-dfu', 'leaving-dfu'],
  ['dfuMANIFEST', 'leaving-dfu', 'leaving-dfu'],
  ['dfuMANIFEST-WAIT-RESET', 'leaving-dfu', 'leaving-dfu'],
  ['dfuUPLOAD-IDLE', 'out-of-step', undefined],
  ['dfuERROR', 'impossible-status', 'impossible-status'],
];
const dfuError = 10;

/** A status that stands in a text. */
export interface FoundStatus extends Span {
  /** Absent where nothing is wrong. */
  readonly row: SymptomCode | undefined;
  /** Decoded: `status 11 (errVENDOR), state 10 (dfuERROR)`. */
  readonly text: string;
  /** No error, and the tool did not stop for it. */
  readonly isProgress: boolean;
}

interface Reply extends Span {
  readonly status: number;
  readonly state?: number | undefined;
  /** odrivetool prints all four fields where it expected another state. */
  readonly isTuple?: true | undefined;
}

/** Every status in a text, in its order. */
export function findStatuses(
  words: readonly string[],
  places: (word: string) => readonly number[],
): readonly FoundStatus[] {
  if (words.length === 4 && words[2] === '0' && words[3] === '0') return found(tupleAt(words, 0), isConsistent);
  const replies = anchors
    .flatMap(places)
    .sort((a, b) => a - b)
    .map((at) => replyAt(words, at));
  return replies.flatMap((reply) => found(reply));
}

/** Four bare numbers are a status only if they can be one, and wait and text are none, as the ROM answers. */
const isConsistent = ({ status, state }: Reply): boolean => (status === 0) === (state !== dfuError);

const found = (reply: Reply | undefined, isMeant: (reply: Reply) => boolean = () => true): readonly FoundStatus[] =>
  reply && isMeant(reply) ? [decoded(reply)] : [];

function decoded(reply: Reply): FoundStatus {
  const { status, state, from, to, isTuple } = reply;
  const [name] = statuses[status] ?? [];
  const [stateName] = state === undefined ? [] : (states[state] ?? []);
  const shown = `status ${status} (${name})`;
  return {
    from,
    to,
    row: rowOf(reply),
    text: stateName === undefined ? shown : `${shown}, state ${state} (${stateName})`,
    isProgress: status === 0 && !isTuple,
  };
}

function rowOf({ status, state, isTuple }: Reply): SymptomCode | undefined {
  const [, row] = statuses[status] ?? [];
  if (status !== 0) return state === undefined || state === dfuError ? row : 'impossible-status';
  const [, stopped, shown] = state === undefined ? [] : (states[state] ?? []);
  return isTuple ? stopped : shown;
}

const statusNames = new Map(statuses.map(([name], status) => [plain(name), status]));
const stateNames = new Map(states.map(([name], state) => [plain(name), state]));
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** Every word of a status or a state, so that typing errors in it are mended. */
export const statusWords: readonly string[] = [...statuses, ...states].flatMap(([name]) => plainWords(name));

/** A name is up to so many words: `dfuMANIFEST-WAIT-RESET`. */
const maxName = 3;
/** So far from each other stand status and state of one reply. */
const reach = 8;
/** Words that a status begins with, apart from its name. */
const anchors = ['status', ...statuses.slice(1).map(([name]) => name.split('_')[0]?.toLowerCase() ?? '')];

function replyAt(words: readonly string[], at: number): Reply | undefined {
  const isLabelled = words[at] === 'status';
  if (isLabelled && words[at - 1] === 'device') {
    const tuple = tupleAt(words, at + 1);
    if (tuple) return { ...tuple, from: at - 1 };
  }
  const status = valueAt(words, isLabelled ? at + 1 : at, statusNames, isLabelled);
  if (status === undefined || isRepeated(words, at)) return undefined;
  const near = stateNear(words, at);
  if (isLabelled && !isAboutDfu(words, at)) return undefined;
  return {
    status: status.value,
    state: near?.value,
    from: Math.min(at, near?.from ?? at),
    to: Math.max(status.to, near?.to ?? at),
  };
}

/** `status = errVENDOR` is one reply, found at its label. */
const isRepeated = (words: readonly string[], at: number): boolean =>
  words[at] !== 'status' &&
  (words[at - 1] === 'status' || (words[at - 2] === 'status' && isNumber(words[at - 1] ?? '')));

/** Four numbers in a row: status, state, time to wait, number of a text. */
function tupleAt(words: readonly string[], from: number): Reply | undefined {
  const fields = words.slice(from, from + 4);
  if (fields.length < 4 || !fields.every(isNumber)) return undefined;
  const [status = 0, state = 0] = fields.map(Number);
  if (status >= statuses.length || state >= states.length) return undefined;
  return { status, state, isTuple: true, from, to: from + 3 };
}

interface Value {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** A number or a name at this place. */
function valueAt(
  words: readonly string[],
  from: number,
  names: ReadonlyMap<string, number>,
  takesNumbers: boolean,
): Value | undefined {
  const word = words[from] ?? '';
  if (takesNumbers && isNumber(word))
    return Number(word) < names.size ? { value: Number(word), from, to: from } : undefined;
  for (let length = maxName; length > 0; length--) {
    const value = names.get(words.slice(from, from + length).join(''));
    if (value !== undefined) return { value, from, to: from + length - 1 };
  }
  return undefined;
}

/** The state that belongs to a status: the nearest one before or behind it. */
function stateNear(words: readonly string[], at: number): Value | undefined {
  for (let distance = 1; distance <= reach; distance++) {
    for (const place of [at - distance, at + distance]) {
      const isLabelled = words[place] === 'state';
      const value = valueAt(words, isLabelled ? place + 1 : place, stateNames, isLabelled);
      if (value) return value;
    }
  }
  return undefined;
}

/** Other programs have a status, too. */
function isAboutDfu(words: readonly string[], at: number): boolean {
  const around = words.slice(Math.max(0, at - reach), at + reach + 1);
  return around.some(
    (word) => word === 'dfu' || word === 'dfuse' || stateStarts.has(word) || (statusNames.get(word) ?? 0) > 0,
  );
}

const stateStarts = new Set(states.map(([name]) => name.split('-')[0]?.toLowerCase() ?? ''));
