// What is on the board, as far as this run can know: what it did, what it read back, and what it has to look at once more
// before it may say anything.

import type { Block } from '../bytes.ts';
import { type BoardState, FlasherError } from '../errors.ts';
import type { Target } from '../target/target.ts';
import type { SectorProgress } from './events.ts';
import type { Session } from './session.ts';

/** What the board is called if it holds these bytes. */
interface Sign {
  readonly blocks: readonly Block[];
  readonly state: BoardState;
}

/** Something was sent and nobody knows whether it was executed: the bytes on the board tell. */
export interface Doubt {
  /** The first that is there decides. */
  readonly signs: readonly Sign[];
  /** The state if none of them is. */
  readonly otherwise: BoardState;
}

/** Kept by the run, read by whoever reports its failure. */
export interface Knowledge {
  /** True unless there is a {@link Doubt}. */
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

async function resolveDoubt({ target }: Session, doubt: Doubt, error: FlasherError): Promise<BoardState> {
  if (doubt.signs.length === 0) return doubt.otherwise;
  if (error.code === 'device-did-not-return') return 'unknown';
  try {
    // The wire may still be out of step from what failed.
    if (error.retryable) await target.recover(error);
    for (const { blocks, state } of doubt.signs) if (await holds(target, blocks)) return state;
    return doubt.otherwise;
  } catch {
    return 'unknown';
  }
}

async function holds(target: Target, blocks: readonly Block[]): Promise<boolean> {
  for (const block of blocks) if (await target.matches(block)) return false;
  return true;
}
