/**
 * What other tools say when they fail, what is behind it and what helps.
 *
 * {@includeCode ../../../../test/examples/core-diagnosis.ts}
 *
 * @module
 */

export * from './find-symptoms.ts';
export * from './symptoms.ts';
