// What doctor prints to be copied, run on the board it looked at: each command mends what it stands below, or says what is left.

import { describe, expect, it } from 'vitest';
import { shellLine } from '../../../packages/cli/src/complete/shell-line.ts';
import { type KeptBoard, keptBoard, scratch } from '../command.ts';
import type { Ended } from '../ended.ts';
import { odflashInProcess as odflash } from '../in-process.ts';

/** A board, what is wrong with it, and the command that doctor prints for it; more boards at its side. */
const boards: readonly (readonly [profile: string, error: string, command: string])[] = [
  ['v3.6-56V+dfu,rdp=1', 'read-protected', 'unlock'],
  ['v3.6-56V+dfu,wrp=0:5', 'write-protected', 'unlock'],
  ['v3.6-56V+dfu,wrp=10', 'write-protected', 'unlock'],
  ['v3.6-56V+dfu,otp=foreign', 'board-unknown', 'doctor --board v3.6-56V'],
  ['v3.6-56V+dfu,otp=blank', 'board-unknown', 'doctor --board v3.6-56V'],
  ['v3.6-56V,otp=blank', 'board-unknown', 'doctor --board v3.6-56V'],
];

/** Commands alone on their lines, as words. */
const printed = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^ {2,}odflash (.*)$/gm)].map(([, line = '']) => shellLine(line));

/** Runs a command as a person would: with what it asks for in turn, copied from what it printed. */
async function follow(words: readonly string[]): Promise<Ended> {
  const run = await odflash([...words, '--yes']);
  const [more = []] = printed(run.stderr);
  return run.status !== 0 && more[0] === words[0] ? odflash([...more, '--yes']) : run;
}

const problemsOf = (run: Ended) =>
  run.lines().flatMap(({ level, error }) => (level === 'problem' ? [String(error)] : []));

async function boardAndProblems(folder: string, profile: string): Promise<[KeptBoard, string]> {
  const board = await keptBoard(folder, profile);
  return [board, (await odflash(['doctor', ...board.options])).stdout];
}

describe('a command that doctor prints', () => {
  it.each(boards)('for %s, which is %s, is run on that board: odflash %s', async (profile, error, command) => {
    using folder = scratch();
    const [board, said] = await boardAndProblems(folder.at('board'), profile);
    const commands = printed(said);
    const words = commands.find((line) => line.join(' ').startsWith(command));
    expect(words, said).toBeDefined();
    expect(new Set(commands.map((line) => line.join(' '))).size).toBe(commands.length);
    if (words?.[0] === 'doctor') {
      // The board is named, not changed: the same look finds nothing any more.
      const again = await odflash([...words, '--json']);
      expect(problemsOf(again), again.stdout).not.toContain(error);
      return;
    }
    const mended = await follow(words ?? []);
    expect(mended.status, `odflash ${words?.join(' ')}\n${mended.stderr}`).toBe(0);
    const after = await odflash(['doctor', ...board.options, '--json']);
    expect(problemsOf(after), after.stdout).not.toContain(error);
  });

  it('for one of two boards names the one it is for', async () => {
    using folder = scratch();
    const two = ['--virtual', 'v3.6-56V+dfu', '--virtual', 'v3.6-24V+dfu,wrp=3', '--virtual-state', folder.at('s')];
    const [words = []] = printed((await odflash(['doctor', ...two])).stdout);
    expect(words.slice(0, 3)).toEqual(['unlock', '--path', '1-2']);
    const mended = await follow(words);
    expect(mended.status, mended.stderr).toBe(0);
    expect((await odflash(['doctor', ...two])).status).toBe(0);
  });

  it('is not wrapped in a narrow terminal, and the sentence above it is', async () => {
    const run = await odflash(['doctor', '--virtual', 'v3.6-56V+dfu,rdp=1'], { terminal: true, columns: 40 });
    const lines = run.stdout.split('\n');
    expect(lines).toContain('         odflash unlock --virtual v3.6-56V+dfu,rdp=1');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
    const plain = lines.map((line) => line.replace(/\x1b\[\d+m/g, ''));
    for (const line of plain) if (!/^ {2,}odflash unlock --/.test(line)) expect(line.length, line).toBeLessThan(41);
  });
});
