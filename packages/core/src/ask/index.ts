// Questions to people: warnings, consents, choices; what a consent reads like on a command line, and answering without a person.

export * from './consent.ts';
export type { Finding, FindingCode } from './findings.ts';
export * from './question.ts';
export { acceptWarnings } from './settle.ts';
