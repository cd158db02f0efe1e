/**
 * Questions to people: warnings, consents, choices; and what a consent reads like on a command line.
 *
 * {@includeCode ../../../../test/examples/core-ask.ts}
 *
 * @module
 */

export * from './consent.ts';
export type { Finding, FindingCode } from './findings.ts';
export * from './question.ts';
