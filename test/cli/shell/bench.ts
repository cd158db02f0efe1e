// What the tests of odflash shell stand on: expressions on the command line, and a terminal in memory.

import { PassThrough } from 'node:stream';
import { systemClock } from '@odflash/core';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { errorLines, toFlasherError } from '../../../packages/cli/src/failure.ts';
import { openBoards } from '../../../packages/cli/src/shell/boards.ts';
import { startRepl } from '../../../packages/cli/src/shell/repl.ts';
import { odflashInProcess as odflash } from '../in-process.ts';

/** The words that name a virtual board. */
export const board = ['--virtual', 'v3.6-56V'];
/** Runs `odflash shell` with these expressions. */
export const evaluate = (expressions: readonly string[], words: readonly string[] = board) =>
  odflash(['shell', ...expressions.flatMap((one) => ['-e', one]), ...words]);

/** A keyboard and a screen, and what they are connected to. */
export async function terminal(profile: string, historyFile?: string) {
  const clock = virtualClock();
  const virtual = createVirtualBoard(profile, { clock, seed: 1 });
  virtual.recorder.consent(0);
  const env = { bus: virtualBus([virtual], { clock }), clock, vault: memoryVault() };
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 80,
    rows: 24,
    getColorDepth: () => 1,
    hasColors: () => false,
  });
  let shown = '';
  output.on('data', (text) => {
    shown += String(text);
  });
  const boards = await openBoards(env, { consent: [{ what: 'move', serial: virtual.serial, axis: 0 }] });
  const errors: string[] = [];
  let interrupts = 0;
  const shell = startRepl({
    input: input as unknown as NodeJS.ReadStream,
    output: output as unknown as NodeJS.WriteStream,
    boards,
    names: Object.fromEntries(boards.all.map(({ name, root }) => [name, root])),
    historyFile,
    interrupt: () => {
      interrupts++;
      boards.interrupt();
    },
    showError: (error) => {
      const text = errorLines(toFlasherError(error, undefined)).join('\n');
      errors.push(text);
      output.write(`${text}\n`);
    },
  });
  /** Types, and waits until the screen shows it. */
  const type = async (keys: string, until: RegExp) => {
    const from = shown.length;
    for (const key of keys) input.write(key);
    for (let look = 0; look < 400; look++) {
      if (until.test(shown.slice(from))) return shown.slice(from);
      await systemClock.sleep(10);
    }
    throw new Error(`not shown: ${until} in ${JSON.stringify(shown.slice(from))}`);
  };
  return { type, shell, boards, env, errors, virtual, input, interrupts: () => interrupts };
}

/** A vault that ends with the test. */
export function memoryVault() {
  const files = new Map<string, Uint8Array>();
  return {
    put: async (name: string, bytes: Uint8Array) => void files.set(name, bytes),
    get: async (name: string) => files.get(name),
    list: async (prefix: string) => [...files.keys()].filter((name) => name.startsWith(prefix)),
    remove: async (name: string) => void files.delete(name),
    locate: (name: string) => name,
  };
}
