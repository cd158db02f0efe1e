// The bus as a process has it that begins now. In a browser that is the page's own adapter above navigator.usb: a page that is opened
// again has new objects, and names boards anew. What the system has read of a device is the same for all.

import type { UsbBus } from '@odflash/core';
import { webUsbBus } from '@odflash/core/usb';
import { type HostName, type VirtualClock, webUsbOn } from '@odflash/virtual';

export interface ProcessBus {
  readonly bus: UsbBus;
  /** What this process calls the board in the port that is meant. */
  path(): Promise<string>;
}

interface Machine {
  /** As the operating system has it. */
  readonly bus: UsbBus;
  readonly clock: VirtualClock;
  readonly host: HostName;
  /** The port that is meant. */
  readonly port: string;
}

/** Called once for each process. */
export type OpenBus = () => ProcessBus;

const browsers: ReadonlySet<HostName> = new Set(['chrome', 'chrome-windows']);

/** Whether the program is a page. */
export const isBrowser = (host: HostName): boolean => browsers.has(host);

export function busesOf(machine: Machine): OpenBus {
  const { bus, host, port } = machine;
  return isBrowser(host) ? () => busOfPage(machine) : () => ({ bus, path: async () => port });
}

/** What was allowed once stays allowed. */
function busOfPage({ bus: system, clock, port }: Machine): ProcessBus {
  const usb = webUsbOn(system, {
    allowed: true,
    choose: async (listed) => listed.find(({ path }) => path === port),
  });
  const bus = webUsbBus(usb, { clock });
  return {
    bus,
    // A person takes it from the browser's list, or finds it missing there.
    path: async () => (await bus.request(anyDevice))?.path ?? 'not in the list',
  };
}

/** Bootloader and ST-Link, and a running ODrive. */
const anyDevice = [{ vendorId: 0x0483 }, { vendorId: 0x1209 }];
