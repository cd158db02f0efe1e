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
/** What is done around each test of the suites that are open. */
interface Around {
  readonly before: readonly Body[];
  readonly after: readonly Body[];
}
let around: Around = { before: [], after: [] };

/** The tests of the file that was loaded since the last call. */
export function takeTests(): CollectedTest[] {
  const tests = collected;
  collected = [];
  around = { before: [], after: [] };
  return tests;
}

export function beforeEach(body: Body): void {
  around = { ...around, before: [...around.before, body] };
}

export function afterEach(body: Body): void {
  around = { ...around, after: [body, ...around.after] };
}

/** Hooks stand in front of the tests they are for. */
function surrounded(body: Body, hooks: Around): () => Promise<void> {
  return async () => {
    for (const hook of hooks.before) await (hook as () => unknown)();
    try {
      await (body as () => unknown)();
    } finally {
      for (const hook of hooks.after) await (hook as () => unknown)();
    }
  };
}

/** printf as far as titles use it. Titles are for people; tests are distinguished by their number in the file. */
function titled(title: string, row: readonly unknown[], index: number): string {
  let next = 0;
  return title.replace(/%[#sdifjop%]/g, (mark) => {
    if (mark === '%%') return '%';
    return mark === '%#' ? String(index) : String(row[next++]);
  });
}

function addTest(name: string, body: Body): void {
  const hasHooks = around.before.length + around.after.length > 0;
  const run = hasHooks ? surrounded(body, around) : (body as () => unknown);
  collected.push({ name: [...suites, name].join(' > '), body: run });
}

function addSuite(name: string, body: Body): void {
  const [outer, outside] = [suites, around];
  suites = [...outer, name];
  (body as () => unknown)();
  suites = outer;
  around = outside;
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
