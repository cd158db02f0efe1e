// What a row of the table of symptoms is. What is behind it and what helps is worded in the catalogue of messages, by its id.

import type { ErrorCode } from '../errors.ts';
import type { SymptomCode } from '../messages/symptoms.ts';

/** One message of one tool. */
export interface SeenMessage {
  readonly by: string;
  /** As the tool prints it; `…` for what is another word each time. */
  readonly text: string;
  /** Printed by every run, the good ones included: it explains something only where no other message is found. */
  readonly progress?: true | undefined;
  /** Its words are so common that they must follow each other. */
  readonly exact?: true | undefined;
  /** Other programs print it, too: in a longer text it counts only beside one of these words. */
  readonly beside?: readonly string[] | undefined;
  /** The reason stands behind it: where one of these rows is found, that is the answer. */
  readonly unless?: readonly SymptomCode[] | undefined;
}

/** What people see when a flasher fails, what is behind it, and what helps. */
export interface Symptom {
  /** Stays the same when the words change. */
  readonly id: SymptomCode;
  /** What is seen: who says it, and in which words. */
  readonly seen: readonly SeenMessage[];
  /**
   * How people describe it in a sentence of their own: words that must all be there, in any order. `a|b` is a choice,
   * `-a` must not be there. Lower case, letters and digits only.
   */
  readonly asked?: readonly string[] | undefined;
  /** What it follows from: beside one of these it adds nothing. */
  readonly follows?: readonly SymptomCode[] | undefined;
  /** Nothing is wrong; named after the messages that stop a run. */
  readonly harmless?: true | undefined;
  /** The code of ours whose page says more. */
  readonly code: ErrorCode;
}

/** What one tool says. */
export const by = (tool: string, ...texts: readonly string[]): Symptom['seen'] =>
  texts.map((text) => ({ by: tool, text }));

/** What one tool says in words that stand in many other places. */
export const exactly = (tool: string, ...texts: readonly string[]): Symptom['seen'] =>
  texts.map((text) => ({ by: tool, text, exact: true }));

/** What other programs say, too. */
export const beside = (words: string, tool: string, ...texts: readonly string[]): Symptom['seen'] =>
  texts.map((text) => ({ by: tool, text, beside: words.split('|') }));

/** What one tool prints in every run. */
export const progress = (tool: string, ...texts: readonly string[]): Symptom['seen'] =>
  texts.map((text) => ({ by: tool, text, progress: true }));
