/**
 * Which devices on a bus are boards, and waiting for one.
 *
 * {@includeCode ../../../../test/examples/core-discovery.ts}
 *
 * @module
 */

export { sameSerial } from '../board/serial.ts';
export * from './bus-changes.ts';
export * from './compare-paths.ts';
export * from './find.ts';
export * from './polling-watch.ts';
