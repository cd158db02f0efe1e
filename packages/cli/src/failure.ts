// Whatever was thrown, as an error a person can use: what happened, what is on the board, what to do next, the code.

import { type BoardState, FlasherError, isFlasherError, LinkError } from '@odflash/core';
import { isMessage } from '@odflash/core/messages';
import { printable } from '@odflash/core/printable';
import { linkFailures } from '@odflash/core/usb';
import { commandMessage } from '@odflash/messages';
import type { JsonFields } from './outcome.ts';
import { cellsOf, padded } from './render/cells.ts';
import { type Color, noColor } from './render/color.ts';
import { lead, say, worded } from './render/say.ts';
import { boardText } from './render/terms.ts';
import { bareInvocation, commandsAfter, type Invocation, wayBack } from './shared/printed-command.ts';

/** `board` is what is known of a board that was found, if the thrown value does not know itself. */
export function toFlasherError(thrown: unknown, board: BoardState | undefined, signal?: AbortSignal): FlasherError {
  if (isFlasherError(thrown)) return thrown.board === undefined && board ? thrown.with({ board }) : thrown;
  if (signal?.aborted && thrown === signal.reason)
    return new FlasherError('aborted', commandMessage('end.interrupted'), { board, cause: thrown });
  if (thrown instanceof LinkError)
    return new FlasherError(
      linkFailures[thrown.kind],
      commandMessage('end.connection-failed', { detail: thrown.message }),
      { board, cause: thrown },
    );
  return new FlasherError(
    'internal',
    commandMessage('end.unexpected', { text: thrown instanceof Error ? thrown.message : String(thrown) }),
    {
      board,
      cause: thrown,
    },
  );
}

/**
 * The error for people: three lines, commands that help, and the code. A bug shows where it happened, because a person has to
 * find it.
 */
export function errorLines(
  error: FlasherError,
  color: Color = noColor,
  invocation: Invocation = bareInvocation,
): readonly string[] {
  const { code, board, text, cause, details } = error;
  const next = say(error.next);
  return [
    ...(isMessage(details.danger) ? [`${color('yellow', worded('mark.warning'))}  ${say(details.danger)}`] : []),
    `${lead('mark.error', (mark) => color('red', mark))}${sentence(printable(say(text)))}`,
    // A person said no: the message says all there is to say.
    ...(board === undefined || details.declined
      ? []
      : [`${labelled('mark.board')}${color('bold', board)} (${boardText(board)})`]),
    ...(next === '' ? [] : [`${labelled('mark.next')}${sentence(next)}`]),
    ...commandsAfter(error, invocation).map((line) => `  ${line}`),
    ...wayBack(error, invocation),
    color('dim', worded('end.code', { code, program: invocation.program })),
    ...(code === 'internal' && cause instanceof Error ? placesIn(cause).map((line) => color('dim', line)) : []),
  ];
}

/** Where it happened. The message stands in the first line of what is said already, and might look like a place. */
function placesIn({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((line) => /^ +at /.test(line));
}

/** What another program said may lack its full stop. */
function sentence(text: string): string {
  return /[.!?。！？]$/.test(text) ? text : `${text}.`;
}

const aligned = ['mark.board', 'mark.next'] as const;

/** Both of one width, so that what follows them begins in one column. */
function labelled(label: (typeof aligned)[number]): string {
  return padded(lead(label), Math.max(...aligned.map((one) => cellsOf(lead(one)))));
}

/** The last line of --json after a failure, without `v` and `type`. */
export function errorFields(error: FlasherError): JsonFields {
  const { code, board, exit, text, next, retryable, details } = error;
  return { code, board, exit, message: say(text), next: say(next), retryable, details };
}
