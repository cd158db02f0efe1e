// The command without a process of its own: for many short runs that differ in their words only. What depends on the
// environment, on signals or on the exit of the process needs the built command (command.ts).

import { PassThrough } from 'node:stream';
import { runCommandLine } from '../../packages/cli/src/command-line.ts';
import type { OutputStream } from '../../packages/cli/src/stream.ts';
import { type Ended, jsonLines } from './ended.ts';

export interface InProcessOptions {
  /** Both streams are terminals that know colours. */
  readonly terminal?: boolean;
  /** Characters per line there. Default 80. */
  readonly columns?: number;
}

/** Runs odflash with these words, as {@link odflash} of command.ts does. */
export async function odflashInProcess(words: readonly string[], options: InProcessOptions = {}): Promise<Ended> {
  const texts = { stdout: '', stderr: '' };
  const sinkFor = (name: keyof typeof texts): OutputStream => ({
    stream: Object.assign(new PassThrough(), {
      isTTY: options.terminal === true,
      hasColors: () => options.terminal === true,
      getColorDepth: () => (options.terminal ? 8 : 1),
    }) as unknown as NodeJS.WriteStream,
    isTTY: options.terminal === true,
    columns: options.columns ?? 80,
    failure: undefined,
    lost: new AbortController().signal,
    write: (text) => {
      texts[name] += typeof text === 'string' ? text : new TextDecoder().decode(text);
    },
  });
  const status = await runCommandLine(words, { stdout: sinkFor('stdout'), stderr: sinkFor('stderr') });
  const lines = () => jsonLines(texts.stdout);
  return { status, signal: null, ...texts, lines, last: () => lines().at(-1) ?? { type: 'nothing' } };
}
