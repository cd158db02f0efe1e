// odflash shell: boards connected, names put in scope, and a prompt, an expression or a script run.

import { inspect } from 'node:util';
import { FlasherError, isFlasherError } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import type { RunningBoardRequest } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import { terminalPrompt } from '../../ask.ts';
import type { Context } from '../../command-runner.ts';
import { toFlasherError } from '../../failure.ts';
import { fileError, readInput } from '../../files.ts';
import type { Outcome } from '../../outcome.ts';
import { say, worded } from '../../render/say.ts';
import { askOf } from '../../shared/asking.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { watchEnd } from '../../shared/watching.ts';
import { axisEndedText, letGoText } from '../../shell/axis-ended.ts';
import { atOneOf, openBoards, type ShellBoard, type ShellBoards } from '../../shell/boards.ts';
import { createScope } from '../../shell/evaluate.ts';
import type { Helpers } from '../../shell/helper-parts.ts';
import { createHelpers } from '../../shell/helpers.ts';
import { historyFileOfUser } from '../../shell/history-file.ts';
import { methodsOf } from '../../shell/methods.ts';
import { ownConsole } from '../../shell/own-console.ts';
import { ownProcess } from '../../shell/own-process.ts';
import { isShown, readable } from '../../shell/show.ts';
import type { ShellOptions } from './options.ts';

export async function runShell(script: string | undefined, options: ShellOptions, context: Context): Promise<Outcome> {
  if (script !== undefined && options.eval)
    throw new FlasherError('usage', commandMessage('usage.script-and-eval'), { next: commandMessage('next.omit-one') });
  const expressions = options.eval ?? [];
  const isTyped = script === undefined && expressions.length === 0;
  const interactive = isTyped && context.prompt !== undefined && context.output.canvas() !== undefined;
  try {
    if (interactive) return await interact(options, context);
    return await runCode(await codesOf(script, expressions), options, context);
  } finally {
    // What the code still waits for must not keep the process. The boards are let go of by now.
    const ended = watchEnd(context);
    const end = () => void setTimeout(() => process.exit(), lingerMs).unref();
    if (interactive || ended.aborted) end();
    else ended.addEventListener('abort', end, { once: true });
  }
}

async function codesOf(script: string | undefined, expressions: readonly string[]): Promise<readonly Code[]> {
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

interface Code {
  readonly code: string;
  readonly file?: string;
}

/** What a board says at each connection would be said before every prompt. */
function quiet(request: RunningBoardRequest): RunningBoardRequest {
  const { onEvent } = request;
  return {
    ...request,
    onEvent: (event) => {
      if (event.type === 'running' || event.type === 'step') return;
      if (event.type !== 'findings') return onEvent?.(event);
      const findings = event.findings.filter(({ level }) => level !== 'ok');
      if (findings.length > 0) onEvent?.({ ...event, findings });
    },
  };
}

async function runCode(codes: readonly Code[], options: ShellOptions, context: Context): Promise<Outcome> {
  const { interrupt } = context;
  const env = await openEnvironment(options, context);
  let helpers: Helpers | undefined;
  await using boards = await openBoards(env, quiet(runningRequest(options, context)), {
    extras: methodsOf(() => helpers),
    onAxisEnded: (board, axis, how) => void axisEndedText(board, axis, how).then(context.output.say),
  });
  const signal = watchEnd(context);
  signal.addEventListener('abort', boards.interrupt, { once: true });
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
    sayLetGo(boards, context);
    boards.interrupt();
  });
  const evaluate = createScope({
    ...helpers,
    process,
    console: ownConsole(context.output.unread),
    ...namesOf(boards.all),
  });
  try {
    for (const { code, file } of codes) {
      const value = await stopped(
        signal,
        ownFailure(async () => {
          const result = await readable(await evaluate(code, file));
          await boards.written();
          return result;
        }, file),
      );
      if (value !== undefined && file === undefined) print(value, context);
    }
    sayLetGo(boards, context);
  } catch (thrown) {
    const isUnread = isFlasherError(thrown) && thrown.code === 'aborted' && !interrupt.signal.aborted;
    if (exit === undefined && !isUnread) throw atOneOf(boards, thrown);
  }
  return {
    board: 'untouched',
    fields: { boards: boards.all.map(({ name, session }) => ({ name, device: session.device })) },
    exit,
  };
}

function sayLetGo({ all }: ShellBoards, { output }: Context): void {
  const text = letGoText(all);
  if (text !== undefined) output.say(text);
}

const namesOf = (boards: readonly ShellBoard[]) => Object.fromEntries(boards.map(({ name, root }) => [name, root]));

/** How long an interrupted command may take to say what came of it. */
const lingerMs = 1_000;

