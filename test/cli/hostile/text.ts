// Text that does to a terminal, a log and a reader what is unwanted, and how to see whether any of it came through.

import { expect } from 'vitest';
import type { Ended } from '../command.ts';

/** What a message must not be made of: a line of its own, as if odflash had said it. */
const forged = 'FORGED';

/** Written in numbers, so that no editor shows this file other than it is. Without NUL and slash it may name a file. */
export const unseen: string = [
  '\u001b[2J\u001b]0;title\u0007',
  `\r\n${forged}`,
  `\u0085${forged}`,
  `\u2028${forged}`,
  `\u2029${forged}`,
  '\u009b31m\u007f\u0008\t',
  '\u202e\u2066\u200b\u200f\u00ad\ufeff\u3164',
  '\u{e0041}',
].join('');

/** As {@link unseen}, with what only UTF-16 can hold. */
export const unseenUnits: string = `${unseen}\ud800`;

/** Controls but the line feed, format characters, separators, blanks that are none. */
const notShowable = /[^\P{C}\n]|[\p{Zl}\p{Zp}\u00a0\u3164\u2800]/u;

/** Nothing of hostile text is left in `text` but escapes, and no line is forged. */
export function expectShowable(text: string): void {
  expectNothingUnseen(text);
  expect(text.split('\n').filter((line) => line.trimStart().startsWith(forged))).toEqual([]);
}

/** Nothing of hostile text is left in `text` but escapes and line feeds. */
export function expectNothingUnseen(text: string): void {
  const [found] = notShowable.exec(text) ?? [];
  expect(
    found === undefined ? '' : JSON.stringify(text.slice(Math.max(text.indexOf(found) - 60, 0)).slice(0, 160)),
  ).toBe('');
}

/** On neither stream, although it was read: a test in which it never came up would prove nothing. */
export function expectShownAsEscapes(run: Ended): void {
  expectShowableRun(run);
  expect(run.stdout + run.stderr).toContain('\\u001b[2J');
}

/** Both streams, where the text may have come up or not. */
export function expectShowableRun(run: Ended): void {
  expect(run.signal).toBe(null);
  expectShowable(run.stdout);
  expectShowable(run.stderr);
}

/** --json has an object on each line, with what came from outside as it came. */
export function expectSaidInJson(run: Ended, text: string): void {
  expectShowableRun(run);
  expect(JSON.stringify(run.lines())).toContain(JSON.stringify(text).slice(1, -1));
}
