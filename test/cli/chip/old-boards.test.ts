// The first line of every command that meets a board in DFU mode: a board up to v3.4 may be shorting its DC supply there.

import { describe, expect, it } from 'vitest';
import { scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';
import { smallFile } from '../samples.ts';

const remove = 'Remove the DC supply now.';
const ask = 'v3.4 or older? Remove the DC supply now.';

type Words = (folder: { at(name: string): string }, file: string) => readonly string[];

const commands: readonly (readonly [name: string, words: Words])[] = [
  ['list', () => ['list']],
  ['doctor', () => ['doctor']],
  ['info', () => ['info']],
  ['flash', (_, file) => ['flash', file]],
  ['flash --dry-run', (_, file) => ['flash', file, '--dry-run']],
  ['update', (_, file) => ['update', file]],
  ['verify', (_, file) => ['verify', file]],
  ['read', ({ at }) => ['read', at('out.bin')]],
  ['erase', () => ['erase', '--yes']],
  ['unlock', () => ['unlock']],
  ['restore', (_, file) => ['restore', file]],
  ['reset', () => ['reset']],
  ['enter-dfu', () => ['enter-dfu']],
  ['backup', ({ at }) => ['backup', at('config.json')]],
];

async function run(words: Words, board: readonly string[]) {
  using folder = scratch();
  const args = [...words(folder, smallFile(folder, '2.0.0')), ...board];
  const [plain, json] = await Promise.all([odflash(args), odflash([...args, '--json'])]);
  return {
    plain,
    json,
    first: plain.stderr.split('\n')[0],
    firstJson: json.lines().find(({ type }) => type !== 'stage'),
  };
}

const isSupplyLine = (line: string) => line.includes('DC supply now.');

describe.each(commands)('odflash %s', (name, words) => {
  it.concurrent('of a v3.4 in DFU mode says first of all what to do, once', async () => {
    const { first, firstJson, plain } = await run(words, ['--virtual', 'v3.4-48V+dfu']);
    expect(first).toBe(remove);
    expect(firstJson).toMatchObject({ type: 'needs-human', step: 'remove-dc-supply', text: remove });
    expect(plain.stderr.split('\n').filter((line) => line === remove)).toHaveLength(1);
  });

  it.concurrent('of several boards, of which one is or may be a v3.4 in DFU mode, says so before it asks to choose', async () => {
    for (const [other, line] of [
      ['v3.4-48V+dfu,seed=2', remove],
      ['v3.6-56V+dfu,otp=blank,seed=2', ask],
    ] as const) {
      const { first, plain } = await run(words, ['--virtual', 'v3.6-56V+dfu', '--virtual', other]);
      expect(first).toBe(line);
      expect(plain.stderr.split('\n').filter(isSupplyLine)).toHaveLength(1);
    }
  });

  it.concurrent('of a board in DFU mode that proves nothing asks first of all', async () => {
    const { first, firstJson } = await run(words, ['--virtual', 'v3.6-56V+dfu,otp=blank']);
    expect(first).toBe(ask);
    expect(firstJson).toMatchObject({ type: 'needs-human', step: 'remove-dc-supply-if-old', text: ask });
  });

  it.concurrent('of a board that is proved newer says nothing of it', async () => {
    const { plain } = await run(words, ['--virtual', 'v3.5-48V+dfu']);
    expect(plain.stderr.split('\n').filter(isSupplyLine)).toEqual([]);
  });

  it.concurrent('of a running board says nothing of it', async () => {
    const { plain } = await run(words, ['--virtual', 'v3.4-48V']);
    expect(plain.stderr.split('\n').filter((line) => line === remove || line === ask)).toEqual([]);
    // No advice destroys the board.
    expect(plain.stderr.replaceAll(/on a v3\.5 or later only, set the DIP switch/g, '')).not.toMatch(/DIP switch/);
    if (name === 'update' || name === 'enter-dfu') {
      expect(plain).toMatchObject({ status: 3, stderr: expect.stringMatching(/does not enter DFU mode/) });
      expect(plain.stderr).toMatch(/ST-Link.*3\.3 V.*VCC/);
    }
  });
});

describe('enter-dfu of a v3.4 that is in DFU mode already', () => {
  it.each([
    ['found as the only one', []],
    ['chosen by its port', ['--path', '1-1']],
    ['chosen by its port, of two', ['--path', '1-2', '--virtual', 'v3.6-56V,seed=3']],
  ])('%s: the supply first, then where it is, and exit status 0', async (_, more) => {
    const [, , ...other] = more;
    const boards = [...other, '--virtual', 'v3.4-48V+dfu,seed=2'];
    const { stderr, status } = await odflash(['enter-dfu', ...more.slice(0, 2), ...boards]);
    expect(stderr.split('\n')[0]).toBe(remove);
    expect(stderr).toContain('already in DFU mode');
    expect(stderr).not.toMatch(/DIP switch to DFU/);
    expect(status).toBe(0);
  });
});

describe('leaving DFU mode', () => {
  it('needs no consent, of a v3.4 and of a read-protected board', async () => {
    using folder = scratch();
    for (const [index, profile] of ['v3.4-48V+dfu', 'v3.6-56V+dfu,rdp=1'].entries()) {
      // The virtual switch is on DFU: the board restarts into the bootloader, which is not what is looked at here.
      const kept = ['--virtual', profile, '--virtual-state', folder.at(`board-${index}`)];
      const { stderr } = await odflash(['reset', ...kept]);
      expect(stderr).not.toMatch(/consent|read-protected|unsafe-board/);
    }
  });
});

describe('two boards', () => {
  it('of which one is old: list says what to do before it says what is there', async () => {
    const two = ['--virtual', 'v3.6-56V+dfu,otp=blank', '--virtual', 'v3.4-48V+dfu'];
    const { stderr, stdout } = await odflash(['list', ...two]);
    expect(stderr.split('\n').slice(0, 2)).toEqual([remove, ask]);
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });
});
