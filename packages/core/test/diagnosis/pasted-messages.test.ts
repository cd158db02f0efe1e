// Each message of the field in what people paste: a long terminal, wrapped, coloured, with times, Windows' line ends, typing errors.

import { explain } from '@odflash/core/diagnosis';
import { describe, expect, it } from 'vitest';
import { causesOf } from '../../../../test/support/in-english.ts';
import { fieldMessages, toldInWords } from './field-messages.ts';

const first = (text: string) => explain(text, causesOf).symptoms[0]?.symptom.id;

const log = (lines: number) =>
  Array.from({ length: lines }, (_, line) => `[${line}] packet ${(line * 7919) % 65_536} read ok, next in queue`).join(
    '\n',
  );

/** As a terminal of 80 columns breaks it, its first character at such a column that a word is broken. */
function wrapped(text: string): string {
  const inWord = [...text].findIndex((_, at) => at > text.length / 2 && /\p{L}{2}/u.test(text.slice(at - 1, at + 1)));
  const padded = `${'.'.repeat(80 - inWord - 1)} ${text}`;
  return padded.match(/.{1,80}/g)?.join('\n') ?? '';
}

/** Two neighbours swapped in the middle of each of the `count` longest words. */
function misspelt(text: string, count: number): string {
  const words = [...new Set(text.match(/[a-z]{6,}/gi))].sort((a, b) => b.length - a.length).slice(0, count);
  return words.reduce((wrong, word) => {
    const middle = [...word].findIndex((letter, at) => at >= word.length / 2 - 1 && letter !== word[at + 1]);
    const swapped = `${word.slice(0, middle)}${word[middle + 1]}${word[middle]}${word.slice(middle + 2)}`;
    return wrong.replace(word, swapped);
  }, text);
}

const forms: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in a long terminal': (text) => `${log(300)}\n${text}\n${log(300)}\npi@robot:~ $ `,
  'wrapped in the middle of a word': wrapped,
  'in colours': (text) => `\u001b[2K\u001b[1;31m${text.replace(' ', '\u001b[0m \u001b[33m')}\u001b[0m`,
  'behind times': (text) => `[ 1234.567890] started\n2026-11-29T12:00:01.123Z ${text}\n[12:00:02] done`,
  'with line ends of Windows': (text) => `C:\\Users\\me>odrivetool dfu\r\n${text}\r\n\r\nC:\\Users\\me>`,
  'with a typing error': (text) => misspelt(text, 1),
  'with two typing errors': (text) => misspelt(text, 2),
  twice: (text) => `${text}\n${log(20)}\n${text}`,
};

describe.each(Object.entries(forms))('a message %s', (_, form) => {
  it.each(Object.entries(fieldMessages))('has the same answer: %s', (text, id) => {
    expect(first(form(text)), form(text).slice(0, 400)).toBe(id);
  });
});

describe('what people say in words of their own', () => {
  it.each(Object.entries(toldInWords))('is answered where one answer is right: %s', (text, id) => {
    expect(first(text)).toBe(id);
    expect(first(misspelt(text, 1))).toBe(id);
  });
});
