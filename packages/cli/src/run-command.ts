// Runs one command: output, interrupts and exit status around the work. Loaded only when a command really runs.

import { type BoardState, FlasherError, type Log } from '@odflash/core';
import { commandMessage } from '@odflash/messages';
import { terminalPrompt } from './ask.ts';
import type { CommandAction, Context } from './command-runner.ts';
import { errorFields, errorLines, toFlasherError } from './failure.ts';
import { type Interrupt, watchInterrupts } from './interrupt.ts';
import type { OutputOptions } from './options.ts';
import { type Output, openOutput } from './output.ts';
import { colorFor, noColor } from './render/color.ts';
import { jsonLine } from './render/json.ts';
import { speakAs } from './render/language.ts';
import { worded } from './render/say.ts';
import { mark, shown } from './render/shown.ts';
import { wrap } from './render/wrap.ts';
import type { OutputStream } from './stream.ts';
import type { UsageProblem } from './usage-problem.ts';

interface Sinks {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

/** The exit status of a command line that was not understood, said the way every failure is said. */
export function refuse(
  parts: Sinks & { readonly problem: UsageProblem; readonly options: OutputOptions },
): Promise<number> {
  const { problem, options } = parts;
  return fail(new FlasherError('usage', problem.text, { next: problem.next }), options, parts);
}

/** The exit status of a failure outside any command's work, which is a bug, said the way every failure is said. */
export function failUnexpectedly(
  parts: Sinks & { readonly thrown: unknown; readonly options: OutputOptions },
): Promise<number> {
  return fail(toFlasherError(parts.thrown, 'untouched'), parts.options, parts);
}

/** Before there is an {@link Output}. */
async function fail(error: FlasherError, options: OutputOptions, sinks: Sinks): Promise<number> {
  await speakAs(process.env, process.platform);
  const { stdout, stderr } = sinks;
  const color = colorFor(stderr, process.env);
  for (const line of errorLines(error, mark)) {
    const seen = shown(line, color);
    stderr.write(`${stderr.isTTY ? wrap(seen, stderr.columns) : seen}\n`);
  }
  if (options.json) stdout.write(jsonLine('error', errorFields(error)));
  else await repeatLost(plainLines(error), sinks);
  return error.exit;
}

/** Runs `work` and resolves with the exit status. */
export async function executeCommand(
  parts: Sinks & {
    readonly command: string;
    /** The command line, the command first. */
    readonly words: readonly string[];
    readonly options: OutputOptions;
    readonly work: CommandAction;
  },
): Promise<number> {
  const { command, words, options, work, stdout, stderr } = parts;
  await speakAs(process.env, process.platform);
  let output: Output;
  try {
    output = openOutput({ options, words, stdout, stderr });
  } catch (thrown) {
    return fail(toFlasherError(thrown, undefined), options, parts);
  }
  const { exit, board, lastWords } = await runAction(output, command, work);
  output.close();
  if (!options.json) await repeatLost(lastWords, parts);
  const undelivered = (exit === 0 || exit === 9) && (await deliveryFailure(stdout, board));
  return undelivered ? fail(undelivered, options, parts) : exit;
}

interface End {
  readonly exit: number;
  readonly board: BoardState | undefined;
  /** What was reported to a person at the end. */
  readonly lastWords: readonly string[];
}

async function runAction(output: Output, command: string, work: CommandAction): Promise<End> {
  let known: BoardState | undefined;
  using interrupt = watchInterrupts({
    warn: () => output.say(worded('progress.stopping-leaves-unbootable')),
    idling: (axes) => output.say(worded('progress.idling-first', { axes })),
    giveUp: () => {
      output.error(new FlasherError('aborted', commandMessage('end.given-up'), { board: known }));
      process.exit(130);
    },
  });
  // What goes wrong outside the work's own promises ends the process; what is known of the board is still said.
  const uncaught = (thrown: unknown): void => {
    if (interrupt.isOwned(thrown)) return;
    const error = toFlasherError(thrown, known);
    if (interrupt.failed(error)) return;
    output.error(error);
    process.exit(error.exit);
  };
  process.on('uncaughtException', uncaught);
  try {
    const boardEvents = {
      met: () => {
        known ??= 'untouched';
      },
      changing: () => {
        known = 'unknown';
      },
    };
    const outcome = await work(contextFor(output, interrupt, boardEvents));
    if (interrupt.failure) throw interrupt.failure;
    output.result(command, outcome);
    const lastWords = outcome.text === undefined ? [] : [shown(outcome.text, noColor)];
    return { exit: outcome.exit ?? 0, board: outcome.board, lastWords };
  } catch (thrown) {
    const error = interrupt.failure ?? toFlasherError(thrown, known, interrupt.signal);
    output.error(error);
    return { exit: error.exit, board: error.board, lastWords: plainLines(error) };
  } finally {
    process.off('uncaughtException', uncaught);
  }
}

/** What the events say of the board before the report. */
interface BoardEvents {
  readonly met: () => void;
  readonly changing: () => void;
}

function contextFor(output: Output, interrupt: Interrupt, board: BoardEvents): Context {
  const log: Log = output.log;
  const watched: Output = {
    ...output,
    event(event) {
      if (event.type === 'changing') {
        interrupt.writingBegins();
        board.changing();
      }
      if (event.type === 'opened' || event.type === 'running') board.met();
      if (event.type === 'stage' && event.stage === 'start') interrupt.writingEnds();
      if (event.type === 'axis') interrupt.axis(event.axis, event.held);
      output.event(event);
    },
  };
  const prompt = terminalPrompt(
    { input: process.stdin, output: process.stderr },
    { signal: interrupt.signal, interrupt: interrupt.pressed, pause: output.pause },
  );
  return { output: watched, log, interrupt, prompt };
}

function plainLines(error: FlasherError): readonly string[] {
  return errorLines(error).map((line) => shown(line, noColor));
}

/** Where standard error cannot be written, how it ended is said on standard output. */
async function repeatLost(lines: readonly string[], { stdout, stderr }: Sinks): Promise<void> {
  if ((await failureOf(stderr)) !== undefined) for (const line of lines) stdout.write(`${line}\n`);
}

/** A result that was not delivered is not a success, except for a reader that left because it had seen enough. */
async function deliveryFailure(stdout: OutputStream, board: BoardState | undefined): Promise<FlasherError | undefined> {
  const failure = await failureOf(stdout);
  if (failure === undefined) return undefined;
  return new FlasherError('file-unwritable', commandMessage('file.output-lost', { system: failure }), {
    board,
    next: commandMessage('next.only-output-lost'),
  });
}

/** Why a stream could not be written, once everything was; a reader that left because it had seen enough is not a failure. */
async function failureOf(outputStream: OutputStream): Promise<string | undefined> {
  await new Promise<void>((resolve) => outputStream.stream.write('', () => resolve()));
  return outputStream.failure === 'EPIPE' ? undefined : outputStream.failure;
}
