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

/** Throws `usage` for a board version that was never made. */
export function boardRequest(options: NamedBoardOptions, { output, interrupt }: Context): BoardRequest {
  const { serial, path, board } = options;
  return {
    selection: { ...(serial !== undefined && { serial }), ...(path !== undefined && { path }) },
    ...(board !== undefined && { board: namedBoard(board) }),
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
  const { dryRun, consent, backup, x32 } = options;
  const confirm = warningsAnswer(options, context);
  return {
    ...boardRequest(options, context),
    ...(dryRun && { dryRun }),
    ...(consent && { consent }),
    ...(backup === false && { backup }),
    ...(x32 === false && { x32 }),
    ...(confirm && { confirm }),
  };
}

/** Who says yes to warnings: `--yes`, the person at the terminal, or nobody. The warnings themselves were shown already. */
function warningsAnswer({ yes }: ChangeOptions, { ask }: Context): ChangeRequest['confirm'] {
  if (yes) return async () => true;
  if (!ask) return undefined;
  return (warnings) =>
    ask.confirm(warnings.length === 1 ? 'Go on despite this warning?' : 'Go on despite these warnings?');
}
