// A board that shows a failure of the field, with an old firmware and a configuration on it, and a host that changes requests.

import type { UsbBus, UsbLink } from '@odflash/core';
import type { HostName } from '@odflash/virtual';
import { type Bench, bench, configuration, firmware, imageOf } from '../../packages/core/test/flash/bench.ts';

/** Eight blocks of 2048 bytes in sector 0, two in sector 1. */
export const old = imageOf(firmware(1));
export const next = imageOf(firmware(2));

export interface FieldBench extends Bench {
  /** The configuration sectors as they were. */
  readonly kept: Uint8Array;
}

/** A v3.6-56V in DFU mode with an old firmware and a configuration, and these options. */
export function fieldBench(boardOptions = '', host: HostName = 'linux'): FieldBench {
  const profile = ['v3.6-56V+dfu,flash=blank', boardOptions].filter(Boolean).join(',');
  const made = bench({ holds: firmware(1), host, profile });
  return { ...made, kept: configuration(made.board.flash).slice() };
}

/** True if the configuration sectors are as they were, byte for byte. */
export function configurationKept({ board, kept }: FieldBench): boolean {
  return Buffer.compare(configuration(board.flash), kept) === 0;
}

type ControlOut = UsbLink['controlOut'];

/** Something between a program and USB: sees each OUT transfer first, and may answer in the device's place. */
export type ControlOutHook = (
  setup: Parameters<ControlOut>[0],
  pass: () => ReturnType<ControlOut>,
) => ReturnType<ControlOut>;

export function hooked(bus: UsbBus, hook: ControlOutHook): UsbBus {
  const wrap = (link: UsbLink): UsbLink => ({
    ...link,
    controlOut: (setup, data, timeoutMs) => hook(setup, () => link.controlOut(setup, data, timeoutMs)),
  });
  return { ...bus, open: async (device) => wrap(await bus.open(device)) };
}
