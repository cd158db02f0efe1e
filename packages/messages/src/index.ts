/**
 * The sentences of odflash: message codes with typed parameters, worded per language.
 *
 * {@includeCode ../../../test/examples/messages.ts}
 *
 * @module
 */

export {
  type CommandLineCode,
  type CommandLineMessages,
  commandMessage,
  type InputKind,
  type ParametersOf,
  type ReleaseSpan,
  type SkippedGroup,
} from './command-line/index.ts';
export { type DecimalMark, decimal } from './decimal.ts';
export type { HelpExamples, HelpTexts } from './help.ts';
export type {
  BoardOptionTexts,
  FlagText,
  FlashingTexts,
  Language,
  OptionFormTexts,
  Say,
  SayWithin,
  SymptomText,
  TextOf,
  Texts,
} from './language.ts';
export { type ErrorPage, type ErrorPages, errorPage, type PageForm } from './pages.ts';
export { type Shell, shellOf, shellWord } from './shell-word.ts';
export { speaker } from './speaker.ts';
