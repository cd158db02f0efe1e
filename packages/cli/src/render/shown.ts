// The one boundary to terminals, logs and files: what is written there passes here. Our own colours are marks until then,
// so that escapes in the text itself, which can only come from outside, are distinguished and made visible.

import { printable } from '@odflash/core/printable';
import type { Color, Colour } from './color.ts';

const colours: readonly Colour[] = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'];

/** Where colours begin and end: noncharacters, which Unicode keeps for inner use like this (TUS 23.7). */
const [firstBegin, firstEnd] = [0xfdd0, 0xfde0];
const eachMark = /([\ufdd0-\ufdef])/g;

/** Marks a text with a colour, for {@link shown} to color. */
export const mark: Color = (colour, text) => {
  const index = colours.indexOf(colour);
  return `${String.fromCharCode(firstBegin + index)}${text}${String.fromCharCode(firstEnd + index)}`;
};

/** The longest line of prose, in UTF-16 units: what is longer came from outside. */
const maxLine = 4000;

/** Prose of any number of lines as it may be written: marks colored, whatever else is not seen escaped. */
export function shown(text: string, color: Color): string {
  return eachLine(text, (line) => shownLine(line, color));
}

/** One line, in which a line break is not ours. */
export function shownLine(line: string, color: Color): string {
  return colored(line.length > maxLine ? `${line.slice(0, maxLine)}… (${line.length} characters)` : line, color);
}

/** As {@link shown}, however long: what a person asked for is given whole. */
export function shownWhole(text: string, color: Color): string {
  return eachLine(text, (line) => colored(line, color));
}

/** A part of a line that came from outside, marks kept: one line, cut where no person reads on. */
export function visiblePart(text: string, most = 400): string {
  const kept = text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
  return kept
    .split(eachMark)
    .map((piece, index) => (index % 2 === 0 ? printable(piece) : piece))
    .join('');
}

function eachLine(text: string, change: (line: string) => string): string {
  return text.split('\n').map(change).join('\n');
}

function colored(line: string, color: Color): string {
  const open: string[] = [];
  const pieces = line.split(eachMark).map((piece, index) => {
    if (index % 2 === 0) return printable(piece);
    const code = piece.charCodeAt(0);
    const [begin, end] = sequencesOf(code, color);
    if (code < firstEnd) open.push(end);
    else open.pop();
    return code < firstEnd ? begin : end;
  });
  // A beginning without its end would colour all that follows.
  return pieces.join('') + open.join('');
}

/** What `color` puts before and after a text. */
function sequencesOf(code: number, color: Color): readonly [begin: string, end: string] {
  const colour = colours[code - (code < firstEnd ? firstBegin : firstEnd)];
  if (colour === undefined) return ['', ''];
  const [begin = '', end = ''] = color(colour, '|').split('|');
  return [begin, end];
}
