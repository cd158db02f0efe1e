// The mutation testing judges the tests of core; this judges the mutation testing: its mutants are the changes they should be, one is on
// at a time, and a mutant that is known to be noticed is.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../bench/mutants/command-line.ts';
import { equivalentTo, readEquivalents } from '../bench/mutants/equivalents.ts';
import { instrument } from '../bench/mutants/mutate/instrument.ts';
import { diffOf, mutantsOf } from '../bench/mutants/mutate/mutants.ts';
import { conclusion, reportPage, scoreOf } from '../bench/mutants/report.ts';
import { bundle, testFiles } from '../bench/mutants/run/bundle.ts';
import type { ReachedTest } from '../bench/mutants/run/messages.ts';
import { nearestFirst } from '../bench/mutants/run/nearness.ts';
import { loaderOf } from '../bench/mutants/run/subject.ts';
import { firstFailure, reach } from '../bench/mutants/run/trial.ts';
import { drawSample } from '../bench/mutants/sample.ts';
import type { Judged, Mutant, Outcome } from '../bench/mutants/types.ts';

const root = join(import.meta.dirname, '..');

/** `kind: before -> after` of each mutant of that text. */
function changes(source: string): string[] {
  return mutantsOf(source, 'a.ts').map(
    ({ kind, start, end, replacement }) => `${kind}: ${source.slice(start, end)} -> ${replacement}`,
  );
}

describe('the tests of a mutant', () => {
  const test = (file: string, ms: number): ReachedTest => ({ file, index: 0, name: file, ms, numbers: [] });
  const order = (...tests: ReachedTest[]) =>
    nearestFirst('packages/core/src/update/settings/bus-check.ts', tests).map(({ name }) => name);
  const own = test('packages/core/test/update/settings/bus-check.test.ts', 5_000);
  const folder = test('packages/core/test/update/settings/unsaved.test.ts', 1_000);
  const far = test('packages/virtual/test/update.property.test.ts', 80);

  it('are those about its file, then those about its folder, then the quickest', () => {
    expect(order(far, folder, own)).toEqual([own, far, folder].map(({ name }) => name));
    expect(order({ ...far, ms: 120 }, folder, own)).toEqual([own, folder, far].map(({ name }) => name));
    expect(order({ ...far, ms: 4 }, folder, own)).toEqual([far, own, folder].map(({ name }) => name));
  });
});

describe('the mutants of a line', () => {
  it.each([
    [
      'a comparison',
      'x = a < b',
      [
        'condition: a < b -> true',
        'condition: a < b -> false',
        'comparison: a < b -> a <= b',
        'comparison: a < b -> a >= b',
      ],
    ],
    [
      'equality',
      'x = a === b',
      ['condition: a === b -> true', 'condition: a === b -> false', 'comparison: a === b -> a !== b'],
    ],
    ['a sum', 'x = a + b', ['arithmetic: a + b -> a - b']],
    ['a bit mask', 'x = a & b', ['arithmetic: a & b -> a | b']],
    ['joined text', 'x = `a` + b', []],
    ['a negation', 'x = !a', ['boolean: !a -> a']],
    ['a fallback', 'x = a ?? b', ['logical: a ?? b -> (a) && (b)']],
    ['a truth', 'x = true', ['boolean: true -> false']],
    ['a small number', 'x = 3', ['off by one: 3 -> 4', 'off by one: 3 -> 2']],
    ['a large number, a text, an object', "x = { a: 4_000, b: 'c', 5: 0x20 }", []],
    ['a table', 'x = [1, 2]', ['array: [1, 2] -> []']],
    [
      'a chain',
      'x = a?.b?.[c]',
      ['optional chaining: a?.b?.[c] -> a?.b[c]', 'optional chaining: a?.b?.[c] -> a.b?.[c]'],
    ],
    ['a filter', 'x = a.filter(b)', ['method: a.filter(b) -> a']],
    ['every', 'x = a.every(b)', ['method: a.every(b) -> a.some(b)']],
    ['a function', 'x = (a: number): a is 1 => a', ['return value: a -> undefined']],
    ['a cast', 'x = a as unknown as 1 | 2', []],
  ])('%s', (_what, line, expected) => {
    expect(changes(`${line};`).filter((change) => !change.startsWith('removed'))).toEqual(expected);
  });

  it('leave the loop its end: a condition of a loop never becomes true', () => {
    expect(changes('while (a) b();')).toContain('condition: a -> false');
    expect(changes('while (a) b();')).not.toContain('condition: a -> true');
  });

  it('leave out calls, awaited calls and whole blocks', () => {
    expect(changes('async function f() { await a(); b(); }')).toEqual([
      'removed block: { await a(); b(); } -> ',
      'removed call: await a(); -> ',
      'removed call: b(); -> ',
    ]);
  });

  it('are called by their place, and shown as a diff', () => {
    const source = 'const a = 1;\nexport const b = a > 17;\n';
    const [, mutant] = mutantsOf(source, 'a.ts').filter(({ kind }) => kind === 'comparison');
    expect(mutant?.id).toBe('a.ts:2:18~4');
    expect(diffOf(source, mutant!)).toEqual(['- export const b = a > 17;', '+ export const b = a <= 17;']);
  });
});

