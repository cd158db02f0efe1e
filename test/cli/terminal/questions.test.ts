// A person at the terminal who says no, mistypes, or interrupts: the command ends at once, says what was done (nothing), and
// has the exit status a script can rely on.

import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { odflash as asProcess, keptBoard, scratch } from '../command.ts';
import { odflash } from '../quick.ts';
import { noise, smallFile } from '../samples.ts';

const serial = '356D38673332';

interface Question {
  readonly name: string;
  readonly profile: string;
  readonly words: (file: string, part: string) => readonly string[];
}

const yesOrNo: readonly Question[] = [
  { name: 'erase', profile: 'v3.6-56V+dfu', words: () => ['erase'] },
  {
    name: 'flash of a file with a warning',
    profile: 'v3.6-56V+dfu',
    words: (_, part) => ['flash', part, '--address', '0x080A0000'],
  },
  { name: 'reset of a motor that will move', profile: 'v3.6-56V,startup=calibration', words: () => ['reset'] },
  {
    name: 'enter-dfu that releases a motor',
    profile: 'v3.6-56V,motor=armed',
    words: () => ['enter-dfu', '--disarm'],
  },
];

const byName: readonly Question[] = [
  { name: 'unlock of a read-protected chip', profile: `v3.6-56V+dfu,rdp=1,serial=${serial}`, words: () => ['unlock'] },
  { name: 'flash of a board up to v3.4', profile: `v3.4-48V+dfu,serial=${serial}`, words: (file) => ['flash', file] },
];

async function run({ profile, words }: Question, types: readonly string[]) {
  using folder = scratch();
  const board = await keptBoard(folder.at('board'), profile);
  const before = board.content();
  const part = folder.at('part.bin');
  writeFileSync(part, noise(64));
  const ended = await asProcess([...words(smallFile(folder, '2.0.0'), part), ...board.options], { types });
  return { ...ended, unchanged: JSON.stringify(board.content()) === JSON.stringify(before) };
}

describe('a question', () => {
  it.each([...yesOrNo, ...byName])(
    'of $name that is interrupted ends with 130 and changes nothing',
    async (question) => {
      const { status, stderr, unchanged } = await run(question, ['\u0003']);
      expect(stderr).toContain('error: Interrupted.');
      expect(stderr).not.toMatch(/Unexpected|internal|at .*\.js/);
      expect({ status, unchanged }).toEqual({ status: 130, unchanged: true });
    },
  );

  it.each(yesOrNo)('of $name that is declined ends and changes nothing', async (question) => {
    const { status, stderr, unchanged } = await run(question, ['n\r']);
    expect(stderr).toContain('Stopped. Nothing was changed.');
    expect(stderr).not.toMatch(/Next:|--yes/);
    expect({ status, unchanged }).toEqual({ status: 3, unchanged: true });
  });

  it.each(byName)('of $name accepts only the serial number, and repeats what was typed', async (question) => {
    const { status, stderr, unchanged } = await run(question, ['yes\r']);
    expect(stderr).toContain(`error: 'yes' is not the serial number ${serial}.`);
    expect({ status, unchanged }).toEqual({ status: 3, unchanged: true });
  });

  it.each(byName)('of $name is asked once, and done when the serial number is typed', async (question) => {
    const { status, stderr } = await run(question, [`${serial}\r`, 'y\r']);
    expect(stderr.match(/type its serial number/g)).toHaveLength(1);
    expect(status, stderr).toBe(0);
  });

  it.each([...yesOrNo, ...byName])(
    'of $name is not asked in a script, which ends with what has to be passed',
    async ({ profile, words }) => {
      using folder = scratch();
      const board = await keptBoard(folder.at('board'), profile);
      const part = folder.at('part.bin');
      writeFileSync(part, noise(64));
      const ended = await odflash([...words(smallFile(folder, '2.0.0'), part), ...board.options]);
      expect(ended.status).toBe(3);
      expect(ended.stderr).toMatch(/Next:.*(--yes|--consent [a-z-]+=356D38673332)/);
    },
  );
});

describe('--dry-run', () => {
  it('asks nothing, and ends as the real run would before its first change', async () => {
    using folder = scratch();
    const part = folder.at('part.bin');
    writeFileSync(part, noise(64));
    const warned = ['flash', part, '--address', '0x080A0000', '--dry-run', '--virtual', 'v3.6-56V+dfu'];
    expect(await odflash(warned)).toMatchObject({ status: 3, stderr: expect.stringContaining('--yes') });
    expect(await odflash([...warned, '--yes'])).toMatchObject({ status: 0 });
    expect(await asProcess(warned, { types: [] })).toMatchObject({ status: 0 });
    const file = smallFile(folder, '2.0.0');
    const unsafe = ['flash', file, '--dry-run', '--virtual', `v3.4-48V+dfu,serial=${serial}`];
    expect(await asProcess(unsafe, { types: [] })).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(`--consent unsafe-dfu=${serial}`),
    });
  });
});

describe('--yes', () => {
  it.each([
    ['list', []],
    ['info', []],
    ['doctor', []],
    ['explain', ['no-device']],
  ])('is taken by %s, which asks nothing', async (command, words) => {
    const board = command === 'explain' ? [] : ['--virtual', 'v3.6-56V+dfu'];
    expect((await odflash([command, ...words, ...board, '--yes'])).status).toBe(0);
  });
});
