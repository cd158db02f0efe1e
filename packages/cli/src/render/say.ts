// The language of the command line: the engine's messages in English.

import type { ErrorCode } from '@odflash/core';
import type { ErrorFlagCode, SymptomCode } from '@odflash/core/messages';
import { type FlagText, type Say, type SymptomText, speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';

export const say: Say = speaker(english);

/** What an error flag of the firmware means, what sets it, and what helps. */
export function flagText(code: ErrorFlagCode): FlagText {
  return english.errorFlags[code];
}

/** What is behind what another tool says, and what helps. */
export function symptomText(id: SymptomCode): SymptomText {
  return english.symptoms[id];
}

/** What an error code means, in a few words. */
export function errorTitle(code: ErrorCode): string {
  return english.errorTitles[code];
}
