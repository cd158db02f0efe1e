// The fuzz bench: it repeats itself, and it notices what it is there to notice.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { inside, parsers, reachedBy } from '../bench/fuzz/parsers.ts';

vi.setConfig({ testTimeout: 120_000 });

interface Verdict {
  readonly results: readonly {
    readonly name: string;
    readonly inputs: number;
    readonly accepted: number;
    readonly bytes: number;
  }[];
  readonly failure?: { readonly name: string; readonly number: number; readonly text: string; readonly again: string };
}

function fuzz(...words: readonly string[]): Promise<{ readonly status: number | null; readonly verdict: Verdict }> {
  const bench = fileURLToPath(new URL('../bench/fuzz.mjs', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [bench, '--json', ...words], (error, stdout) => {
      // A bench that does not even start has written nothing.
      if (stdout === '') reject(error ?? new Error('the bench wrote nothing'));
      else resolve({ status: child.exitCode, verdict: JSON.parse(stdout) });
    });
  });
}

/** What depends on the seed alone. */
const fixed = ({ results }: Verdict) =>
  results.map(({ name, inputs, accepted, bytes }) => [name, inputs, accepted, bytes]);

describe('the fuzz bench', () => {
  it('tries every parser, and the same inputs for the same seed', async () => {
    const [first, second, other] = await Promise.all([
      fuzz('--runs', '2220', '--seed', '7'),
      fuzz('--runs', '2220', '--seed', '7'),
      fuzz('--runs', '60', '--seed', '8', '--only', 'Intel HEX'),
    ]);
    expect([first.status, second.status, other.status]).toEqual([0, 0, 0]);
    expect(fixed(first.verdict)).toEqual(fixed(second.verdict));
    const [differing] = fixed(other.verdict);
    expect(differing?.slice(0, 2)).toEqual(['Intel HEX', 60]);
    expect(fixed(first.verdict)).not.toContainEqual(differing);
    const names = first.verdict.results.map(({ name }) => name);
    const page = readFileSync(new URL('../docs/fuzz.md', import.meta.url), 'utf8');
    expect([...page.matchAll(/^\| (\S.*?) *\| +\d/gm)].map(([, name]) => name)).toEqual([...names, 'all']);
    expect(names).toEqual(expect.arrayContaining(Object.values(reachedBy)));
    const inputs = first.verdict.results.reduce((sum, result) => sum + result.inputs, 0);
    expect(inputs).toBe(2220);
    // A parser that accepts nothing is not tried but stopped at its door; one that accepts everything is not tried either.
    for (const { accepted, inputs: tried, name } of first.verdict.results) {
      expect(accepted, name).toBeGreaterThan(0);
      expect(accepted, name).toBeLessThan(tried);
    }
  });

  it('knows of every parser which inputs reach it, and of none that is gone', () => {
    const { all, fed } = parsers();
    const known = [...new Set([...fed, ...Object.keys(reachedBy), ...Object.keys(inside)])].sort();
    expect(known).toEqual(all);
  });

  it.concurrent.each([
    ['an undocumented error', 'broken: throws what it should not', 'TypeError'],
    ['an input that never ends', 'broken: never ends', 'took longer than 1500 ms'],
    ['memory without bound', 'broken: takes all memory', 'MiB; the limit is'],
  ])('notices %s, and says how to repeat it', async (_what, name, text) => {
    const { status, verdict } = await fuzz('--broken', '--only', name, '--runs', '5000', '--patience', '1500');
    expect(status).toBe(1);
    expect(verdict.failure).toMatchObject({ name });
    expect(verdict.failure?.text).toContain(text);
    expect(verdict.failure?.again).toContain(`--from ${verdict.failure?.number} --runs 1`);
  });

  it('repeats one input alone', async () => {
    const words = ['--broken', '--only', 'broken: throws what it should not'];
    const { verdict } = await fuzz(...words, '--runs', '5000');
    const again = await fuzz(...words, '--from', String(verdict.failure?.number), '--runs', '1');
    expect(again.verdict.failure).toMatchObject({ number: verdict.failure?.number, text: verdict.failure?.text });
  });
});
