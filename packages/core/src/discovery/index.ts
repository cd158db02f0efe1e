/**
 * Which devices on a bus are boards, and waiting for one.
 *
 * {@includeCode ../../../../test/examples/core-discovery.ts}
 *
 * @module
 */

export * from './bus-changes.ts';
export * from './find.ts';
export * from './polling-watch.ts';
