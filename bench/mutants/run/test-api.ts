// What a test file imports from vitest, as far as the tests of core need it: collects tests instead of running them, so that a process
// may hold them all and run the few that reach a mutant. `expect` and `vi` are vitest's own. A file that needs more cannot be loaded.

export { expect, vi } from 'vitest';

type Body = (...input: never[]) => unknown;

export interface CollectedTest {
  /** With the names of its suites. */
  readonly name: string;
  readonly body: () => unknown;
}

let suites: readonly string[] = [];
let collected: CollectedTest[] = [];

/** The tests of the files that were loaded since the last call. */
export function takeTests(): CollectedTest[] {
  const tests = collected;
  collected = [];
  return tests;
}

/** printf as far as titles use it. Titles are for people; tests are told apart by their number in the file. */
function titled(title: string, row: readonly unknown[], index: number): string {
  let next = 0;
  return title.replace(/%[#sdifjop%]/g, (mark) => {
    if (mark === '%%') return '%';
    return mark === '%#' ? String(index) : String(row[next++]);
  });
}

function addTest(name: string, body: Body): void {
  collected.push({ name: [...suites, name].join(' > '), body: body as () => unknown });
}

function addSuite(name: string, body: Body): void {
  const outer = suites;
  suites = [...outer, name];
  (body as () => unknown)();
  suites = outer;
}

/** Options may stand between name and body, a time limit after it; the harness has limits of its own. */
type Declare = (name: string, first?: unknown, second?: unknown) => void;

interface Declaring extends Declare {
  each(rows: readonly unknown[]): Declare;
  skipIf(condition: unknown): Declaring;
  runIf(condition: unknown): Declaring;
}

function declaring(add: (name: string, body: Body) => void): Declaring {
  const declare =
    (take: (name: string, body: Body) => void): Declare =>
    (name, first, second) => {
      const body = typeof first === 'function' ? first : second;
      if (typeof body === 'function') take(name, body as Body);
    };
  const each = (rows: readonly unknown[]): Declare =>
    declare((title, body) => {
      for (const [index, row] of rows.entries()) {
        const input = (Array.isArray(row) ? row : [row]) as never[];
        add(titled(title, input, index), () => body(...input));
      }
    });
  const runIf = (condition: unknown): Declaring => declaring(condition ? add : () => undefined);
  return Object.assign(declare(add), { each, runIf, skipIf: (condition: unknown) => runIf(!condition) });
}

export const describe: Declaring = declaring(addSuite);
export const test: Declaring = declaring(addTest);
export const it: Declaring = declaring(addTest);
