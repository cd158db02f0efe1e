// odflash explain: looks a message, or a whole pasted terminal, up in the tables, and prints what they say: what happened, what
// to do, then who else says it.

import { type ErrorCode, errorTable, FlasherError } from '@odflash/core';
import {
  type Explanation,
  explain as explanationOf,
  type FoundSymptom,
  type SeenMessage,
  symptoms,
} from '@odflash/core/diagnosis';
import { commandMessage, errorPage } from '@odflash/messages';
import { errorPages, pageForm } from '@odflash/messages/en/pages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { cellsOf, padded } from '../../render/cells.ts';
import type { Color } from '../../render/color.ts';
import { lead, say, spokenLanguage, worded } from '../../render/say.ts';
import { englishCauses, englishTitles, errorTitle, symptomText } from '../../render/symptoms.ts';
import { flagFields, flagText } from './flags.ts';

/** More than this is not read at a time. */
const maxShown = 8;

/** Exits 9 where nothing is known: looked, and found nothing. */
export async function explain(words: readonly string[], { output }: Context): Promise<Outcome> {
  const text = words.length === 0 || String(words) === '-' ? await pastedText() : words.join(' ');
  const code = text.trim().toLowerCase();
  const own = isErrorCode(code) ? code : undefined;
  if (own) output.data('code', { code: own, title: errorTitle(own), ...errorTable[own] }, codeText(own, output.color));
  const { symptoms: found, flags } = own ? pageOf(own) : explanationOf(text, englishCauses);
  for (const flag of flags) output.data('flag', flagFields(flag), flagText(flag, output.color));
  for (const row of found.slice(0, maxShown))
    output.data('symptom', fieldsOf(row), symptomLines(row, output.color).join('\n'));
  const matches = found.length + flags.length + (own ? 1 : 0);
  const fewer = found.length - maxShown;
  const more = fewer > 0 ? worded('explained.fewer-shown', { count: fewer }) : undefined;
  const ofBoard = flags.length > 0 ? worded('explained.flags-of-board') : undefined;
  return {
    board: 'untouched',
    fields: { text: text.slice(0, maxEcho), matches },
    text: matches === 0 ? nothingKnown() : (more ?? ofBoard),
    exit: matches === 0 ? 9 : undefined,
  };
}

/** What was asked is repeated in the last --json line; of a pasted terminal, its beginning. */
const maxEcho = 200;
/** A terminal's whole scrollback is less than this. */
const maxPasted = 16 * 1024 * 1024;

async function pastedText(): Promise<string> {
  if (process.stdin.isTTY)
    throw new FlasherError('usage', commandMessage('usage.no-message-given'), {
      next: commandMessage('next.pass-message'),
    });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxPasted)
      throw new FlasherError('usage', commandMessage('usage.text-too-long', { mebibytes: maxPasted / 1024 / 1024 }));
    chunks.push(bytes);
  }
  return decode(Buffer.concat(chunks));
}

/** PowerShell writes files and pipes in UTF-16 with a byte order mark. */
function decode(bytes: Buffer): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

const nothingKnown = () =>
  (['explained.nothing', 'explained.check-computer', 'explained.collect-report'] as const)
    .map((code) => worded(code))
    .join('\n');

function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorTable, text);
}

const pageOf = (code: ErrorCode): Explanation => ({
  symptoms: symptoms.filter((symptom) => symptom.code === code).map((symptom) => ({ symptom })),
  flags: [],
});

function fieldsOf({ symptom, message }: FoundSymptom) {
  const { id, seen, harmless, code } = symptom;
  const { causes, remedies } = symptomText(id);
  return { id, message, harmless: harmless === true, causes, remedies, seen, code };
}

/** The whole page of a code; headings painted, links as plain text. */
function codeText(code: ErrorCode, color: Color): string {
  const head = { code, exit: errorTable[code].exit, title: englishTitles[code] };
  const page = errorPage(head, errorPages[code], pageForm)
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/^#+ (.*)$/gm, (_, heading: string) => color('bold', heading));
  return spokenLanguage() === undefined
    ? page
    : [...ownWords(code), worded('explained.page-in-english'), '', page].join('\n');
}

/** What there is of a page in the language that is spoken. */
function ownWords(code: ErrorCode): readonly string[] {
  const next = say(errorTable[code].next);
  return [errorTitle(code), ...(next === '' ? [] : [`${lead('mark.next')}${next}`]), ''];
}

function symptomLines({ symptom, message }: FoundSymptom, color: Color): readonly string[] {
  const { id, seen, code, harmless } = symptom;
  const { causes, remedies } = symptomText(id);
  const [first] = seen;
  const headline = message ?? first;
  const others = seen.filter((other) => other !== headline);
  return [
    ...(headline ? [`${color('bold', headline.text)} (${headline.by})`] : []),
    ...labelled(
      harmless ? 'explained.row-harmless' : causes.length > 1 ? 'explained.row-causes' : 'explained.row-cause',
      causes,
    ),
    ...labelled('explained.row-to-do', remedies),
    ...labelled('explained.row-also-seen', otherForms(others)),
    `  ${worded('explained.row-more')}`,
    `    odflash explain ${code}`,
    '',
  ];
}

/** Longer than that a list of forms hides what is to be done; `docs/symptoms.md` and `--json` have them all. */
const maxForms = 6;

function otherForms(others: readonly SeenMessage[]): readonly string[] {
  const forms = others.map(saidBy);
  const more = forms.length - maxForms;
  if (more > 1) return [worded('explained.forms', { forms: forms.slice(0, maxForms), more })];
  return forms.length === 0 ? [] : [forms.join(' · ')];
}

const saidBy = ({ by, text }: SeenMessage) => `${text} (${by})`;

const labels = [
  'explained.row-harmless',
  'explained.row-cause',
  'explained.row-causes',
  'explained.row-to-do',
  'explained.row-also-seen',
] as const;

/** The label before the first line, the same width of blanks before the others; a number each where there are several. */
function labelled(label: (typeof labels)[number], lines: readonly string[]): readonly string[] {
  const width = Math.max(...labels.map((one) => cellsOf(worded(one)))) + 2;
  return lines.map((line, index) => {
    const number = lines.length > 1 ? `${index + 1}. ` : '';
    return `  ${padded(index === 0 ? worded(label) : '', width)}${number}${line}`;
  });
}