describe('a file with its mutants in it', () => {
  const source = `
    const seen = [];
    const add = (a, b) => a + b * 2;
    if (add(1, 2) > 4 && seen.length === 0) { seen.push('if'); } else seen.push('else');
    for (let i = 0; i < 3; i++) { seen.push(i); }
    return seen.at(-1) ?? seen;`;
  const wrapped = `function f() {${source}}`;
  const mutants = mutantsOf(wrapped, 'a.ts');
  const run = (text: string, isMutant = (_number: number) => false): string =>
    JSON.stringify(new Function('__isMutant', `${text.replace(/^import .*?;/, '')}; return f();`)(isMutant));
  const all = instrument(
    wrapped,
    mutants.map((mutant, number) => ({ mutant, number })),
  );
  /** Those that come to an end. */
  const finite = mutants.filter(
    ({ kind, replacement }) => kind !== 'assignment' && !/^(true|.* >= .*)$/.test(replacement),
  );

  it('does what it did as long as none is on', () => {
    expect(run(all)).toBe(run(wrapped));
  });

  it('does with one on exactly what the changed text does', () => {
    for (const mutant of finite) {
      const changed =
        wrapped.slice(0, mutant.start) +
        { block: '{}', statement: ';', expression: mutant.replacement }[mutant.form] +
        wrapped.slice(mutant.end);
      const number = mutants.indexOf(mutant);
      expect(
        run(all, (asked) => asked === number),
        mutant.id,
      ).toBe(run(changed));
    }
    expect(finite.length).toBeGreaterThan(20);
  });
});

describe('a sample', () => {
  const file = (source: string) => ({ source, mutants: mutantsOf(source, 'a.ts') });
  const source = 'export const f = (a: number, b: number) => (a < b ? a + b : a * b - 1);';
  const texts = (drawn: readonly Mutant[]) => drawn.map(({ kind, replacement }) => `${kind} ${replacement}`);

  it('follows from its seed, and stays the same when something is written above', () => {
    const sample = texts(drawSample([file(source)], 5, 7));
    expect(texts(drawSample([file(`// a line more\n\n${source}`)], 5, 7))).toEqual(sample);
    expect(texts(drawSample([file(source)], 5, 8))).not.toEqual(sample);
  });

  it('that is larger contains the smaller one', () => {
    expect(drawSample([file(source)], 6, 7).slice(0, 3)).toEqual(drawSample([file(source)], 3, 7));
  });
});

