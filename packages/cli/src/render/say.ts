// What the command line says: messages of the engine and its own, worded in the language that is spoken. English until another one
// is loaded.

import {
  type CommandLineCode,
  commandMessage,
  decimal,
  type Language,
  type ParametersOf,
  type Say,
  speaker,
} from '@odflash/messages';
import { texts } from '@odflash/messages/en';
import type { Color } from './color.ts';
import { ownShell } from './own-word.ts';

let spoken: Language | undefined;
let wording: Say = speaker({ texts }, ownShell);

/** Everything is said in that language from now on; without one, in English. */
export function speak(language: Language | undefined): void {
  spoken = language;
  wording = speaker(language ?? { texts }, ownShell);
}

/** The language that is spoken, if it is not English, of which only what is needed is loaded. */
export function spokenLanguage(): Language | undefined {
  return spoken;
}

export const say: Say = (said) => wording(said);

/** What the command line itself says. */
export function worded<C extends CommandLineCode>(code: C, ...params: ParametersOf<C>): string {
  return say(commandMessage(code, ...params));
}

/** A measured value with so many decimals, as the language writes it. */
export function decimals(value: number, digits: number): string {
  return decimal(value, digits, spoken?.decimalMark);
}

/** A word with its colon, in a colour or without, and the blank behind it; the colon of Chinese brings its own. */
export function lead(code: 'mark.error' | 'mark.board' | 'mark.next', color?: (text: string) => string): string {
  const text = worded(code);
  return `${color?.(text) ?? text}${text.endsWith('：') ? '' : ' '}`;
}

/** A part of a sentence in a colour, once it is worded: no mark of ours gets through as a parameter. */
export function emphasised(text: string, part: string | undefined, color: Color): string {
  return part === undefined || part === '' ? text : text.replace(part, () => color('bold', part));
}
