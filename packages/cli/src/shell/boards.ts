// The running boards of a shell by name: odrv0, odrv1, … in the order in which they were found. A board that comes later gets
// the next name, one that returns keeps its own.

import { FlasherError, isFlasherError, type UpdateEnv, type UsbDeviceInfo } from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';
import {
  type BoardObject,
  type BoardSession,
  boardObjects,
  type ObjectExtras,
  openSession,
  placeOf,
  type RunningBoardRequest,
} from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import { forLinesThatRun } from './typed-line.ts';

export interface ShellBoard {
  /** `odrv0` */
  readonly name: string;
  readonly root: BoardObject;
  readonly session: BoardSession;
  /** Resolves when every assignment so far has reached the board. Throws the first failure among them. */
  written(): Promise<void>;
}

export interface ShellBoards extends AsyncDisposable {
  readonly all: readonly ShellBoard[];
  /** Every assignment so far. Throws the first failure. */
  written(): Promise<void>;
  /** Ends what is under way on every board. */
  interrupt(): void;
}

export interface BoardsOptions {
  /** Members of boards and axes that are the shell's own. */
  readonly extras?: ObjectExtras | undefined;
  /** An axis that was armed here ended without having been asked to. */
  readonly onAxisEnded?: ((board: ShellBoard, axis: string, how: 'idle' | 'restarted' | 'lost') => void) | undefined;
  /** Connects to boards that come later, too. */
  readonly watching?: Watching | undefined;
}

interface Watching {
  readonly onBoard: (board: ShellBoard) => void;
  /** A board returned or left. */
  readonly onChange: (name: string, change: 'left' | 'back') => void;
  /** A board that could not be connected to. */
  readonly onFailure: (device: UsbDeviceInfo, error: unknown) => void;
}

/** Connects to every running board that is meant. Throws FlasherError. */
export async function openBoards(
  env: UpdateEnv,
  request: RunningBoardRequest,
  { extras, onAxisEnded, watching }: BoardsOptions = {},
): Promise<ShellBoards> {
  const all: ShellBoard[] = [];
  const names = new Map<string, string>();
  const { serial, path } = request.selection ?? {};
  const isMeant = (device: UsbDeviceInfo) =>
    classifyDevice(device) === 'runtime' &&
    (serial === undefined || device.serial?.toUpperCase() === serial.toUpperCase()) &&
    (path === undefined || device.path === path);
  const keyOf = (device: UsbDeviceInfo) => device.serial ?? device.path;

  const open = async (name: string, own: RunningBoardRequest): Promise<ShellBoard> => {
    const opened = await openSession(env, {
      ...own,
      onAxisEnded: (axis, how) => onAxisEnded?.(board, axis, how),
    });
    const session = forLinesThatRun(opened);
    const { root, written } = boardObjects(session, extras, name);
    const board: ShellBoard = { name, root, session, written };
    all.push(board);
    return board;
  };
  const add = async (device: UsbDeviceInfo) => {
    // One that could not be connected to before keeps its place.
    const name = names.get(keyOf(device)) ?? `odrv${names.size}`;
    names.set(keyOf(device), name);
    const selection = device.serial === undefined ? { path: device.path } : { serial: device.serial };
    const board = await open(name, { ...request, selection });
    watching?.onBoard(board);
  };
  const present = (await env.bus.list()).filter(isMeant);
  if (present.length === 0 && !watching) {
    // One board that is looked for as every command does, with what it says where there is none.
    const { session } = await open('odrv0', request);
    names.set(keyOf(session.device), 'odrv0');
  }
  for (const device of present) {
    try {
      await add(device);
    } catch (thrown) {
      if (!watching || (serial ?? path) !== undefined) throw thrown;
      watching.onFailure(device, thrown);
    }
  }
  const watch =
    watching &&
    env.bus.watch((event) => {
      const { device } = event;
      if (classifyDevice(device) !== 'runtime') return;
      const name = names.get(keyOf(device));
      const isConnected = all.some((board) => board.name === name);
      if (name !== undefined && isConnected) watching.onChange(name, event.type === 'left' ? 'left' : 'back');
      else if (event.type === 'arrived' && isMeant(device))
        add(device).catch((error: unknown) => watching.onFailure(device, error));
    });
  return {
    all,
    async written() {
      for (const board of all) await board.written();
    },
    interrupt() {
      for (const { session } of all) session.interrupt();
    },
    [Symbol.asyncDispose]: async () => {
      watch?.[Symbol.dispose]();
      for (const { session } of all) await session[Symbol.asyncDispose]();
    },
  };
}

/** The kept board behind `odrv0`. Throws `usage` for anything else. */
export function boardOf(boards: ShellBoards, root: unknown): ShellBoard {
  const found = boards.all.find((board) => board.root === root);
  if (found) return found;
  throw new FlasherError('usage', commandMessage('usage.needs-board'), {
    next: commandMessage('next.boards-of-shell', { names: boards.all.map(({ name }) => name) }),
  });
}

/** The board and the path behind `odrv0.axis0`. Throws `usage` for anything else. */
export function axisPlace(axis: unknown): NonNullable<ReturnType<typeof placeOf>> {
  const place = placeOf(axis);
  if (place && /^axis\d$/.test(place.path)) return place;
  throw new FlasherError('usage', commandMessage('usage.needs-axis'));
}

/** A failure at one of several boards: commands that are printed below it are about that board. Anything else as it is. */
export function atOneOf({ all }: ShellBoards, thrown: unknown): unknown {
  if (!isFlasherError(thrown) || all.length < 2) return thrown;
  const board = all.find(({ session }) => session.device.path === thrown.details.device);
  if (!board) return thrown;
  const { serial, path } = board.session.device;
  const chosen = serial === undefined ? ['--path', path] : ['--serial', serial];
  return thrown.with({ details: { ...thrown.details, chosen } });
}
