// Runs one command: output, interrupts and exit status around the work. Loaded only when a command really runs.

import { type BoardState, FlasherError, type Log } from '@odflash/core';
import type { Context, Work } from './act.ts';
import { terminalPrompt } from './ask.ts';
import { errorFields, errorLines, toFlasherError } from './failure.ts';
import { type Interrupt, watchInterrupts } from './interrupt.ts';
import type { OutputOptions } from './options.ts';
import { type Output, openOutput } from './output.ts';
import type { UsageProblem } from './program.ts';
import { jsonLine } from './render/json.ts';
import { paintFor } from './render/paint.ts';
import { mark, shown } from './render/shown.ts';
import type { Sink } from './sink.ts';
import { interruptWords } from './words.ts';

interface Sinks {
  readonly stdout: Sink;
  readonly stderr: Sink;
}

/** The exit status of a command line that was not understood, said the way every failure is said. */
export function refuse(parts: Sinks & { readonly problem: UsageProblem; readonly options: OutputOptions }): number {
  const { problem, options, stdout, stderr } = parts;
  return fail(new FlasherError('usage', problem.message, { next: problem.next }), options, { stdout, stderr });
}

/** The exit status of a failure outside any command's work, which is a bug, said the way every failure is said. */
export function failUnexpectedly(parts: Sinks & { readonly thrown: unknown; readonly options: OutputOptions }): number {
  return fail(toFlasherError(parts.thrown, 'untouched'), parts.options, parts);
}

/** Before there is an {@link Output}. */
function fail(error: FlasherError, options: OutputOptions, { stdout, stderr }: Sinks): number {
  const paint = paintFor(stderr, process.env);
  for (const line of errorLines(error, mark)) stderr.write(`${shown(line, paint)}\n`);
  if (options.json) stdout.write(jsonLine('error', errorFields(error)));
  return error.exit;
}

/** Runs `work` and resolves with the exit status. */
export async function perform(
  parts: Sinks & { readonly command: string; readonly options: OutputOptions; readonly work: Work },
): Promise<number> {
  const { command, options, work, stdout, stderr } = parts;
  let output: Output;
  try {
    output = openOutput({ options, stdout, stderr });
  } catch (thrown) {
    return fail(toFlasherError(thrown, 'untouched'), options, parts);
  }
  const { exit, board } = await around(output, command, work);
  output.close();
  const undelivered = (exit === 0 || exit === 9) && (await deliveryFailure(stdout, board));
  return undelivered ? fail(undelivered, options, parts) : exit;
}

interface End {
  readonly exit: number;
  readonly board: BoardState;
}

async function around(output: Output, command: string, work: Work): Promise<End> {
  let known: BoardState = 'untouched';
  using interrupt = watchInterrupts({
    warn: () => output.say(interruptWords.warning),
    giveUp: () => {
      output.error(new FlasherError('aborted', interruptWords.givenUp, { board: known }));
      process.exit(130);
    },
  });
  // What goes wrong outside the work's own promises ends the process; not without a word about the board.
  const stray = (thrown: unknown): void => {
    output.error(toFlasherError(thrown, known));
    process.exit(1);
  };
  process.on('uncaughtException', stray);
  try {
    const changing = (): void => {
      known = 'unknown';
    };
    const outcome = await work(contextFor(output, interrupt, changing));
    output.result(command, outcome);
    return { exit: outcome.exit ?? 0, board: outcome.board };
  } catch (thrown) {
    const error = toFlasherError(thrown, known, interrupt.signal);
    output.error(error);
    return error;
  } finally {
    process.off('uncaughtException', stray);
  }
}

function contextFor(output: Output, interrupt: Interrupt, changing: () => void): Context {
  const log: Log = output.log;
  const watched: Output = {
    ...output,
    event(event) {
      if (event.type === 'changing') {
        interrupt.writingBegins();
        changing();
      }
      if (event.type === 'stage' && event.stage === 'start') interrupt.writingEnds();
      output.event(event);
    },
  };
  const prompt = terminalPrompt(
    { input: process.stdin, output: process.stderr },
    { signal: interrupt.signal, interrupt: interrupt.pressed, pause: output.pause },
  );
  return { output: watched, log, interrupt, ...(prompt && { prompt }) };
}

/** A result that reached nobody is no success, except for a reader that left because it had seen enough. */
async function deliveryFailure(stdout: Sink, board: BoardState): Promise<FlasherError | undefined> {
  await new Promise<void>((resolve) => stdout.stream.write('', () => resolve()));
  const { failure } = stdout;
  if (failure === undefined || failure === 'EPIPE') return undefined;
  return new FlasherError('file-unwritable', `standard output cannot be written (${failure})`, {
    board,
    next: 'What the command did is done; only its output was lost.',
  });
}
