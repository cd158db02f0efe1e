// Every way to start that must not end in a flash: a code, an exit status, a few lines for people, one for machines, and
// a board on which not one byte is different.

import { chmodSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { odflash as asProcess, keptBoard, scratch } from '../command.ts';
import { odflash } from '../quick.ts';
import { boards } from './boards.ts';
import { openToAll } from './case.ts';
import { consents } from './consents.ts';
import { files } from './files.ts';
import { places } from './places.ts';

vi.setConfig({ testTimeout: 120_000 });

describe.each([
  ['files', files],
  ['boards', boards],
  ['consents', consents],
  ['places', places],
])('refused, and nothing is changed: %s', (_, cases) => {
  it.concurrent.each(cases.filter(({ skip }) => !skip))('$name', async ({ words, code, exit, says, ...rest }) => {
    using folder = scratch();
    chmodSync(folder.path, 0o777);
    const board = await keptBoard(folder.at('board'), rest.profile);
    if (rest.run?.uid !== undefined) openToAll(folder.at('board'));
    const before = board.content();
    const args = [...words(folder.at), ...(rest.boards?.(folder.at) ?? board.options), '--json'];
    const run = await (rest.run ? asProcess(args, rest.run) : odflash(args));
    expect([run.last().type, run.last().code, run.last().exit, run.status], run.stderr).toEqual([
      'error',
      code,
      exit,
      exit,
    ]);
    // A failure without a board has no board state.
    expect(run.last().board ?? 'untouched').toBe('untouched');
    expect(board.content()).toEqual(before);
    expectLines(run.stderr, code, run.last().board);
    if (says) expect(run.stderr).toMatch(says);
  });
});

function expectLines(stderr: string, code: string, board: unknown): void {
  const all = stderr.trimEnd().split('\n');
  const lines = all.slice(all.findLastIndex((line) => line.startsWith('error: ')));
  expect(lines[0]).toMatch(/^error: .+[.!?]$/);
  const [next, ...rest] = board === undefined ? lines.slice(1, -1) : lines.slice(2, -1);
  if (board !== undefined) expect(lines[1]).toMatch(/^Board: untouched \(.+\)$/);
  expect(next).toMatch(/^Next: {2}.+[.!?]$/);
  // Commands that help, each alone on its line.
  for (const line of rest) expect(line).toMatch(/^ {2}odflash [a-z]/);
  expect(lines.at(-1)).toBe(`E: ${code}, see odflash explain ${code}`);
}
