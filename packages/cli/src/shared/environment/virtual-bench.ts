// --virtual: boards on a bench of their own, on virtual time unless one of them asks for the wall clock.

import { join } from 'node:path';
import type { Clock, UsbBus } from '@odflash/core';
import type { Consent } from '@odflash/core/ask';
import { openVirtualStore } from '@odflash/node';
import {
  type BoardStore,
  createVirtualBoard,
  type Plugged,
  type Profile,
  parseProfile,
  realTime,
  type VirtualBoard,
  virtualBus,
  virtualClock,
} from '@odflash/virtual';

export interface VirtualBench {
  readonly bus: UsbBus;
  readonly clock: Clock;
}

/**
 * One board per profile, in sockets 1-1, 1-2 and so on. `stateFolder` keeps what they hold between calls. Boards count axes that
 * are armed without one of the `consents`. Throws `usage` for a profile that cannot be read.
 */
export function openVirtualBench(
  texts: readonly string[],
  stateFolder: string | undefined,
  consents: readonly Consent[] = [],
): VirtualBench {
  const profiles = texts.map(parseProfile);
  const clock = profiles.some(({ settings }) => settings.time === 'real')
    ? realTime()
    : virtualClock({ epoch: Date.now() });
  const boards = makeBoards(profiles, stateFolder, clock);
  for (const { serial, recorder } of boards)
    for (const consent of consents)
      if (consent.what === 'move' && consent.serial.toUpperCase() === serial) recorder.consent(consent.axis);
  return { clock, bus: virtualBus(devicesOf(boards), { clock }) };
}

/** What is plugged in: the boards, and the ST-Links wired to some of them. */
export function devicesOf(boards: readonly VirtualBoard[]): readonly Plugged[] {
  return boards.flatMap((board) => (board.probe ? [board, board.probe] : [board]));
}

/** The boards themselves, in sockets 1-1, 1-2 and so on; an ST-Link wired to one of them in 2-1, 2-2 and so on. */
export function makeBoards(
  profiles: readonly Profile[],
  stateFolder: string | undefined,
  clock: Clock,
): readonly VirtualBoard[] {
  const stores = stateFolder === undefined ? [] : openStores(stateFolder, profiles.length);
  return profiles.map((profile, index) => {
    const store = stores[index];
    const [path, probePath] = [`1-${index + 1}`, `2-${index + 1}`];
    return createVirtualBoard(profile, { clock, seed: index + 1, path, probePath, store });
  });
}

/** The first board lives in the folder itself, so that it is found again when others are plugged in beside it. */
function openStores(folder: string, amount: number): readonly BoardStore[] {
  return Array.from({ length: amount }, (_, index) =>
    openVirtualStore(index === 0 ? folder : join(folder, `board-${index + 1}`)),
  );
}
