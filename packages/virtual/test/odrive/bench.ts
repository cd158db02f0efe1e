// A virtual board on virtual time, and a running one reached over its native interface.

import type { UsbBus, UsbDeviceInfo, UsbLink } from '@odflash/core';
import { usbIds } from '@odflash/core/board';
import { type ConnectOptions, connectOdrive, type OdriveDevice, openUsbChannel } from '@odflash/core/odrive';
import {
  createVirtualBoard,
  type HostName,
  memoryVault,
  type VirtualBoard,
  type VirtualClock,
  virtualBus,
  virtualClock,
} from '../../src/index.ts';

export interface Bench {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  readonly bus: UsbBus;
}

export function bench(profile: string, host: HostName = 'linux', prepare?: (board: VirtualBoard) => void): Bench {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  // These tests are the client, and arm axes on purpose.
  for (const axis of [0, 1]) board.recorder.consent(axis);
  prepare?.(board);
  return { clock, board, bus: virtualBus([board], { clock, host }) };
}

const isRuntime = ({ vendorId, productId }: UsbDeviceInfo) =>
  usbIds.runtime.some((id) => id.vendorId === vendorId && id.productId === productId);
const isRom = ({ vendorId, productId }: UsbDeviceInfo) =>
  usbIds.rom.vendorId === vendorId && usbIds.rom.productId === productId;

/** Waits until what is asked for is on the bus; `undefined` after five seconds. */
async function arrival({ bus, clock }: Bench, match: (device: UsbDeviceInfo) => boolean) {
  for (let waited = 0; waited < 5_000; waited += 50) {
    const found = (await bus.list()).find(match);
    if (found) return found;
    await clock.sleep(50);
  }
  return undefined;
}

export const runtimeOf = (it: Bench) => arrival(it, isRuntime);
export const romOf = (it: Bench) => arrival(it, isRom);

export async function openRuntime(it: Bench): Promise<UsbLink> {
  const info = await runtimeOf(it);
  if (!info) throw new Error('no ODrive on the bus');
  return it.bus.open(info);
}

/** Descriptors are fetched once only, unless a test brings a vault of its own. */
const sharedVault = memoryVault();

export async function connect(it: Bench, options: Partial<ConnectOptions> = {}): Promise<OdriveDevice> {
  return connectOdrive(await openUsbChannel(() => openRuntime(it)), {
    clock: it.clock,
    vault: sharedVault,
    ...options,
  });
}
