// One running board that is kept: read, written and called again and again, by the rules that hold for single commands. It may
// restart meanwhile; what is asked of it next finds it again.

import { toFlasherError } from '../../abort.ts';
import { isConfigurationPath } from '../../configuration/file/backup-file.ts';
import type { FlasherError } from '../../errors.ts';
import { idleState } from '../../odrive/commands.ts';
import { axisOf } from '../../odrive/errors/decode.ts';
import { readRelease } from '../../odrive/identity.ts';
import type { ObjectTree } from '../../odrive/tree.ts';
import type { PropertyValue } from '../../odrive/value.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { exclusion } from '../../records/exclusion.ts';
import { oneAtATime } from '../../usb/one-at-a-time.ts';
import type { BoardContext } from '../context/board-context.ts';
import { createContext } from '../context/context.ts';
import type { FollowedBoard } from '../context/followed-board.ts';
import { openBoardContext } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import { type AxisEnd, heldAxes } from '../motion/held-axes.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { restartBoard } from '../restart/restart-board.ts';
import { switchToDfu } from '../restart/switch-to-dfu.ts';
import { eraseOnlyConfiguration } from '../settings/erase-configuration.ts';
import { saveBoard } from '../settings/save-board.ts';
import { setSettingOn } from '../settings/set-setting.ts';
import { clearErrors } from '../status/clear-errors.ts';
import { batchedReads } from './batched-reads.ts';
import { callFunctionOn } from './call-function.ts';
import { consentedMoves } from './consented-moves.ts';
import { deliberate } from './deliberate.ts';
import { setLiveOn } from './set-live.ts';

/** Calls are made one after the other, in the order in which they are asked for. Every call throws FlasherError. */
export interface BoardSession extends AsyncDisposable {
  /** As it was last seen. */
  readonly device: UsbDeviceInfo;
  /** What the firmware offers, as of the last connection. */
  readonly tree: ObjectTree;
  /** Whose names, units and errors the values have: `0.5.6`. */
  readonly release: string;
  /** Reads asked for at once go together. */
  read(path: string): Promise<PropertyValue>;
  /** The values of several properties, in the order of their paths. Throws FlasherError. */
  readMany(paths: readonly string[]): Promise<readonly PropertyValue[]>;
  /**
   * Resolves when the board has the value. By the rules for motion and settings: what acts on an armed axis or arms one needs its
   * consent, what heats or unprotects is asked. An axis that was armed here is held, and idle when the session is interrupted or ends.
   */
  write(path: string, value: PropertyValue | string): Promise<void>;
  /** The results by name; those of a function that has a command with checks of its own are that command's. */
  call(path: string, inputs?: readonly (PropertyValue | string)[]): Promise<readonly PropertyValue[]>;
  /** Runs something that opens the board itself, while nothing else is asked of it. */
  apart<T>(work: (request: RunningBoardRequest) => Promise<T>): Promise<T>;
  /** Brings what was armed here to idle; ends what is under way and what is waiting with `aborted`. */
  interrupt(): void;
  /** Axes that were armed here and are not idle yet. */
  readonly held: readonly string[];
  /** Axes that were armed here, and did not go to idle when they were released. */
  readonly stillArmed: readonly string[];
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

/** Which board the session is about, and who hears of it. */
export interface SessionRequest extends RunningBoardRequest {
  /** An axis that was armed here is not held any more, and was not stopped by a command: it became idle by itself, or the board is gone. */
  readonly onAxisEnded?: ((axis: string, how: AxisEnd) => void) | undefined;
}

/** Finds the one running board that is meant and keeps it until it is disposed. Throws FlasherError. */
export async function openSession(env: RunningEnv, request: SessionRequest): Promise<BoardSession> {
  const first = await openBoardContext(env, request);
  const { board } = first;
  try {
    const known = await connection(first);
    return sessionOf(env, request, board, known);
  } catch (thrown) {
    await board[Symbol.asyncDispose]();
    throw toFlasherError(thrown, request.signal);
  }
}

interface Known {
  readonly tree: ObjectTree;
  readonly release: string;
}

function connection(context: BoardContext): Promise<Known> {
  return withRunningBoard(context, async ({ odrive }) => ({
    tree: odrive.tree,
    release: await readRelease(odrive),
  }));
}

function sessionOf(env: RunningEnv, request: SessionRequest, board: FollowedBoard, first: Known): BoardSession {
  const inTurn = oneAtATime();
  const moves = consentedMoves(request);
  let known = first;
  let stop = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  const held = heldAxes(request.onAxisEnded);

  /** Nothing of an earlier call is left in it: what was said then is said again, what was asked is asked again. */
  const contextFor = <R extends object>(more: R, signal: AbortSignal): BoardContext<RunningBoardRequest & R> => ({
    ...createContext(env, { ...request, ...more, signal }),
    board,
  });
  const queued = <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const { signal } = stop;
    const result = inTurn(async () => {
      try {
        signal.throwIfAborted();
        return await work(signal);
      } catch (thrown) {
        throw atBoard(toFlasherError(thrown, signal), board.device);
      }
    });
    last = result.catch(() => undefined);
    return result;
  };
  const readMany = (paths: readonly string[]) =>
    queued((signal) =>
      withRunningBoard(contextFor({}, signal), ({ odrive }) => {
        known = { ...known, tree: odrive.tree };
        return odrive.readMany(paths, { signal });
      }),
    );
  const { read, flush } = batchedReads(readMany);
  const apart = <T>(work: (own: RunningBoardRequest) => Promise<T>) => {
    flush();
    return queued(async (signal) => {
      await board.release();
      const { path, serial, nameOnly } = board.device;
      // A serial port has no serial number that could be looked for.
      const isNamed = serial !== undefined && !nameOnly && !env.openChannel;
      return work({ ...request, selection: isNamed ? { serial } : { path }, signal });
    });
  };
  const idle = async (axis: number, signal: AbortSignal) =>
    withRunningBoard(contextFor({}, signal), async ({ odrive }) => {
      const path = `axis${axis}.current_state`;
      return Number(await odrive.read(path, { signal })) === idleState;
    });

