// The one way in and out: finds the board, opens it, identifies it, and closes it whatever happens. Every failure leaves
// through here and says what is on the board.

import { openDfuTarget } from '../dfu/dfu-target.ts';
import type { Clock, Log } from '../ports.ts';
import { findRom } from '../usb/find.ts';
import { type Knowledge, nothingChanged, withBoardState } from './board-state.ts';
import type { EventListener } from './events.ts';
import { Meter } from './meter.ts';
import type { BoardRequest, FlashEnv } from './request.ts';
import { persist, type Session, toFlasherError } from './session.ts';
import type { Identity, Target } from './target.ts';

/** An opened and identified board. */
export interface OpenBoard {
  readonly session: Session;
  readonly identity: Identity;
  readonly knowledge: Knowledge;
}

/** How often a board that does not open is tried, and how long to wait in between, in ms. */
const openings = 3;
const openingPauseMs = 500;

/** Opens the board, works on it, closes it. Throws FlasherError with the board's state. */
export async function withBoard<T>(
  env: FlashEnv,
  request: BoardRequest,
  work: (board: OpenBoard) => Promise<T>,
): Promise<T> {
  const emit = listener(env.log, request.onEvent);
  const meter = new Meter(env.clock, emit);
  await using target = await openTarget(env, request);
  const { signal } = request;
  const session: Session = { target, clock: env.clock, meter, emit, recoveries: [], ...(signal && { signal }) };
  const knowledge = nothingChanged();
  emit({ type: 'opened', device: target.device });
  try {
    const named = { ...(request.board && { named: request.board }), ...(signal && { signal }) };
    const identity = await persist(session, () => target.identify(named));
    return await work({ session, identity, knowledge });
  } catch (thrown) {
    throw await withBoardState(session, knowledge, toFlasherError(thrown, signal));
  }
}

async function openTarget(env: FlashEnv, request: BoardRequest): Promise<Target> {
  const open = env.openTarget ?? openDfuTarget;
  const { bus, clock, log } = env;
  const { signal } = request;
  for (let opening = 1; ; opening++) {
    try {
      signal?.throwIfAborted();
      const device = await findRom(bus, request.selection);
      return await open({ bus, device, clock, ...(log && { log }), ...(signal && { signal }) });
    } catch (thrown) {
      const error = toFlasherError(thrown, signal);
      if (!error.retryable || opening === openings) throw error;
      await pause(clock, signal);
    }
  }
}

async function pause(clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(openingPauseMs, signal);
  } catch (thrown) {
    throw toFlasherError(thrown, signal);
  }
}

/** A listener that throws has a bug of its own; the board must not suffer for it. */
export function listener(log: Log | undefined, onEvent: EventListener | undefined): EventListener {
  return (event) => {
    try {
      onEvent?.(event);
    } catch (thrown) {
      const text = thrown instanceof Error ? thrown.message : String(thrown);
      log?.({ level: 'warn', scope: 'flash', text: `The listener failed on a ${event.type} event: ${text}` });
    }
  };
}
