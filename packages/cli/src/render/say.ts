// The language of the command line: messages of the engine and its own, in English. What a language says of error flags and
// symptoms is loaded where it is shown.

import {
  type CommandLineCode,
  commandMessage,
  type ParametersOf,
  type Say,
  shellOf,
  shellWord,
  speaker,
} from '@odflash/messages';
import { texts } from '@odflash/messages/en';
import type { Color } from './paint.ts';

const ownShell = shellOf(process.platform);

export const say: Say = speaker({ texts }, ownShell);

/** A path or a name as one word of a command for the shell of this computer. */
export function ownWord(text: string): string {
  return shellWord(text, ownShell);
}

/** What the command line itself says. */
export function worded<C extends CommandLineCode>(code: C, ...params: ParametersOf<C>): string {
  return say(commandMessage(code, ...params));
}

/** A part of a sentence in a colour, once it is worded: no mark of ours gets through as a parameter. */
export function emphasised(text: string, part: string | undefined, color: Color): string {
  return part === undefined || part === '' ? text : text.replace(part, () => color('bold', part));
}
