// The bus as a process has it that begins now. In a browser that is the page's own adapter above navigator.usb: a page that is opened
// again has new objects, and names boards anew.

import type { UsbBus } from '@odflash/core';
import { webUsbBus } from '@odflash/core/usb';
import { type HostName, type Plugged, type VirtualClock, virtualBus, virtualWebUsb } from '@odflash/virtual';

export interface ProcessBus {
  readonly bus: UsbBus;
  /** What this process calls the board in the port that is meant. */
  path(): Promise<string>;
}

interface Machine {
  readonly devices: readonly Plugged[];
  readonly clock: VirtualClock;
  readonly host: HostName;
  /** The port that is meant. */
  readonly port: string;
}

/** Called once for each process. */
export type OpenBus = () => ProcessBus;

export function busesOf(machine: Machine): OpenBus {
  return inBrowser.has(machine.host) ? () => busOfPage(machine) : () => busOfProgram(machine);
}

const inBrowser: ReadonlySet<HostName> = new Set(['chrome', 'chrome-windows']);

function busOfProgram({ devices, clock, host, port }: Machine): ProcessBus {
  return { bus: virtualBus(devices, { clock, host }), path: async () => port };
}

/** What was allowed once stays allowed. */
function busOfPage({ devices, clock, host, port }: Machine): ProcessBus {
  const usb = virtualWebUsb(devices, {
    clock,
    host,
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
