// The shell at a terminal: node:repl, in which results are awaited, assignments have arrived before the next prompt, and Ctrl-C
// stops what runs.

import repl, { type REPLServer } from 'node:repl';
import { isFlasherError } from '@odflash/core';
import type { ShellBoards } from './boards.ts';
import { completeBoardPath } from './complete.ts';
import { readable } from './show.ts';

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

type Callback = (error: Error | null, result?: unknown) => void;

export function startRepl(parts: ReplParts): ShellRepl {
  const { input, output, boards, names, historyFile, interrupt } = parts;
  // Evaluating what is half typed would read the board.
  const server = repl.start({
    prompt: '> ',
    input,
    output,
    preview: false,
    ignoreUndefined: true,
    breakEvalOnSigint: true,
  });
  const define = (more: object) => Object.defineProperties(server.context, Object.getOwnPropertyDescriptors(more));
  define(names);
  if (historyFile !== undefined) server.setupHistory(historyFile, () => undefined);
  const state = settling(server, parts);
  completing(server, boards);
  const { promise: closed, resolve: leave } = deferred();
  server.once('exit', leave);

  const usual = server.listeners('SIGINT');
  server.removeAllListeners('SIGINT');
  server.on('SIGINT', () => {
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

interface Settling {
  isBusy(): boolean;
  /** Node has evaluated the line, and the board is waited for. */
  isSettling(): boolean;
}

/** Results are awaited and read, and what was assigned has reached its board, before the next prompt. */
function settling(server: REPLServer, { boards, showError }: ReplParts): Settling {
  let busy = false;
  let waits = false;
  const evaluate = server.eval;
  const settled = async (result: unknown) => {
    const value = await readable(result);
    await boards.written();
    return value;
  };
  const own = (code: string, context: unknown, file: string, callback: Callback) => {
    busy = true;
    const end: Callback = (error, result) => {
      busy = false;
      waits = false;
      if (!isFlasherError(error)) return callback(error, result);
      showError(error);
      callback(null, undefined);
    };
    const after: Callback = (error, result) => {
      if (error) {
        // What was assigned before it failed is not left half done.
        boards.written().then(
          () => end(error),
          () => end(error),
        );
        return;
      }
      waits = true;
      settled(result).then(
        (value) => end(null, value),
        (failure: unknown) => end(failure instanceof Error ? failure : new Error(String(failure))),
      );
    };
    Reflect.apply(evaluate, server, [code, context, file, after]);
  };
  Object.assign(server, { eval: own });
  catchOwnFailures(server, (error) => {
    busy = false;
    waits = false;
    showError(error);
  });
  return { isBusy: () => busy, isSettling: () => waits };
}

/** What is thrown while Node evaluates goes to the domain of its REPL, not to the callback (lib/repl.js up to Node 24). */
function catchOwnFailures(server: REPLServer, show: (error: unknown) => void): void {
  const { _domain: domain } = server as { readonly _domain?: NodeJS.EventEmitter };
  if (!domain) return;
  const usual = domain.listeners('error');
  domain.removeAllListeners('error');
  domain.on('error', (error: unknown) => {
    if (!isFlasherError(error)) {
      for (const listener of usual) Reflect.apply(listener, domain, [error]);
      return;
    }
    show(error);
    server.clearBufferedCommand();
    server.displayPrompt();
  });
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
