// Every command that a text names, whole or in prose, is one that the program understands, with the options of that very command:
// error pages, what is said of other tools, next steps, findings of doctor, in every language.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { speaker } from '@odflash/messages';
import { german } from '@odflash/messages/de';
import { english } from '@odflash/messages/en';
import { chinese } from '@odflash/messages/zh';
import { expect, it } from 'vitest';
import { shellLine } from '../../../packages/cli/src/complete/shell-line.ts';
import { createProgram } from '../../../packages/cli/src/program.ts';
import { sampleMessages } from '../../../packages/messages/test/support/samples.ts';
import { root } from '../command.ts';

/** A word of a command among the words of a sentence. */
const word = String.raw`--?[a-z][\w-]*(?:=[^\s，。、）]+)?|"[^"]*"|'[^']*'|[\w*]*[./\\=_][\w*][\w./\\*:=+-]*|\w*\d[\w:]*|[A-Z][A-Z_]{2,}|stlink\b|dfu\b`;
const inProse = new RegExp(`\\bodflash ([a-z][a-z-]{2,}(?: (?:${word}))*)`, 'g');
const inCode = /`(?:sudo |npx )?odflash ([a-z][^`]*)`/g;

const pages = readdirSync(join(root, 'docs/errors')).map((name) =>
  readFileSync(join(root, 'docs/errors', name), 'utf8'),
);
const ownPages = pages.map((text) => text.split('## Other tools say')[0] ?? '').join('\n');

function commandsIn(text: string): readonly string[] {
  const prose = text.replace(inCode, ' ');
  return [...text.matchAll(inCode), ...prose.matchAll(inProse)].map(([, found = '']) => found.replace(/[.,:;]+$/, ''));
}

const commandNames = new Set(
  createProgram(
    async () => {},
    () => {},
  ).commands.map((command) => command.name()),
);

/** A mention need not name the file that the command needs, nor what its option takes. */
const unfinished = ['commander.missingArgument', 'commander.optionMissingArgument'];

/** What is wrong with it, or nothing. */
async function complaintOf(line: string): Promise<string | undefined> {
  // What stands for something else: FILE, SERIAL, and examples of what follows a sign.
  const words = shellLine(line).map((each) =>
    each.replace(/\bVERSION\b/, 'v3.6-56V').replace(/\bSERIAL\b/, '20793594524B'),
  );
  const program = createProgram(
    async () => {},
    () => {},
  );
  try {
    await program.parseAsync(words, { from: 'user' });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown)) throw thrown;
    // Help and the version are asked for.
    const finished = [...unfinished, 'commander.helpDisplayed', 'commander.version'];
    return finished.includes(String(thrown.code)) ? undefined : `${line}: ${thrown.message}`;
  }
}

async function complaintsAbout(text: string): Promise<readonly string[]> {
  const lines = [...new Set(commandsIn(text))].filter((line) => commandNames.has(line.split(' ')[0] ?? ''));
  expect(lines.length).toBeGreaterThan(5);
  const complaints = await Promise.all(lines.map(complaintOf));
  return complaints.filter((each) => each !== undefined);
}

const samples = sampleMessages();

it('on the error pages', async () => {
  expect(await complaintsAbout(ownPages)).toEqual([]);
});

it.each([english, german, chinese].map((language) => [language.tag, language] as const))(
  'in next steps, findings and answers about other tools: %s',
  async (_, language) => {
    const say = speaker(language);
    const said = samples.map((sample) => say(sample));
    const answers = Object.values(language.symptoms).flatMap(({ causes, remedies }) => [...causes, ...remedies]);
    expect(await complaintsAbout([...said, ...answers].join('\n'))).toEqual([]);
  },
);

it('a command that does not exist, or has no such option, would be found', async () => {
  expect(commandsIn('Use `odflash set a.b 1 --save`, or odflash read OUT.bin --range 0:1.')).toEqual([
    'set a.b 1 --save',
    'read OUT.bin --range 0:1',
  ]);
  expect(await complaintOf('status --save')).toMatch(/unknown option/);
  expect(await complaintOf('info a b')).toMatch(/too many arguments/);
});
