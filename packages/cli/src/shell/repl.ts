// The shell at a terminal: node:repl, in which results are awaited, assignments have arrived before the next prompt, and Ctrl-C
// stops what runs.

import repl, { type REPLServer, type ReplOptions } from 'node:repl';
import type { ShellBoards } from './boards.ts';
import { completeBoardPath } from './complete.ts';
import { settling } from './settling.ts';
import { shownResult } from './show.ts';

export interface ShellRepl {
  /** Resolves when it was left. */
  readonly closed: Promise<void>;
  /** A line above the prompt. */
  note(text: string): void;
  /** Names that have come since. */
  define(names: object): void;
  /** The keyboard belongs to another reader meanwhile. */
  lend<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

export interface ReplParts {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly boards: ShellBoards;
  readonly names: object;
  /** Where the lines of earlier shells are; none where that is not known. */
  readonly historyFile: string | undefined;
  /** Ends what runs. */
  readonly interrupt: () => void;
  /** A failure for people. */
  readonly showError: (error: unknown) => void;
}

/** Lines that are kept, as Node's own prompt keeps them. */
const historySize = 1000;

export function startRepl(parts: ReplParts): ShellRepl {
  const { input, output, boards, names, historyFile, interrupt } = parts;
  const options: ReplOptions & { readonly historySize: number } = {
    prompt: '> ',
    input,
    output,
    // Evaluating what is half typed would read the board.
    preview: false,
    ignoreUndefined: true,
    breakEvalOnSigint: true,
    writer: (value) => shownResult(value, server.useColors),
    // An option of readline that is not declared here (@types/node 20); as a property it is read-only since Node 24.
    historySize,
  };
  const server: REPLServer = repl.start(options);
  const own: PropertyDescriptorMap = {};
  const define = (more: object) => {
    Object.assign(own, Object.getOwnPropertyDescriptors(more));
    Object.defineProperties(server.context, own);
  };
  define(names);
  // `.clear`
  server.on('reset', () => define({}));
  if (historyFile !== undefined) server.setupHistory(historyFile, () => undefined);
  const state = settling(server, parts);
  completing(server, boards);
  const { promise: closed, resolve: leave } = deferred();
  server.once('exit', leave);

  const usual = server.listeners('SIGINT');
  server.removeAllListeners('SIGINT');
  server.on('SIGINT', () => {
    state.interrupted();
    interrupt();
    // Node's own: gives up an await, or clears the line and says how to leave.
    if (!state.isSettling()) for (const listener of usual) Reflect.apply(listener, server, []);
  });
  return {
    closed,
    define,
    note(text) {
      output.write(`\r\x1b[K${text}\n`);
      if (!state.isBusy()) server.displayPrompt(true);
    },
    async lend(work) {
      const keys = input.listeners('keypress');
      input.removeAllListeners('keypress');
      try {
        return await work();
      } finally {
        for (const key of keys) input.on('keypress', key as (...words: unknown[]) => void);
        input.setRawMode?.(true);
        input.resume();
      }
    },
    close() {
      // Node waits with its own end until what runs is done, and fails where the terminal is gone.
      leave();
      try {
        server.close();
      } catch {
        // The terminal is gone: there is nothing to say it to.
      }
    },
  };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

type Completer = (line: string, callback: (error: Error | null, result: [string[], string]) => void) => void;

function completing(server: REPLServer, boards: ShellBoards): void {
  const usual = server.completer as Completer;
  const own: Completer = (line, callback) => {
    const found = completeBoardPath(line, boards);
    if (found) callback(null, found);
    else Reflect.apply(usual, server, [line, callback]);
  };
  Object.assign(server, { completer: own });
}
