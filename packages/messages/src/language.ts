// What a language has to have: a sentence for every code, with the parameters of that code.

import type { ErrorCode } from '@odflash/core';
import type {
  DoctorActionMessages,
  DoctorMessages,
  ErrorFlagCode,
  LiveMessages,
  MessageCode,
  MessageParameters,
  Said,
  SerialMessages,
  SymptomCode,
  TraceMessages,
  VirtualBoardMessages,
} from '@odflash/core/messages';
import type { CommandLineMessages } from './command-line/index.ts';
import type { DecimalMark } from './decimal.ts';

/** Words a message. */
export type Say = (said: Said) => string;

/** What a text words its parameters with: messages among them, and paths and names as words of the reader's shell. */
export type SayWithin = Say & { readonly word: (text: string) => string };

/** The text of one code: a sentence, or a function of its parameters and of the way to word them. */
export type TextOf<P> = [P] extends [undefined] ? string : (params: P, say: SayWithin) => string;

/** The texts of a set of codes, one area of the catalogue. */
export type Texts<Area> = { readonly [C in keyof Area]: TextOf<Area[C]> };

/** What only the command line says: diagnosis of a machine, live values, virtual boards on the disk. */
type CommandMessages = DoctorActionMessages &
  DoctorMessages &
  LiveMessages &
  SerialMessages &
  TraceMessages &
  VirtualBoardMessages;

/** What is said of boards, files and releases. */
export type FlashingTexts = Texts<Omit<Pick<MessageParameters, MessageCode>, keyof CommandMessages>>;

/** What an error flag of the firmware means, what sets it, and what a person does. */
export interface FlagText {
  readonly meaning: string;
  readonly cause: string;
  readonly remedy: string;
}

/** What is really wrong, several causes where the words alone do not decide, and what to do, the first thing first. */
export interface SymptomText {
  readonly causes: readonly string[];
  readonly remedies: readonly string[];
}

/** What an option of a virtual board does and what it stands for, by its name in the table of `@odflash/virtual`. */
export type BoardOptionTexts = Readonly<Record<string, readonly [does: string, standsFor: string]>>;

/** Beside an option of a virtual board, by the English words; a value is the same in every language and not among them. */
export interface OptionFormTexts {
  /** What may be given, where that is described: `volts, 0 to 100`. */
  readonly given: Readonly<Record<string, string>>;
  /** What counts without the option, where that is not a value. */
  readonly byDefault: Readonly<Record<string, string>>;
}

/** One language. */
export interface Language {
  /** BCP 47 tag. */
  readonly tag: string;
  readonly decimalMark: DecimalMark;
  readonly texts: Texts<Pick<MessageParameters, MessageCode> & CommandLineMessages>;
  /** What each error code means, in a few words. */
  readonly errorTitles: Readonly<Record<ErrorCode, string>>;
  readonly errorFlags: Readonly<Record<ErrorFlagCode, FlagText>>;
  readonly symptoms: Readonly<Record<SymptomCode, SymptomText>>;
  /** Absent in English, which the table itself is in. */
  readonly boardOptions?: BoardOptionTexts | undefined;
  readonly optionForms?: OptionFormTexts | undefined;
}
