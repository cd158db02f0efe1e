// What comes of a line at the prompt: its result is awaited and read, what it assigned has reached its board before the next prompt, and
// keys that are pressed meanwhile wait.

import { type REPLServer, Recoverable } from 'node:repl';
import { FlasherError, isFlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';
import type { ShellBoards } from './boards.ts';
import { readable } from './show.ts';
import { keepTypedAhead } from './typed-ahead.ts';
import { isInLine, runLine } from './typed-line.ts';

export interface Settling {
  isBusy(): boolean;
  /** Node has evaluated the line, and the board is waited for. */
  isSettling(): boolean;
  /** What runs was told to stop. */
  interrupted(): void;
}

interface SettlingParts {
  readonly boards: ShellBoards;
  /** Ends what runs. */
  readonly interrupt: () => void;
  readonly showError: (error: unknown) => void;
}

type Callback = (error: Error | null, result?: unknown) => void;

export function settling(server: REPLServer, { boards, interrupt, showError }: SettlingParts): Settling {
  let busy = false;
  let waits = false;
  let line = new AbortController();
  const evaluate = server.eval;
  const typedAhead = keepTypedAhead(server, () => busy);
  const done = () => {
    busy = false;
    waits = false;
  };
  /** True for what is ours to say. */
  const showOwn = (error: unknown): boolean => {
    const isInterruption = isScriptInterrupted(error);
    if (isInterruption && !line.signal.aborted) {
      line.abort();
      interrupt();
    }
    const shown = isInterruption ? new FlasherError('aborted', commandMessage('end.interrupted')) : error;
    if (isFlasherError(shown)) showError(shown);
    return isFlasherError(shown);
  };
  const settled = async (result: unknown) => {
    const value = await readable(result);
    await boards.written();
    return value;
  };
  const own = (code: string, context: unknown, file: string, callback: Callback) => {
    busy = true;
    line = new AbortController();
    const end: Callback = (error, result) => {
      done();
      if (showOwn(error)) callback(null, undefined);
      else callback(error, result);
      typedAhead.type();
    };
    const after: Callback = (error, result) => {
      // The next line continues this one.
      if (error instanceof Recoverable) return end(error);
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
    runLine(line.signal, () => withoutListeners(() => Reflect.apply(evaluate, server, [code, context, file, after])));
  };
  Object.assign(server, { eval: own });
  onOwnFailure(server, (error, usual) => {
    // Of this line, or of a timer that an earlier one has set.
    if (isInLine(line.signal)) done();
    if (showOwn(error)) {
      server.clearBufferedCommand();
      server.displayPrompt();
    } else usual();
    typedAhead.type();
  });
  return {
    isBusy: () => busy,
    isSettling: () => waits,
    interrupted() {
      line.abort();
      typedAhead.forget();
    },
  };
}

/** Whether Ctrl-C has ended code that gives nothing else a turn, or while it awaits. */
function isScriptInterrupted(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
  );
}

/**
 * Without the process's own listeners for SIGINT. Node's REPL listens before it runs the code, and vm.Script takes listeners away after
 * that, which with the last one takes the REPL's away, too: Ctrl-C would end the process (lib/repl.js and lib/vm.js of Node 20).
 */
function withoutListeners(work: () => void): void {
  const listeners = process.rawListeners('SIGINT') as NodeJS.SignalsListener[];
  process.removeAllListeners('SIGINT');
  try {
    work();
  } finally {
    for (const listener of listeners) process.on('SIGINT', listener);
  }
}

/** What is thrown while Node evaluates goes to the domain of its REPL, not to the callback (lib/repl.js up to Node 24). */
function onOwnFailure(server: REPLServer, show: (error: unknown, usual: () => void) => void): void {
  const { _domain: domain } = server as { readonly _domain?: NodeJS.EventEmitter };
  if (!domain) return;
  const usual = domain.listeners('error');
  domain.removeAllListeners('error');
  domain.on('error', (error: unknown) =>
    show(error, () => {
      for (const listener of usual) Reflect.apply(listener, domain, [error]);
    }),
  );
}
