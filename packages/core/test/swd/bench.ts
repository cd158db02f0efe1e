// A virtual board with an ST-Link wired to it, their bus, and a way to open the chip through the probe.

import type { UsbBus } from '@odflash/core';
import { findProbe } from '@odflash/core/stlink';
import { openSwdTarget, type SwdTarget } from '@odflash/core/swd';
import {
  createVirtualBoard,
  type HostName,
  type VirtualBoard,
  type VirtualClock,
  type VirtualProbe,
  virtualBus,
  virtualClock,
} from '@odflash/virtual';

export interface SwdBench {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  readonly probe: VirtualProbe;
  readonly bus: UsbBus;
  open(options?: { readonly mayReset?: boolean }): Promise<SwdTarget>;
}

/** `faults`: options of the board and the probe, as in a profile. */
export function bench(
  faults = '',
  { host = 'linux', version = 'v3.6-56V' }: { host?: HostName; version?: string } = {},
): SwdBench {
  const clock = virtualClock();
  const board = createVirtualBoard(`${version}+stlink${faults && `,${faults}`}`, { clock });
  const { probe } = board;
  if (probe === undefined) throw new Error('no probe is wired to the board');
  const bus = virtualBus([board, probe], { clock, host });
  return {
    clock,
    board,
    probe,
    bus,
    open: async (options) => openSwdTarget({ bus, device: await findProbe(bus), clock, ...options }),
  };
}
