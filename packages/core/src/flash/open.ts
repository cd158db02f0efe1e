// The one way in and out: finds the board, opens it, identifies it, and closes it whatever happens. Every failure leaves
// through here and says what is on the board.

import { toFlasherError } from '../abort.ts';
import { findChosen } from '../ask/which-board.ts';
import type { BoardVersion } from '../board/odrive-v3.ts';
import { watchBus } from '../discovery/find.ts';
import { FlasherError, isFlasherError, messageOf } from '../errors.ts';
import { isMessage, message } from '../messages/message.ts';
import type { Clock, Log, UsbDeviceInfo } from '../ports.ts';
import { type Exclusion, exclusion } from '../records/exclusion.ts';
import { pauseAfter, retry, retryPolicy, untilAlike } from '../retry.ts';
import { type ChipKey, type Connection, keyAt } from '../target/chip.ts';
import type { Hazards } from '../target/hazards.ts';
import type { Identity } from '../target/identity.ts';
import type { TargetProvider } from '../target/provider.ts';
import type { Target, TargetOptions } from '../target/target.ts';
import { type BoardStateTracker, nothingChanged, withBoardState } from './board-state.ts';
import type { EventListener } from './events.ts';
import { Meter } from './meter.ts';
import { type Introduction, introduction } from './preflight/introduction.ts';
import type { BoardRequest, FlashEnv } from './request.ts';
import { persist, type Session } from './session.ts';
import { settleStop } from './settle-stop.ts';

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
 * A board behind an open wire, and who it is. Everything that is done with it is an {@link operate operation}; several may
 * follow one another. Disposing closes the wire.
 */
export interface Board extends AsyncDisposable {
  readonly env: FlashEnv;
  /** As last asked. */
  readonly identity: Identity;
  /** How it is reached now. */
  readonly device: Connection;
  /** Makes one operation, see {@link operate}. */
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
   * One process at a time may use it so; throws `device-busy` otherwise, before the wire is opened. The caller's own exclusion
   * lasts as long as the caller wants.
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
  const alone = typeof opening.alone === 'object' ? opening.alone : own;
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
      identity = await persist(session, () => target.identify(options));
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
 * Who the board is. Bad news, on which a run would stop, is only believed when it is heard twice in a row: a board that
 * was disturbed while it was asked must not be called protected or unknown.
 */
async function identify(session: Session, { board, signal }: BoardRequest): Promise<Identity> {
  const options = { named: board, signal };
  const ask = () => persist(session, () => session.target.identify(options));
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

interface OpeningTarget {
  readonly provider: TargetProvider;
  readonly told: Introduction;
  readonly alone: Exclusion | undefined;
  readonly dryRun: boolean | undefined;
}

async function openTarget(
  env: FlashEnv,
  request: BoardRequest,
  { provider, told, alone, dryRun }: OpeningTarget,
): Promise<Target> {
  const { bus, clock, log } = env;
  const { signal, board, claimed } = request;
  const beforeReset = dryRun ? undefined : settledOnce(request);
  const targetEnv = { bus, clock, log, signal, named: board, running: claimed, beforeReset };
  const sayUrgent = async () => told.warn(await provider.urgentOfAll(targetEnv, request.board));
  let { selection } = request;
  const search = () =>
    findChosen(
      (path) => {
        // What was chosen stays so when it is looked for again.
        if (path !== undefined) selection = { ...selection, path };
        return provider.find(bus, selection);
      },
      request.ask,
      sayUrgent,
    );
  const wait = patience(env, request, provider.kind, told.emit);
  let begun = clock.now();
  let found = false;
  const find = async () => {
    const connection = await search().catch((thrown: unknown) => {
      // It was there a moment ago: it may be back at the next attempt.
      throw found && isUnchosen(thrown) ? disconnected(thrown) : thrown;
    });
    found = true;
    await alone?.take(connection);
    return await provider.open(connection, targetEnv);
  };
  const policy = retryPolicy('open-target');
  const { attempts, withinMs } = policy;
  for (let opening = 1; ; opening++) {
    try {
      signal?.throwIfAborted();
      return await retry('admission', find, { clock, signal });
    } catch (thrown) {
      const error = toFlasherError(thrown, signal);
      if (error.code === 'no-device' && !found && (await wait(error))) {
        [opening, begun] = [0, clock.now()];
        continue;
      }
      if (!error.retryable || opening === attempts || clock.now() - begun >= withinMs) {
        // What cannot be opened cannot be proved harmless either.
        if (found) told.warn(provider.hazards({ named: request.board, running: request.claimed }).urgent);
        else if (isUnchosen(error)) await sayUrgent();
        throw found ? error.with({ board: 'untouched' }) : error;
      }
      await pause(clock, pauseAfter(policy, opening), signal);
    }
  }
}

/** What is settled once holds for every attempt to open the board. */
function settledOnce(request: BoardRequest): (hazards: Hazards) => Promise<void> {
  let isSettled = false;
  return async (hazards) => {
    if (!isSettled) await settleStop(request, { hazards });
    isSettled = true;
  };
}

/** How long one look at the bus may last where nothing changes, in ms: what came between two looks is found by the next. */
const lookMs = 1_000;

/**
 * Lets time pass until it is worth looking for a board again, which is said before the first time. Resolves with false when the
 * time of the request is up. `error`: why none was found.
 */
function patience(
  { bus, clock }: FlashEnv,
  { findMs = 0, signal }: BoardRequest,
  kind: string,
  emit: EventListener,
): (error: FlasherError) => Promise<boolean> {
  let deadline: number | undefined;
  return async ({ details: { devices } }) => {
    if (findMs === 0) return false;
    const others = Array.isArray(devices) && devices.length > 0 ? devices.filter(isMessage) : undefined;
    if (deadline === undefined) emit({ type: 'waiting', for: kind, ms: findMs, others });
    deadline ??= clock.now() + findMs;
    const left = deadline - clock.now();
    if (left <= 0) return false;
    try {
      const before = new Set((await bus.list()).map(placeOf));
      const hasCome = (devices: readonly UsbDeviceInfo[]) =>
        devices.some((device) => !before.has(placeOf(device))) || undefined;
      await watchBus(bus, hasCome, { clock, timeoutMs: Math.min(lookMs, left), signal });
    } catch (thrown) {
      throw toFlasherError(thrown, signal);
    }
    return true;
  };
}

function placeOf({ path, vendorId, productId, address }: UsbDeviceInfo): string {
  return `${path} ${vendorId} ${productId} ${address}`;
}

function disconnected(cause: unknown): FlasherError {
  return new FlasherError('disconnected', message('link.device-gone'), { cause });
}

/** No board was found, or several. */
export function isUnchosen(error: unknown): boolean {
  return isFlasherError(error) && (error.code === 'no-device' || error.code === 'several-devices');
}

async function pause(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(ms, signal);
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