describe('a mutant of core', () => {
  const file = 'packages/core/src/image/crc32.ts';
  const tests = ['packages/core/test/image/hashes.test.ts'];

  it('that a test is known to notice is killed by it, one that no test of the file reaches is not, and the unchanged code passes', async () => {
    const mutated = [file, 'packages/core/src/image/formats/uf2.ts'].map((name) => {
      const text = readFileSync(join(root, name), 'utf8');
      return mutantsOf(text, name).filter(({ kind }) => kind === 'arithmetic');
    });
    const mutants = mutated.flat();
    const numbered = mutants.map((mutant, number) => ({ mutant, number }));
    const load = await loaderOf(await bundle(root, tests, numbered), join(root, 'bundle.cjs'));
    const found = await reach(load, tests[0]!, mutants.length);
    expect(found.tests.map(({ failure }) => failure)).toEqual(found.tests.map(() => undefined));
    const reached = new Set([...found.loading, ...found.tests.flatMap(({ numbers }) => numbers)]);
    const names = found.tests.map(({ index }) => ({ file: tests[0]!, index, limitMs: 1000 }));
    const [known, unknown] = [0, mutated[0]!.length];
    expect([reached.has(known), reached.has(unknown)]).toEqual([true, false]);
    expect(await firstFailure(load, { number: known, tests: names })).toMatch(/CRC/i);
    expect(await firstFailure(load, { number: unknown, tests: names })).toBeUndefined();
    // Nothing of the mutant before is left.
    expect(await firstFailure(load, { number: -1, tests: names })).toBeUndefined();
  });

  it('is tried with the tests of core and of the virtual boards, and with none that starts the command', () => {
    const files = testFiles(root);
    expect(files).toContain('packages/core/test/flash/run/power-cut.test.ts');
    expect(files.filter((name) => name.startsWith('test/cli'))).toEqual([]);
  });
});

describe('the list of equivalent mutants', () => {
  it('names only mutants that there are, each with a reason', () => {
    for (const known of readEquivalents(root)) {
      const source = readFileSync(join(root, known.file), 'utf8');
      const found = mutantsOf(source, known.file).filter((mutant) => equivalentTo([known], mutant, source));
      expect(found.length, `${known.file}: ${known.line}`).toBeGreaterThan(0);
      expect(known.reason).toMatch(/\w+ \w+ \w+/);
    }
  });
});

describe('the score', () => {
  const [mutant] = mutantsOf('export const a = 1 < b;', 'packages/core/src/flash/a.ts');
  const judged = (outcome: Outcome, equivalent?: string): Judged => ({
    mutant: mutant!,
    outcome,
    tests: 3,
    ms: 1,
    equivalent,
  });
  const list = [
    judged('killed'),
    judged('timeout'),
    judged('survived'),
    judged('unreached'),
    judged('survived', 'why'),
  ];

  it('counts what a time limit ended as killed, what no test reaches as survived, and equivalents not at all', () => {
    expect(scoreOf(list)).toBe(0.5);
    expect(scoreOf([judged('killed', 'a reason that was wrong')])).toBe(1);
  });

  it('says so when too many are called equivalent', () => {
    expect(conclusion(list, 1)).toMatch(/too many/);
    expect(conclusion(list.slice(0, 4), 1)).not.toMatch(/too many/);
  });

  it('is listed on the page with every survivor', () => {
    const command = readCommandLine(['--sample', '5', '--seed', '3', '--report', 'docs/mutants.md'], 2);
    if (command.what !== 'run') throw new Error(command.what);
    const page = reportPage(list, { all: 9, options: command.options, diff: () => ['- a', '+ b'] });
    expect(page).toContain('npm run bench:mutants -- --sample 5 --seed 3 --report docs/mutants.md');
    expect(page).toContain('50.0 %');
    expect(page.match(/```diff/g)).toHaveLength(3);
  });
});

it.each(['--sample 0', '--sample many', '--jobs 0', '--seed -1', '--nonsense', 'extra'])('%s is a mistake', (line) => {
  expect(readCommandLine(line.split(' '), 2).what).toBe('mistake');
});
