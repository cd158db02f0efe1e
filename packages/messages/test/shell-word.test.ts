import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../src/shell-word.ts';

const bash = spawnSync('bash', ['-c', 'exit 0']).status === 0;

function asBashReads(words: readonly string[]): readonly string[] {
  const line = `printf '%s\\0' ${words.map((word) => shellWord(word, 'posix')).join(' ')}`;
  const { stdout } = spawnSync('bash', ['-c', line], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  return stdout.toString('utf8').split('\0').slice(0, -1);
}

describe('a word of a command that can be copied', () => {
  it.each([
    ['undo.dfu', 'undo.dfu'],
    ['/home/jürgen/odrive-3.6.dfu', '/home/jürgen/odrive-3.6.dfu'],
    ['my boards/undo.dfu', '"my boards/undo.dfu"'],
    ["it's.dfu", '"it\'s.dfu"'],
    ['a $HOME.dfu', "'a $HOME.dfu'"],
    ["'$(reboot)", "''\\''$(reboot)'"],
    ['a\nb', "$'a\\u000ab'"],
    ["'\u001b[2J\\", "$'\\'\\u001b[2J\\\\'"],
    ['', '""'],
  ])('of %j is %s', (text, word) => {
    expect(shellWord(text, 'posix')).toBe(word);
  });

  it.each([
    ['C:\\odrive\\undo.dfu', 'C:\\odrive\\undo.dfu'],
    ['C:\\my boards\\undo.dfu', '"C:\\my boards\\undo.dfu"'],
    ['a&b.dfu', '"a&b.dfu"'],
    ['a" & shutdown & ".dfu', '"a & shutdown & .dfu"'],
  ])('on Windows %j is %s', (text, word) => {
    expect(shellWord(text, 'windows')).toBe(word);
  });

  it.runIf(bash)('returns from a shell as it was, and can be seen as it goes in', () => {
    const character = fc.oneof(
      fc.constantFrom(...' \'"$`\\!*?~#&|;<>(){}[]\n\r\t\u001b\u007f\u0085\u202e\u2028é電🙂'),
      fc
        .integer({ min: 1, max: 0x10ffff })
        .filter((code) => code < 0xd800 || code > 0xdfff)
        .map(String.fromCodePoint),
    );
    const words = fc.sample(fc.string({ unit: character, maxLength: 12 }), { numRuns: 200, seed: 1 });
    for (const word of words) expect(shellWord(word, 'posix')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(asBashReads(words)).toEqual(words);
  });
});
