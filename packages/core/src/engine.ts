// The engine as callers have it: from a request to a report, one function each, or a handle for several of them. The one place
// that says which target there is unless the caller brings another one.

import { refuseStops } from './ask/findings.ts';
import { dfuProvider } from './dfu/provider.ts';
import { eraseOn } from './flash/erase.ts';
import { flashOn, refuseFile } from './flash/flash-image.ts';
import { inspectOn, preflightOn, readOn, verifyOn } from './flash/inspect.ts';
import { type Board, type Opening, openBoardBy } from './flash/open/open.ts';
import { checkReadable } from './flash/preflight/preflight-image.ts';
import type {
  BoardPreflight,
  BoardReport,
  FlashReport,
  ReadReport,
  UnlockReport,
  VerifyReport,
} from './flash/report.ts';
import type {
  BoardRequest,
  EraseRequest,
  FlashEnv,
  FlashRequest,
  ReadRequest,
  UnlockRequest,
  VerifyRequest,
} from './flash/request.ts';
import { type ChipRestart, restartOn } from './flash/restart-chip.ts';
import type { TargetProvider } from './target/provider.ts';

/** How a chip is reached: as the caller wants it, else the ROM bootloader over DFU. */
export function targetOf({ target = dfuProvider }: Pick<FlashEnv, 'target'>): TargetProvider {
  return target;
}

/**
 * Finds the board that is meant, opens it and asks who it is, for several operations in a row: {@link flashOn},
 * {@link verifyOn} and the like. Dispose it at the end. Throws FlasherError.
 */
export function openBoard(env: FlashEnv, request: BoardRequest, opening: Partial<Opening> = {}): Promise<Board> {
  return openBoardBy(env, request, { provider: targetOf(env), ...opening });
}

/**
 * Writes an image onto a board in DFU mode, verifies it, starts it. Safe at any moment: cut the power or kill the process
 * and the board starts the whole old image, the whole new one, or nothing; run it again and it finishes.
 * Throws FlasherError; its `board` says what is on the board.
 */
export async function flash(env: FlashEnv, request: FlashRequest): Promise<FlashReport> {
  refuseFile(env, request);
  await using board = await openBoard(env, request, { alone: !request.dryRun, dryRun: request.dryRun });
  return await flashOn(board, request);
}

/** Erases the firmware (sectors 0 to 9), or everything. Throws FlasherError; its `board` says what is on the board. */
export async function eraseFlash(env: FlashEnv, request: EraseRequest): Promise<FlashReport> {
  await using board = await openBoard(env, request, { alone: !request.dryRun, dryRun: request.dryRun });
  return await eraseOn(board, request);
}

/** Compares a board with an image. A difference is an answer; FlasherError is for what could not be compared. */
export async function verifyImage(env: FlashEnv, request: VerifyRequest): Promise<VerifyReport> {
  refuseStops(checkReadable(request.image));
  await using board = await openBoard(env, request);
  return await verifyOn(board, request);
}

/** Reads a range of memory, by default the whole main flash. Throws FlasherError. */
export async function readFlash(env: FlashEnv, request: ReadRequest): Promise<ReadReport> {
  await using board = await openBoard(env, request);
  return await readOn(board, request);
}

/**
 * Everything that can be found out about a board. Reads the whole flash if the chip lets itself be read; of a board up to v3.4 only
 * with the consent `unsafe-dfu`. Asks nothing, changes nothing. Throws FlasherError.
 */
export async function inspectBoard(env: FlashEnv, request: BoardRequest): Promise<BoardReport> {
  await using board = await openBoard(env, request);
  return await inspectOn(board, request);
}

/**
 * What a flash of this board would find before it looks at an image: which board it is, and whether the chip lets itself be
 * written, the configuration sectors included. A stop or a missing consent among the findings would end it. Asks nothing,
 * changes nothing. Throws FlasherError.
 */
export async function preflightBoard(env: FlashEnv, request: BoardRequest): Promise<BoardPreflight> {
  await using board = await openBoard(env, request);
  return await preflightOn(board, request);
}

/**
 * Removes whatever protection the chip has and looks whether it is gone. Throws `not-confirmed` without the consent
 * `unlock` for this board's serial, and FlasherError with the board's state.
 */
export async function unlockBoard(env: FlashEnv, request: UnlockRequest): Promise<UnlockReport> {
  // Few boards need it: a page fetches it then.
  const { unlockOn } = await import('./flash/unlock.ts');
  await using board = await openBoard(env, request, { alone: true });
  return await unlockOn(board, request);
}

/**
 * Restarts the chip with whatever firmware is in its flash. Throws FlasherError: `image-implausible` if nothing runs
 * afterwards, `not-confirmed`. The flash is untouched.
 */
export async function restartChip(env: FlashEnv, request: BoardRequest): Promise<ChipRestart> {
  await using board = await openBoard(env, request, { alone: true });
  return await restartOn(board, request);
}
