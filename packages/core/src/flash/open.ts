// The one way in and out: finds the board, opens it, identifies it, and closes it whatever happens. Every failure leaves
// through here and says what is on the board.

import { dfuProvider } from '../dfu/provider.ts';
import { retryOpen } from '../discovery/retry-open.ts';
import { isFlasherError, messageOf } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import { type Exclusion, exclusion } from '../records/exclusion.ts';
import type { ChipKey } from '../target/chip.ts';
import type { Identity, Target } from '../target/target.ts';
import { type BoardStateTracker, nothingChanged, withBoardState } from './board-state.ts';
import { Meter } from './meter.ts';
import { type Introduction, introduction } from './preflight/introduction.ts';
import type { BoardRequest, FlashEnv } from './request.ts';
import { persist, type Session, toFlasherError, troubleLimitMs } from './session.ts';

/** An opened and identified board. */
export interface OpenBoard {
  readonly session: Session;
  readonly identity: Identity;
  readonly tracker: BoardStateTracker;
  readonly told: Introduction;
}

/** What records, undo backups and consents name the board by: its chip, where it is now. */
export function keyOf({ identity, session }: Pick<OpenBoard, 'identity' | 'session'>): ChipKey {
  return { serial: identity.key.serial, path: session.target.device.path };
}

/** How often a board that does not open is tried, and how long to wait in between, in ms. */
const openings = 3;
const openingPauseMs = 500;

/** How long a board may be refused that was perhaps plugged in only now, in ms: udev's rule comes after the device. */
const admissionMs = 2_000;

/** How often a board is asked who it is, at most. */
const identifications = 4;

/** Opens the board to look at it, and closes it. Throws FlasherError with the board's state. */
export function withBoard<T>(env: FlashEnv, request: BoardRequest, work: (board: OpenBoard) => Promise<T>): Promise<T> {
  return withOpenBoard(env, request, work);
}

/** The same to change it, which one process at a time may do: throws `device-busy` otherwise. */
export async function withBoardAlone<T>(
  env: FlashEnv,
  request: BoardRequest,
  work: (board: OpenBoard) => Promise<T>,
): Promise<T> {
  await using alone = exclusion(env.vault);
  return await withOpenBoard(env, request, work, alone);
}

async function withOpenBoard<T>(
  env: FlashEnv,
  request: BoardRequest,
  work: (board: OpenBoard) => Promise<T>,
  alone?: Exclusion,
): Promise<T> {
  const { signal } = request;
  let opened: Target | undefined;
  const told = introduction(listener(env.log, request.onEvent), request, () => opened);
  const { emit } = told;
  await using target = await openTarget(env, request, { told, alone });
  opened = target;
  const meter = new Meter(env.clock, emit);
  const record = { recoveries: [], failing: { since: undefined } };
  const session: Session = { target, clock: env.clock, meter, emit, ...record, ...(signal && { signal }) };
  const tracker = nothingChanged();
  try {
    const identity = await identify(session, request);
    told.introduce(target, identity);
    return await work({ session, identity, tracker, told });
  } catch (thrown) {
    told.introduce(target);
    throw await withBoardState(session, tracker, toFlasherError(thrown, signal));
  }
}

/**
 * Who the board is. Bad news, on which a run would stop, is only believed when it is heard twice in a row: a board that
 * was disturbed while it was asked must not be called protected or unknown.
 */
async function identify(session: Session, { board, signal }: BoardRequest): Promise<Identity> {
  const options = { ...(board && { named: board }), ...(signal && { signal }) };
  const ask = () => persist(session, () => session.target.identify(options));
  let identity = await ask();
  for (let asked = 1; asked < identifications && !isGoodNews(identity); asked++) {
    const again = await ask();
    if (sameVerdict(identity, again)) return again;
    identity = again;
  }
  return identity;
}

function isGoodNews({ isF405, board, readProtected, optionBytes }: Identity): boolean {
  return isF405 && board.known && !readProtected && optionBytes?.writeProtected.length === 0;
}

function sameVerdict(a: Identity, b: Identity): boolean {
  const verdict = ({ isF405, board, readProtected, optionBytes }: Identity) =>
    JSON.stringify([isF405, board, readProtected, optionBytes?.writeProtected]);
  return verdict(a) === verdict(b);
}

async function openTarget(
  env: FlashEnv,
  request: BoardRequest,
  { told, alone }: { readonly told: Introduction; readonly alone: Exclusion | undefined },
): Promise<Target> {
  const { bus, clock, log, target: provider = dfuProvider } = env;
  const { signal } = request;
  const targetEnv = { bus, clock, log, signal };
  const begun = clock.now();
  let found = false;
  const find = async () => {
    const connection = await provider.find(bus, request.selection);
    found = true;
    await alone?.take(connection);
    return await provider.open(connection, targetEnv);
  };
  for (let opening = 1; ; opening++) {
    try {
      signal?.throwIfAborted();
      return await retryOpen(find, { clock, graceMs: admissionMs, reasons: ['permission-denied'], signal });
    } catch (thrown) {
      const error = toFlasherError(thrown, signal);
      if (!error.retryable || opening === openings || clock.now() - begun >= troubleLimitMs) {
        // What cannot be opened cannot be proved harmless either.
        if (found) told.warn(provider.hazards({ named: request.board, running: request.claimed }).urgent);
        else if (isUnchosen(error)) told.warn(await provider.urgentOfAll(targetEnv, request.board));
        throw error;
      }
      await pause(clock, signal);
    }
  }
}

/** No board was found, or several. */
export function isUnchosen(error: unknown): boolean {
  return isFlasherError(error) && (error.code === 'no-device' || error.code === 'several-devices');
}

async function pause(clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(openingPauseMs, signal);
  } catch (thrown) {
    throw toFlasherError(thrown, signal);
  }
}

/** A listener that throws has a bug of its own; the board must not suffer for it. */
export function listener<E extends { readonly type: string }>(
  log: Log | undefined,
  onEvent: ((event: E) => void) | undefined,
): (event: E) => void {
  return (event) => {
    try {
      onEvent?.(event);
    } catch (thrown) {
      const text = messageOf(thrown);
      log?.({ level: 'warn', scope: 'flash', text: `The listener failed on a ${event.type} event: ${text}` });
    }
  };
}
