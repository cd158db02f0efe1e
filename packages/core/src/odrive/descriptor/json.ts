// JSON as ODrive's tools write it: Python's json puts NaN, Infinity and -Infinity into files, and 64-bit integers do not
// fit a JavaScript number. A strict reader otherwise, with limits on size and depth, because files come from anywhere.

import type { JsonProblem } from '../../messages/backup.ts';
import { type Message, message } from '../../messages/message.ts';

/** Objects are maps: keys of a hostile file never meet a prototype. Integers beyond 2^53 are bigints. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;
export interface JsonObject extends ReadonlyMap<string, JsonValue> {}

export interface JsonLimits {
  /** Characters of the whole text. */
  readonly maxLength: number;
  /** How deep arrays and objects may nest. */
  readonly maxDepth: number;
}

/** Thrown by {@link parseJson}; `offset` counts characters from 0, the place in its text lines and characters from 1. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly offset: number;
  readonly text: Message;
  constructor({ text, at }: Pick<Reader, 'text' | 'at'>, what: JsonProblem) {
    super(`${what.problem} at character ${at}`);
    this.offset = at;
    const before = text.slice(0, at);
    const [line, column] = [before.split('\n').length, at - before.lastIndexOf('\n')];
    this.text = message('json.invalid', { ...what, line, column });
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

interface Reader {
  readonly text: string;
  readonly maxDepth: number;
  at: number;
}

/** The one value in `text`. Throws {@link JsonError}, also of a key that has two different values. */
export function parseJson(text: string, limits: JsonLimits): JsonValue {
  if (text.length > limits.maxLength)
    throw new JsonError({ text, at: 0 }, { problem: 'too-long', limit: limits.maxLength });
  const reader: Reader = { text, maxDepth: limits.maxDepth, at: text.charCodeAt(0) === 0xfeff ? 1 : 0 };
  const value = readValue(reader, 0);
  skipSpace(reader);
  if (reader.at < text.length) throw new JsonError(reader, { problem: 'trailing-text' });
  return value;
}

const literals: readonly (readonly [string, JsonValue])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** More digits than any 64-bit integer has; longer ones are read as floating point. */
const maxIntegerDigits = 20;

function readValue(reader: Reader, depth: number): JsonValue {
  skipSpace(reader);
  const first = reader.text[reader.at];
  if (first === '{') return readObject(reader, depth + 1);
  if (first === '[') return readArray(reader, depth + 1);
  if (first === '"') return readString(reader);
  for (const [word, value] of literals) {
    if (reader.text.startsWith(word, reader.at)) {
      reader.at += word.length;
      return value;
    }
  }
  return readNumber(reader);
}

function readNumber(reader: Reader): number | bigint {
  number.lastIndex = reader.at;
  const digits = number.exec(reader.text)?.[0];
  if (digits === undefined) throw new JsonError(reader, { problem: 'no-value' });
  reader.at += digits.length;
  const value = Number(digits);
  const isInteger = !/[.eE]/.test(digits);
  if (!isInteger || Number.isSafeInteger(value) || digits.length > maxIntegerDigits) return value;
  return BigInt(digits);
}

function readArray(reader: Reader, depth: number): JsonValue[] {
  enter(reader, depth);
  const items: JsonValue[] = [];
  if (takeIf(reader, ']')) return items;
  do items.push(readValue(reader, depth));
  while (takeIf(reader, ','));
  take(reader, ']');
  return items;
}

function readObject(reader: Reader, depth: number): JsonObject {
  enter(reader, depth);
  const members = new Map<string, JsonValue>();
  if (takeIf(reader, '}')) return members;
  do {
    skipSpace(reader);
    const { text, at } = reader;
    const key = readString(reader);
    take(reader, ':');
    addMember(members, key, readValue(reader, depth), { text, at });
  } while (takeIf(reader, ','));
  take(reader, '}');
  return members;
}

/** Python's json and JSON.parse keep the last of equal keys, and what the others had is silently lost. */
function addMember(
  members: Map<string, JsonValue>,
  key: string,
  value: JsonValue,
  place: Pick<Reader, 'text' | 'at'>,
): void {
  const before = members.get(key);
  if (before !== undefined && writeJson(before) !== writeJson(value))
    throw new JsonError(place, { problem: 'repeated-key', key });
  members.set(key, value);
}

function enter(reader: Reader, depth: number): void {
  if (depth > reader.maxDepth) throw new JsonError(reader, { problem: 'too-deep', limit: reader.maxDepth });
  reader.at += 1;
}

/** Everything but the quotation mark, the backslash and control characters. */
const plainText = /[ !#-[\]-\uffff]*/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function readString(reader: Reader): string {
  take(reader, '"');
  let text = '';
  for (;;) {
    plainText.lastIndex = reader.at;
    const plain = plainText.exec(reader.text)?.[0] ?? '';
    text += plain;
    reader.at += plain.length;
    if (takeNow(reader, '"')) return text;
    if (!takeNow(reader, '\\')) throw new JsonError(reader, { problem: 'unterminated-string' });
    text += readEscape(reader);
  }
}

function readEscape(reader: Reader): string {
  const letter = reader.text[reader.at] ?? '';
  const short = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (short !== undefined) {
    reader.at += 1;
    return short;
  }
  const digits = reader.text.slice(reader.at + 1, reader.at + 5);
  if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits)) throw new JsonError(reader, { problem: 'invalid-escape' });
  reader.at += 5;
  return String.fromCharCode(Number.parseInt(digits, 16));
}

function skipSpace(reader: Reader): void {
  while (isSpace(reader.text.charCodeAt(reader.at))) reader.at += 1;
}

/** Blank, tab and line ends; no other character is space in JSON (RFC 8259 §2). */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

function takeNow(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  return true;
}

function takeIf(reader: Reader, character: string): boolean {
  skipSpace(reader);
  return takeNow(reader, character);
}

function take(reader: Reader, character: string): void {
  if (!takeIf(reader, character)) throw new JsonError(reader, { problem: 'unexpected', character });
}

/** The text of a value, indented by two blanks a level; NaN and the infinities as Python's json reads and writes them. */
export function writeJson(value: JsonValue, indent = ''): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return JSON.stringify(value);
  const inner = `${indent}  `;
  const parts = isJsonObject(value)
    ? Array.from(value, ([key, item]) => `${JSON.stringify(key)}: ${writeJson(item, inner)}`)
    : Array.from(value as readonly JsonValue[], (item) => writeJson(item, inner));
  const [open, close] = isJsonObject(value) ? ['{', '}'] : ['[', ']'];
  return parts.length === 0 ? open + close : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

/** A large float must not return as an integer. */
function writeNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}
