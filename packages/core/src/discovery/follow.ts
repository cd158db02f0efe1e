// Keeps track of one board through its restarts: where it is now, and what a person has to do if it is not where it
// should be. Knows the bus, not the protocols.

import { message } from '../messages/message.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { translated } from '../usb/link-failure.ts';
import { watchBus } from './find.ts';
import type { Sighting } from './find-board.ts';
import { recognise } from './reacquire.ts';
import type { Search } from './search.ts';

/** How long a person may take, by default. */
const defaultHumanMs = 180_000;
/** A board that starts is on the bus after half a second; a slow host takes a few more. */
export const defaultReturnMs = 8_000;

/** How long a person may take to do something by hand. */
export function humanMs({ request }: Search): number {
  return request.humanMs ?? defaultHumanMs;
}

/** Asks for a board that is lost, and waits until it is back in one of these ways; `undefined` when the time is up. */
export function awaitBackInDfu(
  work: Search,
  followed: Followed,
  kinds: readonly Sighting['kind'][],
): Promise<Sighting | undefined> {
  work.emit({ type: 'human', step: 'bring-back-in-dfu', text: message('discovery.bring-back-in-dfu') });
  work.emit({ type: 'waiting', for: kinds.includes('runtime') ? 'board' : 'dfu', ms: humanMs(work) });
  return awaitBoard(work, followed, { kinds, timeoutMs: humanMs(work) });
}

/** The board we follow. */
export interface Followed {
  /** As it was last seen. */
  readonly device: UsbDeviceInfo;
  /** Paths of other boards. */
  readonly others: readonly string[];
  /** It was seen, as this. */
  seen(device: UsbDeviceInfo): Promise<void>;
}

/** Waits until the board is there in one of these ways; `undefined` when the time is up. */
export async function awaitBoard(
  work: Search,
  followed: Followed,
  { kinds, timeoutMs }: { readonly kinds: readonly Sighting['kind'][]; readonly timeoutMs: number },
): Promise<Sighting | undefined> {
  const { bus, clock } = work.env;
  const { device, others } = followed;
  const start = clock.now();
  const look = (devices: readonly UsbDeviceInfo[]): Sighting | undefined => {
    for (const kind of kinds) {
      const found = recognise(devices, device, { kind, others, waitedMs: clock.now() - start });
      if (found) return { kind, device: found };
    }
    return undefined;
  };
  const found = await translated(message('request.list-devices'), () =>
    watchBus(bus, look, { clock, timeoutMs, signal: work.request.signal }),
  );
  if (!found) return undefined;
  work.arrival.at = clock.now();
  await followed.seen(found.device);
  return found;
}

/** What a person hears that a board does which should run. */
const unexpectedMode = {
  rom: {
    step: 'switch-to-run',
    text: message('discovery.switch-to-run'),
  },
  nowhere: {
    step: 'bring-back-running',
    text: message('discovery.bring-back-running'),
  },
} as const;

/**
 * Waits for a board that has been started. Resolves with where it is: running, or still in DFU mode, or `undefined` if it
 * is nowhere, after a person had time to do something about it.
 */
export async function awaitRunning(
  work: Search,
  followed: Followed,
  patienceMs: number,
  returnMs: number = defaultReturnMs,
): Promise<Sighting | undefined> {
  const { clock } = work.env;
  let last = await awaitBoard(work, followed, { kinds: ['runtime', 'rom'], timeoutMs: returnMs });
  const deadline = clock.now() + patienceMs;
  while (last?.kind !== 'runtime' && clock.now() < deadline) {
    work.emit({ type: 'human', ...unexpectedMode[last ? 'rom' : 'nowhere'] });
    work.emit({ type: 'waiting', for: 'board', ms: deadline - clock.now() });
    const kinds: readonly Sighting['kind'][] = last ? ['runtime'] : ['runtime', 'rom'];
    const next = await awaitBoard(work, followed, { kinds, timeoutMs: deadline - clock.now() });
    if (!next) break;
    last = next;
  }
  return last;
}
