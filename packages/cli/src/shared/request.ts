// From options to what the engine is asked for: which board, which consents, who answers questions.

import { type BoardVersion, FlasherError } from '@odflash/core';
import { boardVersions, type Clone, cloneNamed, readBoardVersion } from '@odflash/core/board';
import type { BoardRequest, ChangeRequest } from '@odflash/core/flash';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../command-runner.ts';
import type { ChangeOptions, NamedBoardOptions } from '../options.ts';
import { askOf } from './asking.ts';
import { waitLimits } from './wait-limits.ts';

/** Throws `usage` for a board version that was never made. */
export function boardRequest(options: NamedBoardOptions, context: Context): BoardRequest {
  const { serial, path, board, consent, yes } = options;
  const { output, interrupt } = context;
  return {
    selection: { serial, path },
    board: board === undefined ? undefined : namedBoard(board),
    consent,
    ask: askOf(yes === true, context),
    signal: interrupt.signal,
    onEvent: output.event,
  };
}

/**
 * The same for a command whose board may still have to be switched into DFU mode: a person at the terminal is given the time
 * for it. Virtual boards are all there from the beginning.
 */
export function patientRequest(options: NamedBoardOptions, context: Context): BoardRequest {
  const waits = context.prompt !== undefined && options.virtual === undefined;
  return { ...boardRequest(options, context), findMs: waits ? waitLimits.person.humanMs : undefined };
}

/** Throws `usage` for a board version that was never made. */
export function namedBoard(name: string): BoardVersion {
  const version = readBoardVersion(name);
  if (version) return version;
  const clone = cloneNamed(name);
  if (clone) throw isClone(name, clone);
  throw new FlasherError('usage', commandMessage('usage.unknown-board', { name }), {
    details: { board: name },
    next: commandMessage('next.pass-board', { names: boardVersions.map((known) => known.name) }),
  });
}

/** Its maker's name says whose firmware it runs, and not which voltage it is for. */
function isClone(name: string, { name: clone, candidates }: Clone): FlasherError {
  const [{ major, minor } = { major: 3, minor: 6 }] = candidates;
  const boards = candidates.map((board) => ({ name: board.name, volts: board.voltage ?? 0 }));
  return new FlasherError('usage', commandMessage('usage.name-of-clone', { clone, major, minor }), {
    details: { board: name, clone, candidates: candidates.map((board) => board.name) },
    next: commandMessage('next.pass-board-of-clone', { boards }),
  });
}

interface Cautions {
  readonly backup?: boolean | undefined;
  readonly x32?: boolean | undefined;
}

/** Adds what commands that change the flash have in common. */
export function changeRequest(options: ChangeOptions & Cautions, context: Context): ChangeRequest {
  const { dryRun, backup, x32 } = options;
  return { ...patientRequest(options, context), dryRun, backup, x32: widthWish(x32) };
}

/** What `--no-x32` asks for: without it, words are a question of the board, and not of the option's default. */
export function widthWish(x32: boolean | undefined): false | undefined {
  return x32 === false ? false : undefined;
}
