// What is on the board, as far as this run can know: what it did, what it read back, and what it has to look at again
// before it may say anything.

import type { Block } from '../../bytes.ts';
import type { BoardState, FlasherError } from '../../errors.ts';
import type { Target } from '../../target/target.ts';
import type { SectorProgress } from '../events.ts';
import type { Session } from './session.ts';

/** What the board is called if it holds these bytes. */
interface Sign {
  readonly blocks: readonly Block[];
  readonly state: BoardState;
}

/** Something was sent and it is unknown whether it was executed: the bytes on the board show it. */
export interface Doubt {
  /** The first that is there decides. */
  readonly signs: readonly Sign[];
  /** The state if none of them is. */
  readonly otherwise: BoardState;
}

/** Kept by the run, read where its failure is reported. */
export interface BoardStateTracker {
  /** True unless there is a {@link Doubt}. */
  state: BoardState;
  uncertainty: Doubt | undefined;
  /** By sector number: what was last done to it. */
  readonly sectors: Map<number, SectorProgress>;
}

/** Before anything is sent. */
export function nothingChanged(): BoardStateTracker {
  return { state: 'untouched', uncertainty: undefined, sectors: new Map() };
}

/** The same failure, saying what is on the board now. Looks again if that is in doubt and the board still answers. */
export async function withBoardState(
  session: Session,
  tracker: BoardStateTracker,
  error: FlasherError,
): Promise<FlasherError> {
  const board = tracker.uncertainty ? await resolveUncertainty(session, tracker.uncertainty, error) : tracker.state;
  const sectors = [...tracker.sectors].map(([index, progress]) => `${index}: ${progress}`);
  return error.with(sectors.length === 0 ? { board } : { board, details: { ...error.details, sectors } });
}

async function resolveUncertainty({ target }: Session, uncertainty: Doubt, error: FlasherError): Promise<BoardState> {
  if (uncertainty.signs.length === 0) return uncertainty.otherwise;
  if (error.code === 'device-did-not-return') return 'unknown';
  try {
    // The connection may still be out of step from what failed.
    if (error.retryable) await target.recover(error);
    for (const { blocks, state } of uncertainty.signs) if (await holds(target, blocks)) return state;
    return uncertainty.otherwise;
  } catch {
    return 'unknown';
  }
}

async function holds(target: Target, blocks: readonly Block[]): Promise<boolean> {
  for (const block of blocks) if (await target.matches(block)) return false;
  return true;
}
