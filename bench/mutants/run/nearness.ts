// Which tests are likely to notice a mutant: those about its file, then those about its folder. Pure.

import type { ReachedTest } from './messages.ts';

/** A test is tried as if it were so many times as quick. */
const gain = { sameFile: 100, sameFolder: 10 } as const;

/** `update/bus-check`, of the source and of its test. */
const subjectOf = (file: string): string =>
  file.replace(/^packages\/\w+\/(src|test)\//, '').replace(/(\.\w+)?\.ts$/, '');

const folderOf = (subject: string): string => subject.split('/')[0] ?? '';

/** The tests to try a mutant of `file` with, the best of them first. */
export function nearestFirst(file: string, tests: readonly ReachedTest[]): readonly ReachedTest[] {
  const subject = subjectOf(file);
  const costOf = (test: ReachedTest): number => {
    const other = subjectOf(test.file);
    if (other === subject) return test.ms / gain.sameFile;
    return folderOf(other) === folderOf(subject) ? test.ms / gain.sameFolder : test.ms;
  };
  return tests.toSorted((a, b) => costOf(a) - costOf(b));
}
