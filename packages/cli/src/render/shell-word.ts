// A path or a name as one word of a command line, so that a command that is shown can be copied and run as it stands.

import { printable } from '@odflash/core/printable';

const plain = /^[\p{L}\p{N}_@%+=:,./-]+$/u;
/** Means something to a POSIX shell inside double quotes (POSIX.1 XCU 2.2.3), or to an interactive one (`!`). */
const livesInQuotes = /["$`\\!]/;

/** `text` as a shell of that platform takes it back. */
export function shellWord(text: string, platform: NodeJS.Platform = process.platform): string {
  // Windows has no quotes for what cannot be seen, and its file names hold neither quotes nor controls.
  if (platform === 'win32') return /^[\p{L}\p{N}_@+=:./\\-]+$/u.test(text) ? text : `"${printable(text)}"`;
  if (plain.test(text)) return text;
  // $'…' of bash, zsh and ksh is the only quoting with escapes in it.
  if (printable(text) !== text) return `$'${[...text].map(quotedCharacter).join('')}'`;
  return livesInQuotes.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}

function quotedCharacter(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (printable(character) === character) return character;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
