// Finds the one board that is meant, running or in DFU mode, and waits for it a while if it is not there yet.

import { message } from '../messages/message.ts';
import type { UsbBus, UsbDeviceInfo } from '../ports.ts';
import { translated } from '../usb/link-failure.ts';
import {
  classifyDevice,
  noDevice,
  refuseOtherChips,
  type Selection,
  selects,
  severalDevices,
  watchBus,
  withKnownSerials,
  withSerials,
} from './find.ts';
import type { Search } from './search.ts';

/** A board on the bus, and how it appears. */
export interface Sighting {
  readonly kind: 'rom' | 'runtime';
  readonly device: UsbDeviceInfo;
}

/** The board that is meant. */
export interface FoundBoard extends Sighting {
  /** Paths of the other boards: a device there is not the one that is meant. */
  readonly others: readonly string[];
}

const defaultFindMs = 5_000;
/** Time for a board that is just starting, before a person is asked. */
const silentMs = 1_500;

/** Throws `no-device` when the time is up, `several-devices`, `board-unknown` for another chip's bootloader, and what opening throws where a serial is read that way. */
export async function findBoard(work: Search): Promise<FoundBoard> {
  const { env, request, emit } = work;
  const { selection = {}, findMs = defaultFindMs } = request;
  const start = env.clock.now();
  const [askAt, endAt] = [start + silentMs, start + findMs];
  let asked = false;
  for (;;) {
    const { found, seen } = await look(env.bus, selection);
    if (found) return found;
    // Points in time are compared, not their distances: a rest too small to move the clock would be waited for without end.
    const now = env.clock.now();
    if (now >= endAt) throw noDevice('discovery.not-found', selection, seen, message('next.connect-powered-board'));
    if (!asked && now >= askAt) {
      asked = true;
      emit({ type: 'human', step: 'connect-board', text: message('discovery.no-board-yet') });
      emit({ type: 'waiting', for: 'board', ms: endAt - now });
    }
    const timeoutMs = (asked ? endAt : Math.min(askAt, endAt)) - now;
    const isNew = (devices: readonly UsbDeviceInfo[]) =>
      boardsIn(devices).some((device) => !seen.some((known) => isSame(known, device))) || undefined;
    await translated(message('request.list-devices'), () =>
      watchBus(env.bus, isNew, { clock: env.clock, timeoutMs, signal: work.request.signal }),
    );
  }
}

function boardsIn(devices: readonly UsbDeviceInfo[]): readonly UsbDeviceInfo[] {
  return devices.filter((device) => classifyDevice(device) !== 'other');
}

function isSame(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  return a.path === b.path && a.productId === b.productId && a.address === b.address;
}

interface Look {
  readonly found?: FoundBoard | undefined;
  readonly seen: readonly UsbDeviceInfo[];
}

async function look(bus: UsbBus, selection: Selection): Promise<Look> {
  const all = await translated(message('request.list-devices'), () => bus.list());
  const seen = boardsIn(all);
  const known = await withSerials(bus, seen, selection);
  const matching = known.filter((device) => selects(selection, device));
  const [device, second] = matching;
  if (second) throw severalDevices('discovery.several-connected', await withKnownSerials(bus, matching));
  if (!device) refuseOtherChips(all, selection);
  if (!device) return { seen };
  const others = seen.flatMap(({ path }) => (path === device.path ? [] : [path]));
  return { seen, found: { kind: classifyDevice(device) === 'rom' ? 'rom' : 'runtime', device, others } };
}