  return {
    get device() {
      return board.device;
    },
    get tree() {
      return known.tree;
    },
    get release() {
      return known.release;
    },
    read,
    readMany(paths) {
      flush();
      return readMany(paths);
    },
    async write(path, value) {
      flush();
      const isStopped = await queued(async (signal) => {
        await moves.forgetIdle((axis) => idle(axis, signal));
        const motion = { ask: moves.watching(request.ask), consent: moves.given(), keep: held.keep, turn: inTurn };
        const more = { path, value: textOf(value), ...motion };
        if (!isConfigurationPath(path)) {
          return (await setLiveOn(contextFor(more, signal))).outcome === 'stopped';
        }
        await using alone = exclusion(env.vault);
        await alone.take(board.device);
        const audience = deliberate({ ask: more.ask, onEvent: request.onEvent }, path);
        await setSettingOn(contextFor({ ...more, ...audience }, signal));
        return false;
      });
      // It is idle; what remains is to give its watchdog back.
      if (isStopped) await held.release(axisOf(path));
    },
    call(path, inputs = []) {
      const own = Object.hasOwn(commands, path) ? commands[path] : undefined;
      if (own) return apart((apartRequest) => own(env, apartRequest));
      flush();
      return queued(async (signal) => {
        const motion = { ask: moves.watching(request.ask), consent: moves.given(), keep: held.keep, turn: inTurn };
        const more = { path, args: inputs.map(textOf), ...motion };
        const { outputs } = await callFunctionOn(contextFor(more, signal));
        return outputs.map(({ value }) => value);
      });
    },
    apart,
    interrupt() {
      stop.abort();
      stop = new AbortController();
      last = held.releaseAll();
    },
    get held() {
      return held.names;
    },
    get stillArmed() {
      return held.stillArmed;
    },
    async settled() {
      flush();
      await last;
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await held.releaseAll();
      await last;
      await board[Symbol.asyncDispose]();
    },
  };
}

/** A failure that says at which board it happened: a program may have several. */
export function atBoard(error: FlasherError, device: UsbDeviceInfo): FlasherError {
  return error.with({ details: { ...error.details, device: device.path } });
}

/** Functions that are left to a command, which looks and asks first. */
const commands: Readonly<
  Record<string, (env: RunningEnv, request: RunningBoardRequest) => Promise<readonly PropertyValue[]>>
> = {
  save_configuration: async (env, request) => [(await saveBoard(env, request)).outcome === 'saved'],
  reboot: async (env, request) => {
    await restartBoard(env, request);
    return [];
  },
  erase_configuration: async (env, request) => {
    await eraseOnlyConfiguration(env, request);
    return [];
  },
  enter_dfu_mode: async (env, request) => {
    await switchToDfu(env, request);
    return [];
  },
  clear_errors: async (env, request) => {
    await clearErrors(env, request);
    return [];
  },
};

/** Of a value that is typed: setters and functions take text. */
function textOf(value: PropertyValue | string): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
