// A virtual board in DFU mode, its bus, and a way to open it: the setting of every test against the ROM.

import type { UsbBus, UsbLink } from '@odflash/core';
import { firstDifference } from '@odflash/core/bytes';
import { type DfuTarget, openDfuTarget } from '@odflash/core/dfu';
import { findRom } from '@odflash/core/discovery';
import type { Target } from '@odflash/core/target';
import {
  createVirtualBoard,
  type HostName,
  type VirtualBoard,
  type VirtualClock,
  virtualBus,
  virtualClock,
} from '@odflash/virtual';
import { expect } from 'vitest';

export interface Bench {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  readonly bus: UsbBus;
  open(): Promise<DfuTarget>;
}

export function bench(
  faults = '',
  { host = 'linux', version = 'v3.6-56V' }: { host?: HostName; version?: string } = {},
): Bench {
  const clock = virtualClock();
  const board = createVirtualBoard(`${version}+dfu${faults && `,${faults}`}`, { clock });
  const bus = virtualBus([board], { clock, host });
  return { clock, board, bus, open: async () => openDfuTarget({ bus, device: await findRom(bus), clock }) };
}

/** The bus with links of which some calls are others. */
export function withLinks(bus: UsbBus, changed: (link: UsbLink) => Partial<UsbLink>): UsbBus {
  const open: UsbBus['open'] = async (device) => {
    const link = await bus.open(device);
    return { ...link, ...changed(link) };
  };
  return { ...bus, open };
}

/** Bytes that no two blocks have in common, and no fill pattern. */
export function pattern(length: number, seed = 1): Uint8Array {
  let value = seed;
  return Uint8Array.from({ length }, () => {
    value = (Math.imul(value, 1664525) + 1013904223) >>> 0;
    return value >>> 24;
  });
}

/** What the engine does with a failing step: recover and do it again, three times in all. */
export async function insist<T>(target: Target, step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (attempt === 4) throw error;
      await target.recover(error as never);
    }
  }
}

/** Holds bytes against bytes, much faster than toEqual does. */
export function expectSame(found: Uint8Array, expected: Uint8Array, what = ''): void {
  expect(firstDifference(found, expected), `first difference ${what}`).toBe(-1);
}
