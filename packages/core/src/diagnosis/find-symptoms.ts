// From words to symptoms: a whole pasted terminal, one message or a few words of it find the rows they belong to. Pure.

import { type Candidate, type FoundSymptom, rankOf, rankOfMessage } from './candidate.ts';
import { correctWords } from './correct-words.ts';
import { type FoundStatus, findStatuses } from './dfu-status.ts';
import { rowsAsked, rowsAskedInLines, rowsWithCause, rowsWithPart } from './find-asked.ts';
import { rowsWithLine } from './find-cut.ts';
import { type FoundFlag, placedFlags } from './find-flags.ts';
import { quotedRows, withoutFollowing } from './find-quoted.ts';
import { indexText } from './match-message.ts';
import { type CausesOf, noCauses, type Row, type SymptomTable, symptomTable } from './symptom-table.ts';
import type { Symptom } from './symptoms.ts';
import { type Word, wordsOf } from './words.ts';

export type { FoundSymptom } from './candidate.ts';
export type { FoundFlag } from './find-flags.ts';
export type { CausesOf } from './symptom-table.ts';

/** More than this is not read, in characters: the end of it, where the message that stopped the run stands. */
const maxText = 4_000_000;

/** What a text says. */
export interface Explanation {
  /** The likeliest first: messages of tools that stand in it, then what is harmless, then what a tool prints in every run. */
  readonly symptoms: readonly FoundSymptom[];
  /** Error flags of the firmware, in the order of the text. */
  readonly flags: readonly FoundFlag[];
}

/**
 * What `text` is about. A message inside a longer one that was found, too, does not count. Empty if nothing is known: no
 * answer is better than a wrong one.
 */
export function explain(text: string, causesOf: CausesOf = noCauses): Explanation {
  const known = symptomTable(causesOf);
  const { rows, vocabulary } = known;
  const said = correctWords(wordsOf(text.slice(-maxText)), vocabulary);
  if (said.length === 0) return { symptoms: [], flags: [] };
  const index = indexText(said, vocabulary.has);
  const places = (word: string) => index.places.get(word) ?? [];
  const flags = placedFlags(said, places);
  const statuses = findStatuses(index.words, places);
  const messages = quotedRows(rows, index, [...flags, ...statuses]);
  const quoted = withoutFollowing([...statusRows(rows, statuses), ...messages].sort(byRank));
  const stopping = quoted.filter(({ rank }) => rank < rankOf.progress);
  // Beside a flag a person's words are about the motor.
  const symptoms =
    flags.length > 0 ? stopping : likeliest(known, said, { stopping, quoted, hasStatus: statuses.length > 0 });
  return { symptoms: onePerRow(symptoms), flags: flags.map(({ part, flag }) => ({ part, flag })) };
}

interface Quoted {
  readonly stopping: readonly Candidate[];
  readonly quoted: readonly Candidate[];
  readonly hasStatus: boolean;
}

/** Messages before a person's own words, those before what is printed in every run, and that before what is said of causes. */
function likeliest(
  known: SymptomTable,
  said: readonly Word[],
  { stopping, quoted, hasStatus }: Quoted,
): readonly Candidate[] {
  const parts = hasStatus ? [] : rowsWithPart(known.rows, said);
  const cut = stopping.length > 0 ? [] : rowsWithLine(known, said);
  const told = rowsAskedInLines(known, said);
  const found = [[...stopping, ...parts, ...cut, ...told], rowsAsked(known, said), quoted];
  return found.find((candidates) => candidates.length > 0) ?? rowsWithCause(known.rows, said);
}

/** The symptoms of {@link explain} alone. */
export function explainText(text: string, causesOf: CausesOf = noCauses): readonly FoundSymptom[] {
  return explain(text, causesOf).symptoms;
}

/** The rows of {@link explainText} alone. */
export function findSymptoms(text: string, causesOf: CausesOf = noCauses): readonly Symptom[] {
  return explainText(text, causesOf).map(({ symptom }) => symptom);
}

/** The rows that say what is behind the statuses of a bootloader. */
function statusRows(rows: readonly Row[], statuses: readonly FoundStatus[]): readonly Candidate[] {
  return statuses.flatMap(({ row, text, isProgress }) => {
    const symptom = rows.find(({ symptom: { id } }) => id === row)?.symptom;
    const message = { by: 'DFU', text, progress: isProgress || undefined };
    return symptom ? [{ symptom, message, rank: rankOfMessage(symptom, message) }] : [];
  });
}

const byRank = (a: Candidate, b: Candidate) => a.rank - b.rank;

function onePerRow(candidates: readonly Candidate[]): readonly FoundSymptom[] {
  return candidates
    .filter((candidate, at) => candidates.findIndex(({ symptom }) => symptom === candidate.symptom) === at)
    .map(({ symptom, message }) => ({ symptom, message }));
}
