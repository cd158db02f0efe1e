// The language of error flags: what each means, what sets it, and what helps.

import type { ErrorFlagCode } from '@odflash/core/messages';
import type { FlagText } from '@odflash/messages';
import { errorFlags } from '@odflash/messages/en';
import { spokenLanguage } from './say.ts';

export function flagText(code: ErrorFlagCode): FlagText {
  return (spokenLanguage() ?? { errorFlags }).errorFlags[code];
}
