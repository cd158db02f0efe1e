// A running board as objects of the language, for programs: found, kept and followed through its restarts.

import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { type BoardObject, boardObjects } from './board-objects.ts';
import { type BoardSession, openSession } from './session.ts';

/** Disposing closes the connection and leaves the board as it is; what is still being written is stopped. */
export interface ConnectedOdrive<T extends object = BoardObject> extends AsyncDisposable {
  /** The object tree: reading awaits, assigning writes. */
  readonly odrive: T;
  readonly session: BoardSession;
  /** Resolves when every assignment so far has reached the board; throws the first failure among them, once. */
  written(): Promise<void>;
}

/**
 * Connects to the one running board that `request` names. `T` is what `odflash generate-types` writes for its firmware.
 * Writes and calls go by the rules for motion and settings: `request.consent` and `request.ask` answer what is asked. Throws
 * FlasherError.
 */
export async function connect<T extends object = BoardObject>(
  env: RunningEnv,
  request: RunningBoardRequest = {},
): Promise<ConnectedOdrive<T>> {
  const session = await openSession(env, request);
  const { root, written } = boardObjects<T>(session);
  return { odrive: root, session, written, [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() };
}
