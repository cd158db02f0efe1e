// What other tools say when they fail, what is behind it and what helps.

export * from './find-symptoms.ts';
export * from './symptoms.ts';
