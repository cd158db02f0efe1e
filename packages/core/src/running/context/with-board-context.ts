// One operation on one board, from finding it to the end: what every entry beside the update itself has in common. What opens
// boards in DFU mode is loaded when there is one: most programs that read values never need it.

import { toFlasherError } from '../../abort.ts';
import { findChosen } from '../../ask/which-board.ts';
import { isUnchosen, named, nameOf } from '../../discovery/find.ts';
import { type FoundBoard, findBoard, type Sighting } from '../../discovery/find-board.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { type Exclusion, exclusion, isAtWork, onlooker } from '../../records/exclusion.ts';
import type { Connection } from '../../target/chip.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import type { BoardContext } from './board-context.ts';
import { createContext, type RunContext } from './context.ts';
import { followBoard } from './followed-board.ts';

type Run<R extends RunningBoardRequest, T> = (context: BoardContext<R>, kind: Sighting['kind']) => Promise<T>;

/** For what only looks. Throws FlasherError. */
export function withBoardContext<R extends RunningBoardRequest, T>(
  env: RunningEnv,
  request: R,
  run: Run<R, T>,
): Promise<T> {
  return withFoundBoard(env, request, run, onlooker(env.vault));
}

/** For what changes the board, as one process at a time may do. Throws FlasherError, `device-busy` among them. */
export async function withBoardContextAlone<
  R extends RunningBoardRequest & { readonly dryRun?: boolean | undefined },
  T,
>(env: RunningEnv, request: R, run: Run<R, T>): Promise<T> {
  await using alone = exclusion(env.vault);
  return await withFoundBoard(env, request, run, request.dryRun ? onlooker(env.vault) : alone);
}

/** The one board that is meant, found and followed until the context's board is disposed. For a caller that keeps it. */
export async function openBoardContext<R extends RunningBoardRequest>(
  env: RunningEnv,
  request: R,
): Promise<BoardContext<R>> {
  const work = createContext(env, request);
  const found = await findOrWarn(work);
  await onlooker(env.vault).take(found.device);
  const board = followBoard(found, found.others, work.emit);
  const context = { ...work, board };
  try {
    await requireRunning(context, found.kind);
    return context;
  } catch (thrown) {
    await board[Symbol.asyncDispose]();
    throw thrown;
  }
}

async function withFoundBoard<R extends RunningBoardRequest, T>(
  env: RunningEnv,
  request: R,
  run: Run<R, T>,
  alone: Exclusion,
): Promise<T> {
  const work = createContext(env, request);
  let met = false;
  try {
    const found = await findOrWarn(work);
    met = true;
    await alone.take(found.device);
    await using board = followBoard(found, found.others, work.emit);
    return await run({ ...work, board }, found.kind);
  } catch (thrown) {
    const error = toFlasherError(thrown, request.signal);
    throw met && error.board === undefined ? error.with({ board: 'untouched' }) : error;
  }
}

/** As {@link findBoard}; where none can be chosen, what must be done to the supplies of boards in DFU mode is said first. */
export async function findOrWarn(work: RunContext): Promise<FoundBoard> {
  const { env, request, emit } = work;
  const { bus, clock, vault } = env;
  const { signal, board, selection } = request;
  let told = false;
  const sayUrgent = async () => {
    const { urgentOfAll } = await import('../../dfu/unchosen.ts');
    const looking = { bus, clock, signal, isAtWork: (device: Connection) => isAtWork(vault, device) };
    const urgent = told ? undefined : await urgentOfAll(looking, board);
    told = true;
    if (urgent) emit({ type: 'human', step: urgent.step, text: urgent.text });
  };
  const find = (path?: string) =>
    findBoard(path === undefined ? work : { ...work, request: { ...request, selection: { ...selection, path } } });
  try {
    return await findChosen(find, request.ask, sayUrgent);
  } catch (thrown) {
    if (isUnchosen(thrown)) await sayUrgent();
    throw thrown;
  }
}

/** Asks a board in DFU mode who it is, so that what a person must do to its DC supply is said. Throws FlasherError. */
export async function identifyInDfu(context: BoardContext): Promise<UsbDeviceInfo> {
  const { boardInDfu, requestInDfu } = await import('./in-dfu.ts');
  const { path } = context.board.device;
  await boardInDfu(context, { ...requestInDfu(context), selection: { path } });
  return context.board.device;
}

/** Throws unless the board runs its firmware: only that can be asked. */
export async function requireRunning(context: BoardContext, kind: Sighting['kind']): Promise<void> {
  if (kind === 'runtime') return;
  const { device } = context.board;
  // Whatever comes of it: the board is where it can be destroyed.
  await identifyInDfu(context).catch(() => undefined);
  throw new FlasherError('no-device', message('running.in-dfu', { device: nameOf(device) }), {
    details: { devices: [named(device)] },
    next: message('next.switch-to-run-or-start'),
  });
}
