/**
 * What the engine needs of a chip behind any wire.
 *
 * {@includeCode ../../../../test/examples/core-target.ts}
 *
 * @module
 */

export * from './axes.ts';
export * from './board-evidence.ts';
export * from './chip.ts';
export * from './hazards.ts';
export * from './identity.ts';
export * from './option-bytes.ts';
export * from './provider.ts';
export * from './target.ts';
