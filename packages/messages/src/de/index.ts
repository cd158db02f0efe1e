/**
 * German.
 *
 * {@includeCode ../../../../test/examples/messages-languages.ts}
 *
 * @module
 */

import type { Language } from '../language.ts';
import { merged } from '../merged.ts';
import { doctorActions } from './actions-doctor.ts';
import { boardOptions } from './board-options.ts';
import { commandLine } from './command-line/index.ts';
import { doctor } from './doctor.ts';
import { errorFlags } from './error-flags/index.ts';
import { errorTitles } from './errors.ts';
import { flashingTexts } from './flashing.ts';
import { live } from './live.ts';
import { optionForms } from './option-forms.ts';
import { serial } from './serial.ts';
import { symptoms } from './symptoms/index.ts';
import { trace } from './trace.ts';
import { virtualBoard } from './virtual-board.ts';
import { decimalMark } from './words.ts';

export { boardOptions } from './board-options.ts';
export { errorFlags } from './error-flags/index.ts';
export { flashingTexts } from './flashing.ts';
export { virtualBoard } from './virtual-board.ts';

/** What only the command line says: diagnosis of a machine, live values, serial ports, traces, virtual boards on the disk. */
const commandTexts = merged(commandLine, doctor, doctorActions, live, serial, trace, virtualBoard);

/** In the words of docs/languages.md. */
export const german: Language = {
  tag: 'de',
  decimalMark,
  texts: merged(flashingTexts, commandTexts),
  errorTitles,
  errorFlags,
  symptoms,
  boardOptions,
  optionForms,
};
