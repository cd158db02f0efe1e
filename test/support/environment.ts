// Every test starts from the same terminal, whatever is set where it is run: a command reads these. And no test arms an axis of a
// virtual board without consent.

import { afterEach, expect } from 'vitest';
import { takeUnconsentedArmings } from '../../packages/virtual/src/chip/recorder.ts';

const terminal: Readonly<Record<string, string | undefined>> = {
  TERM: 'xterm-256color',
  LANG: 'C.UTF-8',
  LC_ALL: undefined,
  LC_CTYPE: undefined,
  CI: undefined,
  NO_COLOR: undefined,
  FORCE_COLOR: undefined,
  NODE_DISABLE_COLORS: undefined,
};

for (const [name, value] of Object.entries(terminal)) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

afterEach(() => {
  expect(takeUnconsentedArmings(), 'axes that were armed without consent').toEqual([]);
});
