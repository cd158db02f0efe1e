// What the scripts of odflash completion call at each Tab: odflash --complete SHELL LINE. Prints one candidate per line, its
// meaning behind a tab; `:files` where file names fit, too. Not for people.

import type { Command } from 'commander';
import { type Candidate, candidatesFor } from './candidates.ts';

/** Writes the candidates. A failure is silent: a shell cannot show it. */
export async function complete(
  program: Command,
  [shell = '', line = '']: readonly string[],
  write: (text: string) => void,
): Promise<void> {
  const { values, files } = await candidatesFor(program, line).catch(() => ({ values: [], files: false }));
  const lines = values.map((candidate) => (forms[shell] ?? plain)(candidate, line));
  if (files) lines.push(':files');
  if (lines.length > 0) write(`${lines.join('\n')}\n`);
}

type Form = (candidate: Candidate, line: string) => string;

const plain: Form = ({ value, text }) => (text === undefined ? value : `${value}\t${text}`);

const forms: Readonly<Record<string, Form>> = {
  /** bash completes behind the last `=` or `:` of a word (COMP_WORDBREAKS), and shows no meanings. */
  bash: ({ value }, line) => {
    const word = /[^\s]*$/.exec(line)?.[0] ?? '';
    const broken = Math.max(word.lastIndexOf('='), word.lastIndexOf(':')) + 1;
    return value.slice(broken);
  },
  /** In zsh's own list a colon parts value and meaning. */
  zsh: ({ value, text }) => {
    const escaped = value.replaceAll(':', '\\:');
    return text === undefined ? escaped : `${escaped}:${text}`;
  },
};
