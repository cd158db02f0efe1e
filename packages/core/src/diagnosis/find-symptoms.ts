// From words to symptoms: a whole pasted terminal, one message or a few words of it find the rows they belong to. Pure.

import { type Candidate, type FoundSymptom, rankOf, rankOfMessage } from './candidate.ts';
import { correctWords } from './correct-words.ts';
import { type FoundStatus, findStatuses } from './dfu-status.ts';
import { rowsAsked, rowsAskedInLines, rowsWithCause, rowsWithPart } from './find-asked.ts';
import { rowsWithLine } from './find-cut.ts';
import { quotedRows, withoutFollowing } from './find-quoted.ts';
import { indexText } from './match-message.ts';
import { type CausesOf, noCauses, type Row, symptomTable } from './symptom-table.ts';
import type { Symptom } from './symptoms.ts';
import { wordsOf } from './words.ts';

export type { FoundSymptom } from './candidate.ts';
export type { CausesOf } from './symptom-table.ts';

/** More than this is not read, in characters: the end of it, where the message that stopped the run stands. */
const maxText = 4_000_000;

/**
 * What `text` is about, the likeliest first: messages of tools that stand in it, then what is harmless, then what a tool
 * prints in every run. A message inside a longer one that was found, too, does not count. Empty if nothing is known: no
 * answer is better than a wrong one.
 */
export function explainText(text: string, causesOf: CausesOf = noCauses): readonly FoundSymptom[] {
  const known = symptomTable(causesOf);
  const { rows, vocabulary } = known;
  const said = correctWords(wordsOf(text.slice(-maxText)), vocabulary);
  if (said.length === 0) return [];
  const index = indexText(said, vocabulary.has);
  const statuses = findStatuses(index.words, (word) => index.places.get(word) ?? []);
  const quoted = withoutFollowing([...statusRows(rows, statuses), ...quotedRows(rows, index, statuses)].sort(byRank));
  const stopping = quoted.filter(({ rank }) => rank < rankOf.progress);
  const parts = statuses.length > 0 ? [] : rowsWithPart(rows, said);
  const cut = stopping.length > 0 ? [] : rowsWithLine(known, said);
  const told = rowsAskedInLines(known, said);
  const found = [[...stopping, ...parts, ...cut, ...told], rowsAsked(known, said), quoted].find(
    (candidates) => candidates.length > 0,
  );
  return onePerRow(found ?? rowsWithCause(rows, said)).map(({ symptom, message }) => ({ symptom, message }));
}

/** The rows of {@link explainText} alone. */
export function findSymptoms(text: string, causesOf: CausesOf = noCauses): readonly Symptom[] {
  return explainText(text, causesOf).map(({ symptom }) => symptom);
}

/** The rows that say what is behind the statuses of a bootloader. */
function statusRows(rows: readonly Row[], statuses: readonly FoundStatus[]): readonly Candidate[] {
  return statuses.flatMap(({ row, text, isProgress }) => {
    const symptom = rows.find(({ symptom: { id } }) => id === row)?.symptom;
    const message = { by: 'DFU', text, ...(isProgress && { progress: true as const }) };
    return symptom ? [{ symptom, message, rank: rankOfMessage(symptom, message) }] : [];
  });
}

const byRank = (a: Candidate, b: Candidate) => a.rank - b.rank;

function onePerRow(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(
    (candidate, at) => candidates.findIndex(({ symptom }) => symptom === candidate.symptom) === at,
  );
}
