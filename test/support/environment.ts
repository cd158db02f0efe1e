// Every test starts from the same terminal, whatever is set where it is run: a command reads these. No test arms an axis of a
// virtual board without consent. And bytes are compared as bytes: Vitest would look at each as a property, a second for a MiB.

import { afterEach, expect } from 'vitest';
import { takeUnconsentedArmings } from '../../packages/virtual/src/chip/recorder.ts';

const terminal: Readonly<Record<string, string | undefined>> = {
  TERM: 'xterm-256color',
  LANG: 'C.UTF-8',
  LC_ALL: undefined,
  LC_CTYPE: undefined,
  LC_MESSAGES: undefined,
  CI: undefined,
  NO_COLOR: undefined,
  FORCE_COLOR: undefined,
  NODE_DISABLE_COLORS: undefined,
};

for (const [name, value] of Object.entries(terminal)) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

const sameBytes = (one: unknown, other: unknown): boolean | undefined => {
  const areBytes = one instanceof Uint8Array && other instanceof Uint8Array && one.constructor === other.constructor;
  // Those that differ are left to Vitest, which shows where.
  return areBytes && Buffer.compare(one, other) === 0 ? true : undefined;
};

// Files share their globals, and every tester that is added is asked.
const mark = Symbol.for('odflash bytes are compared');
if (!Reflect.has(globalThis, mark)) {
  Reflect.set(globalThis, mark, true);
  expect.addEqualityTesters([sameBytes]);
}

afterEach(() => {
  expect(takeUnconsentedArmings(), 'axes that were armed without consent').toEqual([]);
});
