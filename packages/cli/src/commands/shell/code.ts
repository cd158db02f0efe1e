// odflash shell with expressions, a script or code on standard input: run one after the other, results printed.

import { inspect } from 'node:util';
import { FlasherError, isFlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import { readInput } from '../../files.ts';
import type { Interrupt } from '../../interrupt.ts';
import type { Outcome } from '../../outcome.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { watchEnd } from '../../shared/watching.ts';
import { axisEndedText, released } from '../../shell/axis-ended.ts';
import { atOneOf, openBoards } from '../../shell/boards.ts';
import { createScope } from '../../shell/evaluate.ts';
import type { Helpers } from '../../shell/helper-parts.ts';
import { createHelpers } from '../../shell/helpers.ts';
import { methodsOf } from '../../shell/methods.ts';
import { ownConsole } from '../../shell/own-console.ts';
import { ownProcess } from '../../shell/own-process.ts';
import { isShown, readable } from '../../shell/show.ts';
import { namesOf, quiet, sayLetGo } from './boards-in-scope.ts';
import type { ShellOptions } from './options.ts';
import { ownFailure } from './own-failure.ts';

/** One piece of code. */
interface Code {
  readonly code: string;
  readonly file?: string;
}

/** Throws FlasherError where there is none. */
export async function codesOf(script: string | undefined, expressions: readonly string[]): Promise<readonly Code[]> {
  if (script !== undefined) return [{ code: await textOf(script), file: script }];
  return expressions.length > 0 ? expressions.map((code) => ({ code })) : [{ code: await standardInput() }];
}

async function textOf(file: string): Promise<string> {
  // A line that names an interpreter is not part of the language.
  return new TextDecoder().decode(await readInput(file)).replace(/^#!.*/, '');
}

async function standardInput(): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(Buffer.from(piece as Buffer));
  const code = Buffer.concat(pieces).toString('utf8');
  if (code.trim() !== '') return code;
  throw new FlasherError('usage', commandMessage('usage.nothing-to-run'), {
    next: commandMessage('next.pass-expression'),
  });
}

/** Boards connected, names put in scope. Throws FlasherError. */
export async function runCode(codes: readonly Code[], options: ShellOptions, context: Context): Promise<Outcome> {
  const { interrupt } = context;
  const env = await openEnvironment(options, context);
  let helpers: Helpers | undefined;
  await using uncaught = uncaughtOf(interrupt);
  await using boards = await openBoards(env, quiet(runningRequest(options, context)), {
    extras: methodsOf(() => helpers),
    onAxisEnded: (board, axis, how) => void axisEndedText(board, axis, how).then(context.output.say),
  });
  const signal = watchEnd(context);
  let end: Promise<void> | undefined;
  const letGo = () => {
    if (end === undefined) sayLetGo(boards, context);
    end ??= released(boards);
    end.catch(() => undefined);
    return end;
  };
  signal.addEventListener('abort', () => void letGo(), { once: true });
  const { pressed } = interrupt;
  helpers = createHelpers({
    env,
    context,
    boards,
    signal: () => signal,
    interrupt: pressed,
    withKeyboard: (work) => work(),
  });
  let exit: number | undefined;
  const process = ownProcess((status) => {
    if (boards.all.every(({ session }) => session.held.length === 0)) globalThis.process.exit(status);
    exit = status;
    void letGo();
  });
  const evaluate = createScope({
    ...helpers,
    process,
    console: ownConsole(context.output.unread),
    ...namesOf(boards.all),
  });
  try {
    for (const { code, file } of codes) {
      const work = async () => {
        const result = await readable(await evaluate(code, file));
        await boards.written();
        return result;
      };
      const value = await stopped(signal, uncaught.during(work)).catch((thrown: unknown) => {
        throw ownFailure(thrown, file);
      });
      if (value !== undefined && file === undefined) print(value, context);
    }
    await letGo();
  } catch (thrown) {
    await letGo();
    const isUnread = isFlasherError(thrown) && thrown.code === 'aborted' && !interrupt.signal.aborted;
    if (exit === undefined && !isUnread) throw atOneOf(boards, thrown);
  }
  return {
    board: 'untouched',
    fields: { boards: boards.all.map(({ name, session }) => ({ name, device: session.device })) },
    exit,
  };
}

/** A script that waits for something else than a board ends with Ctrl-C, too. */
function stopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(new FlasherError('aborted', commandMessage('end.interrupted'), { board: 'untouched' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]);
}

interface Uncaught extends AsyncDisposable {
  /** Fails also by what the code throws where it awaits nothing: in a timer, or in a promise of its own. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

/** Uncaught errors of the code, while it runs and while its boards are released. A request that the release interrupts is not an error. */
function uncaughtOf(interrupt: Interrupt): Uncaught {
  let fail: ((thrown: unknown) => void) | undefined;
  let hasFailed = false;
  let late: { readonly thrown: unknown } | undefined;
  const owned = interrupt.owned((thrown) => {
    if (fail) fail(thrown);
    else if (!(isFlasherError(thrown) && thrown.code === 'aborted')) late ??= { thrown };
    return true;
  });
  return {
    async during(work) {
      const failed = new Promise<never>((_, reject) => {
        fail = reject;
      });
      try {
        const value = await Promise.race([work(), failed]);
        await Promise.race([turn(), failed]);
        return value;
      } catch (thrown) {
        hasFailed = true;
        throw thrown;
      } finally {
        fail = undefined;
      }
    },
    async [Symbol.asyncDispose]() {
      await turn();
      owned[Symbol.dispose]();
      if (late && !hasFailed) throw ownFailure(late.thrown, undefined);
    },
  };
}

/** Node tells of a promise that nothing handles when all that is ready has run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function print(value: unknown, { output }: Context): void {
  const plain = isShown(value) ? value.value : value;
  const text = isShown(value) ? value.text : inspectText(value);
  output.data('value', { value: plainJson(plain) ?? text }, text);
}

/** `undefined` for what has no form in JSON: timers, sockets, anything that contains itself. */
function plainJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value, jsonValue) ?? 'null');
  } catch {
    return undefined;
  }
}

function inspectText(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { depth: 6 });
}

function jsonValue(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
