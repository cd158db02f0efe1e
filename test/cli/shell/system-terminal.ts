// A command in a terminal of the system: keys go through the line discipline, and Ctrl-C may be a signal.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { systemClock } from '@odflash/core';
import type { Scratch } from '../command.ts';
import { programUnderTest } from '../launch.ts';

const script = '/usr/bin/script';

export const hasSystemTerminal = process.platform === 'linux' && existsSync(script);

export interface SystemTerminal extends Disposable {
  /** Types, and waits until the screen shows it. */
  type(keys: string, until: RegExp): Promise<string>;
  /** Resolves with the exit status. */
  readonly ended: Promise<number | null>;
  /** Everything so far. */
  readonly shown: string;
}

export function systemTerminal(words: readonly string[], folder: Scratch): SystemTerminal {
  const line = [...programUnderTest(), ...words].map((word) => `'${word}'`).join(' ');
  const child = spawn(script, ['-qfec', line, '/dev/null'], {
    env: { ...process.env, XDG_STATE_HOME: folder.at('state'), TERM: 'xterm', LANG: 'C.UTF-8', LC_ALL: '', CI: '' },
  });
  let shown = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => (shown += stripVTControlCharacters(String(text))));
  return {
    async type(keys, until) {
      const from = shown.length;
      child.stdin.write(keys);
      while (!until.test(shown.slice(from))) {
        if (child.exitCode !== null) throw new Error(`ended before ${until} was shown: ${shown.slice(from)}`);
        await systemClock.sleep(10);
      }
      return shown.slice(from);
    },
    ended: new Promise((resolve) => child.once('exit', resolve)),
    get shown() {
      return shown;
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}
