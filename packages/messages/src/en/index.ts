/**
 * English.
 *
 * {@includeCode ../../../../test/examples/messages-languages.ts}
 *
 * @module
 */

import type { Language } from '../language.ts';
import { merged } from '../merged.ts';
import { doctorActions } from './actions-doctor.ts';
import { commandLine } from './command-line/index.ts';
import { doctor } from './doctor.ts';
import { errorFlags } from './error-flags/index.ts';
import { errorTitles } from './errors.ts';
import { flashingTexts } from './flashing.ts';
import { live } from './live.ts';
import { serial } from './serial.ts';
import { symptoms } from './symptoms/index.ts';
import { trace } from './trace.ts';
import { virtualBoard } from './virtual-board.ts';

export { errorFlags } from './error-flags/index.ts';
export { errorTitles } from './errors.ts';
export { flashingTexts } from './flashing.ts';
export { symptoms } from './symptoms/index.ts';
export { virtualBoard } from './virtual-board.ts';

/** What only the command line says: diagnosis of a machine, live values, serial ports, traces, virtual boards on the disk. */
const commandTexts = merged(commandLine, doctor, doctorActions, live, serial, trace, virtualBoard);

/** The sentence of every code. */
export const texts: Language['texts'] = merged(flashingTexts, commandTexts);

/** The language that every code is first written in. */
export const english: Language = {
  tag: 'en',
  decimalMark: '.',
  texts,
  errorTitles,
  errorFlags,
  symptoms,
};
