/**
 * What happened on a bus, as a file and in words.
 *
 * {@includeCode ../../../../test/examples/core-trace.ts}
 *
 * @module
 */

export * from './decode.ts';
export * from './trace-file.ts';
