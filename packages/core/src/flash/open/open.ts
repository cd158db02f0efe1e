// The one way in and out: finds the board, opens it, identifies it, and closes it whatever happens. Every failure leaves
// through here and says what is on the board.

import { toFlasherError } from '../../abort.ts';
import type { BoardVersion } from '../../board/odrive-v3.ts';
import { listener } from '../../listener.ts';
import { type Exclusion, exclusion, onlooker } from '../../records/exclusion.ts';
import { untilAlike } from '../../retry.ts';
import { type ChipKey, type Connection, keyAt } from '../../target/chip.ts';
import type { Identity } from '../../target/identity.ts';
import type { TargetProvider } from '../../target/provider.ts';
import type { Target, TargetOptions } from '../../target/target.ts';
import { type Introduction, introduction } from '../preflight/introduction.ts';
import type { BoardRequest, FlashEnv } from '../request.ts';
import { type BoardStateTracker, nothingChanged, withBoardState } from './board-state.ts';
import { Meter } from './meter.ts';
import { openTarget } from './open-target.ts';
import { type Session, withRetry } from './session.ts';

/** An opened and identified board, in one operation. */
export interface OpenBoard {
  readonly session: Session;
  readonly identity: Identity;
  readonly tracker: BoardStateTracker;
  readonly told: Introduction;
}

/** What records, undo backups and consents name the board by: its chip, where it is now. */
export function keyOf({ identity, session }: Pick<OpenBoard, 'identity' | 'session'>): ChipKey {
  return keyAt({ ...session.target.device, serial: identity.key.serial });
}

/**
 * A board behind an open wire, and who it is. Everything that is done with it is an operation (`operate`); several may
 * follow one another. Disposing closes the connection.
 */
export interface Board extends AsyncDisposable {
  readonly env: FlashEnv;
  /** The last that was asked for. */
  readonly identity: Identity;
  /** How it is reached now. */
  readonly device: Connection;
  /** Makes one operation, see `operate`. */
  begin(signal: AbortSignal | undefined): OpenBoard;
  /** Asks again who it is, after something has changed that. */
  identifyAgain(
    session: Session,
    options: TargetOptions & { readonly named?: BoardVersion | undefined },
  ): Promise<Identity>;
}

export interface Opening {
  readonly provider: TargetProvider;
  /**
   * One process at a time may use it so; throws `device-busy` otherwise, before the connection is opened. The caller's own exclusion
   * lasts as long as the caller wants. Absent or false: it keeps no other process away, and stays away from one that does.
   */
  readonly alone?: boolean | Exclusion | undefined;
  /** What was said of the board when it was open before. */
  readonly told?: Introduction | undefined;
  /** A dry run resets no chip in order to reach it. */
  readonly dryRun?: boolean | undefined;
}

/** Finds the board, opens it, asks who it is. Throws FlasherError with the board's state. */
export async function openBoardBy(env: FlashEnv, request: BoardRequest, opening: Opening): Promise<Board> {
  const { signal } = request;
  const told = opening.told ?? introduction(listener(env.log, request.onEvent));
  const own = opening.alone === true ? exclusion(env.vault) : undefined;
  const alone = typeof opening.alone === 'object' ? opening.alone : (own ?? onlooker(env.vault));
  let target: Target;
  try {
    target = await openTarget(env, request, { provider: opening.provider, told, alone, dryRun: opening.dryRun });
  } catch (error) {
    await own?.[Symbol.asyncDispose]();
    throw error;
  }
  told.opened(target, request);
  const close = async () => {
    await target[Symbol.asyncDispose]();
    await own?.[Symbol.asyncDispose]();
  };
  const sessionOf = (asked: AbortSignal | undefined): Session => ({
    target,
    clock: env.clock,
    meter: new Meter(env.clock, told.emit),
    emit: told.emit,
    recoveries: [],
    failing: { since: undefined },
    signal: asked,
  });
  // What opening has cost and survived belongs to the first operation.
  let first: Session | undefined = sessionOf(signal);
  let identity: Identity;
  try {
    identity = await identify(first, request);
    told.introduce(identity);
  } catch (thrown) {
    told.introduce();
    const error = await withBoardState(first, nothingChanged(), toFlasherError(thrown, signal));
    await close();
    throw error;
  }
  return {
    env,
    get identity() {
      return identity;
    },
    get device() {
      return target.device;
    },
    begin: (asked) => {
      const session = first ?? sessionOf(asked);
      first = undefined;
      return { session: { ...session, signal: asked ?? session.signal }, identity, tracker: nothingChanged(), told };
    },
    identifyAgain: async (session, options) => {
      identity = await withRetry(session, () => target.identify(options));
      return identity;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** One piece of work with an open board. Throws FlasherError with what is on the board then. */
export async function operate<T>(
  board: Board,
  { signal }: Pick<BoardRequest, 'signal'>,
  work: (open: OpenBoard) => Promise<T>,
): Promise<T> {
  const open = board.begin(signal);
  try {
    return await work(open);
  } catch (thrown) {
    throw await withBoardState(open.session, open.tracker, toFlasherError(thrown, signal));
  }
}

/**
 * Who the board is. Bad news, on which a run would stop, is only accepted when it is seen twice in a row: a board that
 * was disturbed while it was asked must not be called protected or unknown.
 */
async function identify(session: Session, { board, signal }: BoardRequest): Promise<Identity> {
  const options = { named: board, signal };
  const ask = () => withRetry(session, () => session.target.identify(options));
  const isSettled = (one: Identity, other: Identity) => sameVerdict(one, other) || isGoodNews(other);
  const first = await ask();
  if (isGoodNews(first)) return first;
  const { last } = await untilAlike('identify-alike', async (count) => (count === 0 ? first : ask()), isSettled);
  return last;
}

function isGoodNews({ isF405, board, readProtected, optionBytes }: Identity): boolean {
  return isF405 && board.known && !readProtected && optionBytes?.writeProtected.length === 0;
}

function sameVerdict(a: Identity, b: Identity): boolean {
  const verdict = ({ isF405, board, readProtected, optionBytes }: Identity) =>
    JSON.stringify([isF405, board, readProtected, optionBytes?.writeProtected]);
  return verdict(a) === verdict(b);
}
