// Prose that breaks between words, not in the middle of them.

import { stripVTControlCharacters } from 'node:util';
import { cellsOf, wide } from './cells.ts';

/**
 * A line's label, which its further lines are indented below: `  warn  `, `Next:  1. `, `  Serial number  `, `  To do:  1. `, a
 * mark of a list, a word with its colon, blanks alone.
 */
const label = new RegExp(
  `^(?: *\\S+(?: \\S+){0,5} {2,}(?:\\d+\\. )?|(?:\\p{L}+: |[${wide}]+：)| *(?:\\d+\\. |- )?)`,
  'u',
);

/** A command alone on its line, to be copied: by its name, by npx, by a path. */
const command =
  /^ +(?:sudo )?(?:npx (?:--?[\w-]+(?:=(?:"[^"]*"|\S+))? )*)?(?:modprobe|openocd|udevadm|\.?[/\\]\S*|\S*(?:odflash|node)\S*|"[^"]*(?:odflash|node)[^"]*") /;
/** What follows the program in a sentence that begins with a command: words, and in the end a full stop. */
const prose = /^[a-z-]+ [a-z]+ [a-z]+[ ,.]|[.。]$/;

function isCommand(line: string): boolean {
  const [program] = command.exec(line) ?? [];
  return program !== undefined && !prose.test(line.slice(program.length));
}

/**
 * What stays together: blanks, a word with the blanks behind it, a Chinese character. No line begins with closing punctuation or
 * ends with an opening one.
 */
const eachPiece = new RegExp(`[（“「]*(?:[${wide}]|[^\\s${wide}]+)[，。；：、！？）”」]* *| +`, 'gu');

/** Breaks lines at blanks and between Chinese characters so that they fit `columns`; a word that does not fit stays whole, so that paths can be copied. */
export function wrap(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  if (cellsOf(line) <= columns || isCommand(line)) return line;
  const indent = Math.min(cellsOf(label.exec(stripVTControlCharacters(line))?.[0] ?? ''), columns >> 1);
  const lines: string[] = [];
  let current = '';
  // Blanks stay with the word before them, so that a label keeps its own.
  for (const word of line.match(eachPiece) ?? []) {
    if (current.trim() !== '' && cellsOf(current) + cellsOf(word.trimEnd()) > columns) {
      lines.push(current.trimEnd());
      current = ' '.repeat(indent);
    }
    current += word;
  }
  return [...lines, current.trimEnd()].join('\n');
}
