// The languages of the catalogue, and what a translation must have in common with the English text.

import { readdirSync } from 'node:fs';
import { german } from '../../src/de/index.ts';
import { english } from '../../src/en/index.ts';
import type { Language } from '../../src/language.ts';
import { chinese } from '../../src/zh/index.ts';

export { english };

/** All but English. */
export const translations: readonly Language[] = [german, chinese];

const commands = readdirSync(new URL('../../../cli/src/commands', import.meta.url));

/** What stays as it is in every language: commands, options, names of settings and files, numbers, addresses. */
const fixed = [
  new RegExp(`odflash (?:${commands.join('|')})\\b`, 'g'),
  /(?<![\w-])--?[a-z][a-z-]*/g,
  /https?:\/\/[\w./-]+[\w/]/g,
  /\b[a-z]\w*(?:[._][a-z_*]\w*)+/gi,
  /\b[A-Z][A-Z\d]+(?:[_-][A-Z\d]+)*\b/g,
  /\bv?\d[\w.:]*\w\b|\b\d\b/g,
];

/** What looks so and is translated all the same. */
const translated = new Set(['WARNING', 'PROBLEM', 'e.g', 'DC', 'DIP']);

/** What has to be found in a translation of `text`, `given` by parameters or fixed. Decimals are written with a point here. */
export function fixedParts(text: string, given: readonly string[]): readonly string[] {
  const shown = given.filter((part) => text.includes(part));
  const rest = shown.reduce((left, part) => left.replaceAll(part, ' '), text);
  const found = fixed.flatMap((pattern) => rest.match(pattern) ?? []).filter((part) => !translated.has(part));
  return [...new Set([...shown, ...found])];
}

/** The parts that `translation` lost. */
export function lostParts(parts: readonly string[], translation: string): readonly string[] {
  const pointed = translation.replace(/(\d),(?=\d)/g, '$1.');
  return parts.filter((part) => !translation.includes(part) && !pointed.includes(part));
}

/** Every string among parameters, longest first. */
export function stringsOf(params: unknown): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && value.startsWith('text of ')) found.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(params);
  return found.sort((a, b) => b.length - a.length);
}

/** The words of a text that are not parameters. */
export function ownWords(text: string, given: readonly string[]): string {
  return given
    .reduce((left, part) => left.replaceAll(part, ' '), text)
    .replace(/\s+/g, ' ')
    .trim();
}

/** An English word that no other language has, so that a sentence was left in pieces. */
export const leftEnglish =
  /(?<![\w"-])(?:the|and|or|is|are|(?<!text |[(（])of|with|from|it|its|this|not|cannot)(?![\w-])/;
