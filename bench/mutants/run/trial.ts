// Tests run in this process: on the unchanged code, to see what they reach, or with one mutant on, until one fails.

import type { LimitedTest, ReachedFile, ReachedTest } from './messages.ts';
import type { Loader } from './subject.ts';

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Every test of a file on the unchanged code: how long it takes and which mutants it reaches. */
export async function reach(load: Loader, file: string, count: number): Promise<ReachedFile> {
  const reached = new Uint8Array(count);
  const numbers = (): number[] => [...reached.keys()].filter((number) => reached[number] === 1);
  const tests = await load(-1, reached)
    .load(file)
    .catch((thrown: unknown) => messageOf(thrown));
  if (typeof tests === 'string') {
    const failed = { file, index: 0, name: 'the file', ms: 0, numbers: [], failure: tests };
    return { tests: [failed], loading: [] };
  }
  const loading = numbers();
  const found: ReachedTest[] = [];
  for (const [index, { name, body }] of tests.entries()) {
    reached.fill(0);
    const began = process.cpuUsage();
    let failure: string | undefined;
    try {
      await body();
    } catch (thrown) {
      failure = messageOf(thrown);
    }
    const { user, system } = process.cpuUsage(began);
    found.push({ file, index, name, ms: (user + system) / 1000, numbers: numbers(), failure });
  }
  return { tests: found, loading };
}

/** The name of the first test that fails with that mutant on. */
export async function firstFailure(
  load: Loader,
  { number, tests }: { readonly number: number; readonly tests: readonly LimitedTest[] },
  onBegin: (test: LimitedTest) => void = () => undefined,
): Promise<string | undefined> {
  const subject = load(number);
  const loaded = new Map<string, Awaited<ReturnType<typeof subject.load>>>();
  for (const test of tests) {
    onBegin(test);
    let name = `loading ${test.file}`;
    try {
      const collected = loaded.get(test.file) ?? (await subject.load(test.file));
      loaded.set(test.file, collected);
      const one = collected[test.index];
      name = one?.name ?? name;
      if (!one) return name;
      await one.body();
    } catch {
      return name;
    }
  }
  return undefined;
}
