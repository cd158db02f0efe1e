// A row that may be the answer, and how much it says against others.

import type { SeenMessage, Symptom } from './symptoms.ts';

/** A row that was found, and the message of it that led there; absent if the person's own words did. */
export interface FoundSymptom {
  readonly symptom: Symptom;
  readonly message?: SeenMessage | undefined;
}

export interface Candidate extends FoundSymptom {
  readonly rank: number;
}

/** What stopped a run before what is harmless, and that before what a tool prints in every run. */
export const rankOf = { stops: 0, harmless: 1, progress: 2 } as const;

export function rankOfMessage(symptom: Symptom, message: SeenMessage): number {
  if (message.progress) return rankOf.progress;
  return symptom.harmless ? rankOf.harmless : rankOf.stops;
}
