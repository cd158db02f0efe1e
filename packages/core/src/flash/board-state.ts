// What is on the board, as far as this run can know: what it did, what it read back, and what it has to look at once more
// before it may say anything.

import type { Block } from '../bytes.ts';
import { type BoardState, FlasherError } from '../errors.ts';
import type { SectorProgress } from './events.ts';
import type { Session } from './session.ts';

/** Something was sent and nobody knows whether it was executed: the bytes at its place tell. */
interface Doubt {
  readonly block: Block;
  /** The board's state if the block is there, and if it is not. */
  readonly there: BoardState;
  readonly notThere: BoardState;
}

/** Kept by the run, read by whoever reports its failure. */
export interface Knowledge {
  /** True unless there is a {@link doubt}. */
  state: BoardState;
  doubt: Doubt | undefined;
  /** By sector number: what was last done to it. */
  readonly sectors: Map<number, SectorProgress>;
}

/** Before anything is sent. */
export function nothingChanged(): Knowledge {
  return { state: 'untouched', doubt: undefined, sectors: new Map() };
}

/** The same failure, saying what is on the board now. Looks once more if that is in doubt and the board still answers. */
export async function withBoardState(
  session: Session,
  knowledge: Knowledge,
  error: FlasherError,
): Promise<FlasherError> {
  const board = knowledge.doubt ? await resolveDoubt(session, knowledge.doubt, error) : knowledge.state;
  const sectors = [...knowledge.sectors].map(([index, progress]) => `${index}: ${progress}`);
  if (sectors.length === 0) {
    error.board = board;
    return error;
  }
  return new FlasherError(error.code, error.message, {
    details: { ...error.details, sectors },
    cause: error,
    board,
    next: error.next,
    retryable: error.retryable,
  });
}

async function resolveDoubt(session: Session, doubt: Doubt, error: FlasherError): Promise<BoardState> {
  if (error.code === 'device-did-not-return') return 'unknown';
  try {
    // The wire may still be out of step from what failed.
    if (error.retryable) await session.target.recover(error);
    return (await session.target.matches(doubt.block)) ? doubt.notThere : doubt.there;
  } catch {
    return 'unknown';
  }
}
