// The help texts of the catalogue and the commands that show them.

import { help } from '@odflash/messages/en/help';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../src/program.ts';
import { sampleFile } from '../src/sample-file.ts';

/** The help of the program and of every command, without line breaks. */
function wholeHelp(): string {
  let shown = '';
  const program = createProgram(
    async () => {},
    (text) => {
      shown += text;
    },
    () => 10_000,
  );
  const show = (command: Command): void => {
    command.outputHelp();
    command.commands.forEach(show);
  };
  show(program);
  return shown;
}

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsIn);

describe('every help text of the catalogue', () => {
  const shown = wholeHelp();
  it.each(Object.entries(help))('of %s is shown by a command', (_, texts) => {
    for (const text of textsIn(texts)) expect(shown).toContain(text.replace('SAMPLE', sampleFile()));
  });
});
