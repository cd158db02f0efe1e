// From options to what the engine is asked for: which board, which consents, who answers questions.

import {
  type BoardRequest,
  type BoardVersion,
  boardVersion,
  boardVersions,
  type ChangeRequest,
  FlasherError,
} from '@odflash/core';
import type { Context } from '../act.ts';
import type { ChangeOptions, NamedBoardOptions } from '../options.ts';
import { askOf } from './asking.ts';

/** Throws `usage` for a board version that was never made. */
export function boardRequest(options: NamedBoardOptions, context: Context): BoardRequest {
  const { serial, path, board, consent, yes } = options;
  const { output, interrupt } = context;
  return {
    selection: { ...(serial !== undefined && { serial }), ...(path !== undefined && { path }) },
    ...(board !== undefined && { board: namedBoard(board) }),
    ...(consent && { consent }),
    ask: askOf(yes === true, context),
    signal: interrupt.signal,
    onEvent: output.event,
  };
}

/** Throws `usage` for a board version that was never made. */
export function namedBoard(name: string): BoardVersion {
  const version = boardVersion(name);
  if (version) return version;
  const names = boardVersions.map((known) => known.name).join(', ');
  throw new FlasherError('usage', `There is no ODrive ${name}`, {
    details: { board: name },
    next: `Pass what is printed on the board: ${names}.`,
  });
}

interface Cautions {
  readonly backup?: boolean;
  readonly x32?: boolean;
}

/** Adds what commands that change the flash have in common. */
export function changeRequest(options: ChangeOptions & Cautions, context: Context): ChangeRequest {
  const { dryRun, backup, x32 } = options;
  return {
    ...boardRequest(options, context),
    ...(dryRun && { dryRun }),
    ...(backup === false && { backup }),
    ...(x32 === false && { x32 }),
  };
}
