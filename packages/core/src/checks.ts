/**
 * What a value from outside (parsed JSON of a record, a manifest, a saved board) is. Code that reads such a thing says with these
 * what it must be; nothing is guessed and nothing is converted.
 *
 * {@includeCode ../../../test/examples/core-checks.ts}
 *
 * @module
 */

/** An object of JSON whose fields are not checked yet. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Longer texts are not names, paths or dates. */
const maxText = 1024;

/** What stands in bytes of JSON; `undefined` if they are not JSON or not UTF-8. */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** True for an object that is neither null nor an array. */
export function isObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an array of which every item passes. */
export function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

/** True if `value` is absent or passes. */
export function isOptional<T>(value: unknown, isValue: (value: unknown) => value is T): value is T | undefined {
  return value === undefined || isValue(value);
}

/** At most 1,024 characters. */
export function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxText;
}

/** 64 lower-case hex digits. */
export function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** A whole number from 0 to `most`. */
export function isWhole(value: unknown, most: number = Number.MAX_SAFE_INTEGER): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}
