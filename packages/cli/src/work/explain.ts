// odflash explain: looks a message up in the tables, and prints what they say.

import { type ErrorCode, errorTable, findSymptoms, type Symptom, symptoms } from '@odflash/core';
import type { Context, Outcome } from '../act.ts';
import type { Paint } from '../render/paint.ts';

/** More than this is no explanation any more. */
const mostShown = 5;

export function explain(text: string, { output }: Context): Outcome {
  const code = text.trim().toLowerCase();
  const own = isErrorCode(code) ? code : undefined;
  if (own) output.data('code', { code: own, ...errorTable[own] }, codeText(own, output.paint));
  const found = own ? symptoms.filter((symptom) => symptom.code === own) : findSymptoms(text);
  for (const symptom of found.slice(0, mostShown))
    output.data('symptom', { ...symptom }, symptomText(symptom, output.paint));
  const matches = found.length + (own ? 1 : 0);
  return { board: 'untouched', fields: { text, matches }, ...(matches === 0 && { text: nothingKnown }) };
}

const nothingKnown =
  'Nothing is known of that. Try fewer words of the message; odflash doctor looks at this machine, odflash report collects what a bug report needs.';

function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorTable, text);
}

function codeText(code: ErrorCode, paint: Paint): string {
  const { title, next, exit } = errorTable[code];
  return [`${paint('bold', code)}: ${title} (exit status ${exit})`, `  Next:  ${next}`, pageText(code)].join('\n');
}

function symptomText({ seen, causes, remedies, code }: Symptom, paint: Paint): string {
  return [
    ...seen.map(({ by, text }) => `${paint('bold', text)} (${by})`),
    ...causes.map((cause) => `  Cause: ${cause}`),
    ...remedies.map((remedy) => `  Help:  ${remedy}`),
    pageText(code),
    '',
  ].join('\n');
}

function pageText(code: ErrorCode): string {
  return `  More:  ${code}, see docs/errors/${code}.md`;
}
