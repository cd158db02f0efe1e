import { describe, expect, it } from 'vitest';
import { replaceFile } from '../src/replace-file.ts';

/** A system that refuses the first `times` renames with `code`. */
function system(platform: NodeJS.Platform, code: string, times: number) {
  const waits: number[] = [];
  let tries = 0;
  const rename = async () => {
    tries += 1;
    if (tries <= times) throw Object.assign(new Error(code), { code });
  };
  const sleep = async (ms: number) => void waits.push(ms);
  return { means: { platform, rename, sleep }, waits, tries: () => tries };
}

describe('a file that is given the name of another', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('waits on Windows while a scanner has it open (%s)', async (code) => {
    const { means, waits, tries } = system('win32', code, 3);
    await replaceFile('a', 'b', means);
    expect([tries(), waits]).toEqual([4, [10, 20, 50]]);
  });

  it('gives up after a second and a half, with what the system said', async () => {
    const { means, waits } = system('win32', 'EPERM', 1000);
    await expect(replaceFile('a', 'b', means)).rejects.toMatchObject({ code: 'EPERM' });
    expect(waits.reduce((sum, ms) => sum + ms)).toBe(1580);
  });

  it('does not wait where waiting does not help', async () => {
    for (const { means, waits } of [system('win32', 'ENOENT', 1), system('linux', 'EACCES', 1)]) {
      await expect(replaceFile('a', 'b', means)).rejects.toThrow();
      expect(waits).toEqual([]);
    }
  });
});
