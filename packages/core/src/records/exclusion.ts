// One process at a time changes a board: of what two do to it at once, neither the records nor the answers are true.
// The claim of a USB interface ends whenever the board leaves the bus; this lasts for the whole run. It is by the port, which
// is the same in DFU mode and out of it, and holds for all who use the same vault. Where no port is known, a board that returns
// under another name cannot be distinguished from another one: there it is for all boards. A program that only looks at a board
// stays away as well while another one changes it: it would wait for the interface, and take it in the moment in which the board restarts.

import { nameOf } from '../discovery/find.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Vault } from '../ports.ts';
import type { Connection } from '../target/chip.ts';

export interface Exclusion extends AsyncDisposable {
  /**
   * Throws `device-busy` if another process is at work on the board. Once a port is taken, it stays until it is disposed; a
   * board that runs behind a probe is taken at both. An {@link onlooker} takes nothing.
   */
  take(device: Connection): Promise<void>;
}

/** Where the vault keeps no locks, or the disk does not take one, there is no other process to be seen. */
export function exclusion(vault: Vault): Exclusion {
  const locks = new Map<string, AsyncDisposable>();
  let isFree = vault.lock === undefined;
  return {
    take: async (device) => {
      const name = lockName(device);
      if (isFree || locks.has(name)) return;
      const taken = await vault.lock?.(name).catch(() => 'impossible' as const);
      if (taken === 'impossible') isFree = true;
      else if (taken) locks.set(name, taken);
      else throw isTaken(device);
    },
    [Symbol.asyncDispose]: async () => {
      for (const lock of locks.values()) await lock[Symbol.asyncDispose]();
      locks.clear();
    },
  };
}

/** For what changes nothing: only looks whether another process is at work on the board. */
export function onlooker(vault: Vault): Exclusion {
  return {
    take: async (device) => {
      if (await isAtWork(vault, device)) throw isTaken(device);
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** Whether another process changes that board now, as far as the vault knows. */
export async function isAtWork(vault: Vault, device: Connection): Promise<boolean> {
  return (await vault.isLocked?.(lockName(device)).catch(() => false)) === true;
}

function lockName({ nameOnly, path }: Connection): string {
  return nameOnly ? 'board-anywhere' : `board-at-${path}`;
}

function isTaken(device: Connection): FlasherError {
  return new FlasherError(
    'device-busy',
    message('records.board-taken', { device: device.nameOnly ? undefined : nameOf(device) }),
    {
      details: { path: device.path },
      board: 'untouched',
      // It lasts as long as the other's run.
      retryable: false,
      next: message('next.wait-for-other-process'),
    },
  );
}
