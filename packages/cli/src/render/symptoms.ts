// The language of explanations: what is behind what a tool says, and what an error code means.

import type { ErrorCode } from '@odflash/core';
import type { SymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '@odflash/messages';
import { errorTitles, symptoms } from '@odflash/messages/en';
import { spokenLanguage } from './say.ts';

/** For pages that are in English only. */
export { errorTitles as englishTitles } from '@odflash/messages/en';

export function symptomText(id: SymptomCode): SymptomText {
  return (spokenLanguage() ?? { symptoms }).symptoms[id];
}

export function errorTitle(code: ErrorCode): string {
  return (spokenLanguage() ?? { errorTitles }).errorTitles[code];
}

/** The causes in English, which what is pasted is most often written in. */
export function englishCauses(id: SymptomCode): readonly string[] {
  return symptoms[id].causes;
}