/** A script that waits for something else than a board ends with Ctrl-C, too. */
function stopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(new FlasherError('aborted', commandMessage('end.interrupted'), { board: 'untouched' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]);
}

/** What goes wrong in a person's code is no bug of ours. */
async function ownFailure<T>(work: () => Promise<T>, file?: string): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (isFlasherError(thrown)) throw thrown;
    throw new FlasherError('usage', commandMessage('usage.code-failed', { file, what: describeFailure(thrown) }), {
      cause: thrown,
      next: placeOfFailure(thrown) ?? commandMessage('next.correct-code'),
    });
  }
}

/** An error of another realm is not an instance of our class. */
function describeFailure(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown)) return String(thrown);
  return `${'name' in thrown ? String(thrown.name) : 'Error'}: ${String(thrown.message)}`;
}

/** Node writes the place of a syntax error into the first line, any other into the first that begins with `at`. */
function placeOfFailure(thrown: unknown): Said | undefined {
  const stack = typeof thrown === 'object' && thrown !== null && 'stack' in thrown ? String(thrown.stack) : '';
  const place = /^(\S.*:\d+)$/m.exec(stack)?.[1] ?? /^\s+at (?:.*\()?(.+?:\d+)(?::\d+)?\)?$/m.exec(stack)?.[1];
  return place === undefined ? undefined : commandMessage('next.code-place', { place });
}

function print(value: unknown, { output }: Context): void {
  const plain = isShown(value) ? value.value : value;
  const text = isShown(value) ? value.text : inspectText(value);
  output.data('value', { value: JSON.parse(JSON.stringify(plain, jsonValue) ?? 'null') as unknown }, text);
}

function inspectText(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value, { depth: 6 });
}

function jsonValue(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function boardText(name: string, { device, release }: ShellBoard['session']): string {
  return worded('shell.board', { name, device, firmware: release });
}

async function interact(options: ShellOptions, context: Context): Promise<Outcome> {
  const { output } = context;
  const { startRepl } = await import('../../shell/repl.ts');
  const env = await openEnvironment(options, context);
  let running = new AbortController();
  let isStarted = false;
  const interrupt = () => {
    running.abort();
    running = new AbortController();
    boards.interrupt();
  };
  const prompt = (question: string) =>
    server.lend(() => {
      const { signal } = running;
      const ask = terminalPrompt(
        { input: process.stdin, output: process.stderr },
        { signal, interrupt, pause: output.pause },
      );
      return ask ? ask(question) : Promise.resolve('');
    });
  const { signal: _, ...request } = runningRequest(options, context);
  const ask = askOf(options.yes === true, { ...context, prompt });
  let helpers: Helpers | undefined;
  const boards = await openBoards(env, quiet({ ...request, ask }), {
    extras: methodsOf(() => helpers),
    onAxisEnded: (board, axis, how) => void axisEndedText(board, axis, how).then((text) => server.note(text)),
    watching: {
      onBoard: ({ name, root, session }) => {
        if (!isStarted) return;
        server.define({ [name]: root });
        server.note(boardText(name, session));
      },
      onChange: (name, change) => {
        if (isStarted) server.note(worded(change === 'left' ? 'shell.disconnected' : 'shell.reconnected', { name }));
      },
      onFailure: (device, error) =>
        output.say(worded('status.unavailable', { device, why: toFlasherError(error, undefined).text })),
    },
  });
  await using _boards = boards;
  helpers = createHelpers({
    env,
    context,
    boards,
    signal: () => running.signal,
    interrupt,
    withKeyboard: (work) => server.lend(work),
  });
  for (const { name, session } of boards.all) output.say(boardText(name, session));
  if (boards.all.length === 0) output.say(worded('shell.no-board-yet'));
  output.say(worded('shell.keys'));
  const history = historyFileOfUser();
  if (history?.failure !== undefined)
    output.say(
      worded('shell.no-history', {
        why: toFlasherError(fileError(history.failure, history.path, 'file-unwritable'), undefined).text,
      }),
    );
  const server = startRepl({
    input: process.stdin,
    output: process.stdout,
    boards,
    names: { ...helpers, process: ownProcess(() => server.close()), ...namesOf(boards.all) },
    historyFile: history?.failure === undefined ? history?.path : undefined,
    interrupt,
    showError: (error) => {
      // A person who pressed Ctrl-C knows what to do next.
      if (isFlasherError(error) && error.code === 'aborted') return output.say(say(error.text));
      for (const line of output.failureLines(toFlasherError(atOneOf(boards, error), undefined))) output.say(line);
    },
  });
  isStarted = true;
  context.interrupt.signal.addEventListener('abort', server.close, { once: true });
  await server.closed;
  sayLetGo(boards, context);
  return { board: 'untouched', fields: { boards: boards.all.length } };
}
