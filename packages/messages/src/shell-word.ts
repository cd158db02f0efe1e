// A path or a name as one word of a command line, so that a command that is shown can be copied and run as it stands.

import { printable } from '@odflash/core/printable';

/** Shells by how they read a word: those of POSIX systems, and the two of Windows (cmd and PowerShell). */
export type Shell = 'posix' | 'windows';

/** One way to write a word, for the texts that survive it. */
interface Quoting {
  readonly carries: (text: string) => boolean;
  readonly write: (text: string) => string;
}

const any = () => true;
const plain = (pattern: RegExp): Quoting => ({ carries: (text) => pattern.test(text), write: (text) => text });

/** The first one that carries the text is taken. */
const quotings: Readonly<Record<Shell, readonly Quoting[]>> = {
  posix: [
    plain(/^[\p{L}\p{N}_@%+=:,./-]+$/u),
    // $'…' of bash, zsh and ksh is the only quoting with escapes in it.
    {
      carries: (text) => printable(text) !== text,
      write: (text) => `$'${[...text].map(quotedCharacter).join('')}'`,
    },
    // These mean something inside double quotes (POSIX.1 XCU 2.2.3), `!` to an interactive shell.
    { carries: (text) => !/["$`\\!]/.test(text), write: (text) => `"${text}"` },
    { carries: any, write: (text) => `'${text.replaceAll("'", "'\\''")}'` },
  ],
  windows: [
    plain(/^[\p{L}\p{N}_@+=:./\\-]+$/u),
    // Only double quotes are read by both shells, neither of which has one for what cannot be seen; no file name contains either.
    { carries: any, write: (text) => `"${printable(text).replaceAll('"', '')}"` },
  ],
};

/** The shell of that platform, by Node's name of it. */
export function shellOf(platform: string): Shell {
  return platform === 'win32' ? 'windows' : 'posix';
}

/** `text` so written that the shell reads it as one word, and its own signs, a quote above all, as letters: it may come from a file or a device. */
export function shellWord(text: string, shell: Shell): string {
  return quotings[shell].find(({ carries }) => carries(text))?.write(text) ?? '';
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
