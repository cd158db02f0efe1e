// What may stand at the end of a command line that is not finished: commands, options, and the values that are known. Asks
// the bus only where a board is to be named.

import { consentForms } from '@odflash/core/ask';
import { boardVersions } from '@odflash/core/board';
import type { PathKind } from '@odflash/core/odrive';
import type { Command, Option } from 'commander';
import { shellLine } from './shell-line.ts';

/** One way to continue; `text` says what it is. */
export interface Candidate {
  readonly value: string;
  readonly text?: string | undefined;
}

export interface Candidates {
  readonly values: readonly Candidate[];
  /** A file may stand here, too. */
  readonly files: boolean;
}

const nothing: Candidates = { values: [], files: false };

/** `line`: what was typed before the cursor, the program first. Throws nothing that a shell could show. */
export async function candidatesFor(program: Command, line: string): Promise<Candidates> {
  const words = shellLine(line).slice(1);
  const current = words.pop() ?? '';
  const all = await atCursor(program, words, current);
  return { ...all, values: all.values.filter(({ value }) => value.startsWith(current)) };
}

async function atCursor(program: Command, words: readonly string[], current: string): Promise<Candidates> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help') return { values: commandsOf(program), files: false };
  const command = program.commands.find((each) => each.name() === name);
  if (!command) return nothing;
  const [inner] = rest;
  const sub = command.commands.find((each) => each.name() === inner);
  const chosen = sub ?? command;
  const pending = takesValue(chosen, rest.at(-1));
  if (pending) return valuesOf(pending.long ?? '', words);
  if (current.startsWith('-')) return { values: optionsOf(chosen, rest), files: false };
  const more = rest.length === 0 && command.commands.length > 0 ? commandsOf(command) : [];
  const operands = await operandsOf(chosen.name(), current, rest);
  return { values: [...more, ...operands.values], files: operands.files };
}

function commandsOf(command: Command): readonly Candidate[] {
  return command.commands.map((each) => ({ value: each.name(), text: each.description() }));
}

/** The option that the word before the cursor is, if it wants a value. */
function takesValue(command: Command, word: string | undefined): Option | undefined {
  if (word === undefined) return undefined;
  return command.options.find((option) => option.required && (option.long === word || option.short === word));
}

/** Those that were not given yet, or may be given again. */
function optionsOf(command: Command, given: readonly string[]): readonly Candidate[] {
  return command.options
    .filter(({ long = '', description }) => !given.includes(long) || description.includes('(repeatable'))
    .map(({ long = '', description }) => ({ value: long, text: description }));
}

/** Operands by command: files, unless something else is known. */
async function operandsOf(command: string, current: string, given: readonly string[]): Promise<Candidates> {
  const known = operands[command];
  return known === undefined ? nothing : await known(current, given);
}

type Operands = (current: string, given: readonly string[]) => Promise<Candidates>;

/** Paths of the object tree, of every firmware that was seen before: no board is asked. `most`: that many of them. */
const paths =
  (kind: PathKind, most = Number.POSITIVE_INFINITY): Operands =>
  async (current, given) => {
    if (given.filter((word) => !word.startsWith('-')).length >= most) return nothing;
    const [{ completeKnownPath }, { stateVault }] = await Promise.all([
      import('./object-paths.ts'),
      import('../user-dirs.ts'),
    ]);
    const values = await completeKnownPath(stateVault(), current, kind);
    return { values: values.map((value) => ({ value })), files: false };
  };

const files = async (): Promise<Candidates> => ({ values: [], files: true });

/** Words that are always the same, by the place of the operand. */
const fixed =
  (...places: readonly (readonly string[])[]): Operands =>
  async (_, given) => {
    const values = places[given.filter((word) => !word.startsWith('-')).length] ?? [];
    return { values: values.map((value) => ({ value })), files: false };
  };

/** A path, then the names of its values, if it has any. No board is asked: they are those of the newest firmware. */
const pathAndValue: Operands = async (current, given) => {
  const [path, ...more] = given.filter((word) => !word.startsWith('-'));
  if (path === undefined) return paths('writable')(current, given);
  if (more.length > 0) return nothing;
  const { enumerationNames } = await import('./object-paths.ts');
  const values = enumerationNames(path, '0.5.2').filter((name) => name !== 'UNDEFINED');
  return { values: values.map((value) => ({ value })), files: false };
};

const releases = async (): Promise<Candidates> => {
  const { releaseVersions } = await import('./releases.ts');
  return { values: releaseVersions.map((value) => ({ value, text: 'release' })), files: true };
};

const operands: Readonly<Record<string, Operands>> = {
  ...Object.fromEntries(
    'info flash verify read backup restore diff convert replay report shell generate-types'
      .split(' ')
      .map((name) => [name, files]),
  ),
  get: paths('property'),
  plot: paths('property'),
  set: pathAndValue,
  calibrate: fixed(['axis0', 'axis1'], ['motor', 'encoder', 'full']),
  call: paths('function', 1),
  update: releases,
  dfu: releases,
  completion: fixed(['bash', 'zsh', 'fish', 'powershell']),
  explain: async () => {
    const { englishTitles } = await import('../render/symptoms.ts');
    return { values: Object.entries(englishTitles).map(([value, text]) => ({ value, text })), files: false };
  },
};

/** Values of options. */
async function valuesOf(option: string, words: readonly string[]): Promise<Candidates> {
  const plain = (values: readonly string[]): Candidates => ({
    values: values.map((value) => ({ value })),
    files: false,
  });
  switch (option) {
    case '--serial':
    case '--serial-number': {
      const { boardsOn } = await import('./boards.ts');
      const boards = await boardsOn(words);
      const named = boards.flatMap(({ serial, ...board }) => (serial === undefined ? [] : [{ ...board, serial }]));
      return { values: named.map(({ serial, text }) => ({ value: serial, text })), files: false };
    }
    case '--path': {
      const { boardsOn } = await import('./boards.ts');
      const boards = await boardsOn(words);
      return { values: boards.map(({ path, text }) => ({ value: path, text })), files: false };
    }
    case '--board':
      return plain(boardVersions.map(({ name }) => name));
    case '--virtual':
    case '--profile': {
      const { profileNames } = await import('./profiles.ts');
      return plain(profileNames.flatMap((name) => [name, `${name}+dfu`, `${name}+stlink`]));
    }
    case '--via':
      return plain(['dfu', 'stlink']);
    case '--config-from':
      return plain(['board', 'record']);
    case '--consent':
      return plain(Object.keys(consentForms).map((what) => `${what}=`));
    default:
      return { values: [], files: withFiles.includes(option) };
  }
}

const withFiles = [
  '--csv',
  '--svg',
  '--json',
  '--template',
  '--output',
  '--backup-dir',
  '--virtual-state',
  '--trace',
  '--log-file',
  '--attach',
  '--serial-port',
  '--release-url',
];
