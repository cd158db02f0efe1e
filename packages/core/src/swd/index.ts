/**
 * The chip behind an ST-Link: the provider, and opening it as a target.
 *
 * {@includeCode ../../../../test/examples/core-swd.ts}
 *
 * @module
 */

export * from './provider.ts';
export { requireAnswer } from './silent.ts';
export * from './swd-target.ts';
