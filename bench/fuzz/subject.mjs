// What is tried: a parser, files it accepts, and what it may do with a damaged one. `feed` gives true for an input that was
// accepted and false for one that was refused as promised; anything it throws is a bug.

import { isFlasherError } from '@odflash/core';

/**
 * @typedef {object} Subject
 * @property {string} name
 * @property {Uint8Array[]} seeds
 * @property {(bytes: Uint8Array, below: (limit: number) => number) => boolean | Promise<boolean>} feed
 * @property {(bytes: Uint8Array, below: (limit: number) => number) => Uint8Array} [repair] corrects what guards the
 *   format (checksums), so that damage reaches the parser behind it
 */

/** True if `call` returns, false if it throws what `allowed` knows. Everything else is thrown on. */
export function refusedOnly(allowed, call) {
  try {
    call();
    return true;
  } catch (error) {
    if (allowed(error)) return false;
    throw error;
  }
}

/** Knows the errors with these codes. */
export const withCode =
  (...codes) =>
  (error) =>
    isFlasherError(error) && codes.includes(error.code);

export const encode = (text) => new TextEncoder().encode(text);
export const json = (value) => encode(JSON.stringify(value));
export const decode = (bytes) => new TextDecoder().decode(bytes);

/** Fails the run if something that was promised of accepted input is not so. */
export function must(condition, promise) {
  if (!condition) throw new Error(`broken promise: ${promise}`);
}

/** A clock on which nothing takes time but waiting. */
export function patientClock() {
  let now = 0;
  return {
    now: () => now,
    date: () => new Date(0),
    sleep: async (ms) => {
      now += ms;
    },
  };
}
