// --virtual: boards on a bench of their own, on virtual time unless one of them asks for the wall clock.

import { join } from 'node:path';
import { type Clock, systemClock, type UsbBus } from '@odflash/core';
import { type BoardStore, createVirtualBoard, parseProfile, virtualBus, virtualClock } from '@odflash/virtual';

export interface VirtualBench {
  readonly bus: UsbBus;
  readonly clock: Clock;
}

/**
 * One board per profile, in sockets 1-1, 1-2 and so on. `stateFolder` keeps what they hold between calls. Throws `usage`
 * for a profile that cannot be read.
 */
export async function openVirtualBench(
  texts: readonly string[],
  stateFolder: string | undefined,
): Promise<VirtualBench> {
  const profiles = texts.map(parseProfile);
  const clock = profiles.some(({ settings }) => settings.time === 'real') ? systemClock : virtualClock();
  const stores = stateFolder === undefined ? [] : await openStores(stateFolder, profiles.length);
  const boards = profiles.map((profile, index) => {
    const store = stores[index];
    return createVirtualBoard(profile, { clock, seed: index + 1, path: `1-${index + 1}`, ...(store && { store }) });
  });
  return { clock, bus: virtualBus(boards, { clock }) };
}

/** The first board lives in the folder itself, so that it is found again when others are plugged in beside it. */
async function openStores(folder: string, amount: number): Promise<readonly BoardStore[]> {
  const { openVirtualStore } = await import('../virtual-store.ts');
  return Array.from({ length: amount }, (_, index) =>
    openVirtualStore(index === 0 ? folder : join(folder, `board-${index + 1}`)),
  );
}
