// The language of the command line: messages of the engine and its own, in English.

import type { ErrorCode } from '@odflash/core';
import type { ErrorFlagCode, SymptomCode } from '@odflash/core/messages';
import {
  type CommandLineCode,
  commandMessage,
  type FlagText,
  type ParametersOf,
  type Say,
  type SymptomText,
  speaker,
} from '@odflash/messages';
import { english } from '@odflash/messages/en';
import type { Color } from './paint.ts';

export const say: Say = speaker(english);

/** What the command line itself says. */
export function worded<C extends CommandLineCode>(code: C, ...params: ParametersOf<C>): string {
  return say(commandMessage(code, ...params));
}

/** A part of a sentence in a colour, once it is worded: no mark of ours gets through as a parameter. */
export function emphasised(text: string, part: string | undefined, color: Color): string {
  return part === undefined || part === '' ? text : text.replace(part, () => color('bold', part));
}

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
