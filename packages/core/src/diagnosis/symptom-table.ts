// The table of symptoms, ready to be searched: words of messages, questions of people, and what is said of the causes. Pure.

import { statusWords } from './dfu-status.ts';
import { flagWords } from './find-flags.ts';
import { type IndexedText, indexText, prepareMessage, type ToolMessage } from './match-message.ts';
import { type SeenMessage, type Symptom, symptoms } from './symptoms.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';
import { plainWords, wordsOf } from './words.ts';

/** A message of a row. */
export interface RowMessage extends ToolMessage {
  readonly seen: SeenMessage;
  /** Where its words stand, for questions that are a part of it. */
  readonly text: IndexedText;
}

/** One symptom, ready to be found. */
export interface Row {
  readonly symptom: Symptom;
  readonly messages: readonly RowMessage[];
  readonly asked: readonly AskedWords[];
  /** All words of the row, for questions of a few words. */
  readonly everything: readonly string[];
}

/** Groups of words: one of each `all` must be there, none of `none`. */
export interface AskedWords {
  readonly all: readonly (readonly string[])[];
  readonly none: readonly string[];
}

/** What is behind a row in the language of the question: questions of a few words may be answered by it. */
export type CausesOf = (id: Symptom['id']) => readonly string[];

export const noCauses: CausesOf = () => [];

/** Everything that is known. */
export interface SymptomTable {
  readonly rows: readonly Row[];
  /** Every word that is asked for. */
  readonly terms: ReadonlySet<string>;
  readonly vocabulary: Vocabulary;
}

const prepared = new WeakMap<CausesOf, SymptomTable>();

/** The table in one language, prepared once. */
export function symptomTable(causesOf: CausesOf): SymptomTable {
  const known = prepared.get(causesOf) ?? prepare(causesOf);
  prepared.set(causesOf, known);
  return known;
}

function prepare(causesOf: CausesOf): SymptomTable {
  const said = symptoms.map(({ seen }) => seen.map((message) => ({ message, words: wordsOf(message.text) })));
  const counts = new Map<string, number>();
  for (const { words } of said.flat())
    for (const word of new Set(words.map(({ text }) => text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rows = symptoms.map((symptom, index): Row => {
    const messages = (said[index] ?? []).map(({ message, words }) => ({
      ...prepareMessage(words, (word) => counts.get(word) ?? 0, message.exact),
      seen: message,
      text: indexText(words),
    }));
    const everything = [
      ...messages.flatMap(({ words }) => words),
      ...[symptom.id, ...causesOf(symptom.id)].flatMap(plainWords),
    ];
    return { symptom, messages, asked: (symptom.asked ?? []).map(askedWords), everything };
  });
  const known = rows.flatMap(({ everything, asked }) => [
    ...everything,
    ...asked.flatMap(({ all, none }) => [...all.flat(), ...none]),
  ]);
  const terms = new Set(rows.flatMap(({ asked }) => asked.flatMap(({ all }) => all.flat())));
  return { rows, terms, vocabulary: createVocabulary([...known, ...statusWords, ...flagWords]) };
}

function askedWords(text: string): AskedWords {
  const terms = text.split(' ');
  return {
    all: terms.filter((term) => !term.startsWith('-')).map((term) => term.split('|')),
    none: terms.filter((term) => term.startsWith('-')).map((term) => term.slice(1)),
  };
}
