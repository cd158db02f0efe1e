// Where a cable ends: it stays, ports come and go.

import type { UsbDevicePort, UsbSocket } from '@odflash/core/ports';

/** A socket and the hand that plugs something in. */
export interface Socket extends UsbSocket {
  plug(port: UsbDevicePort | undefined): void;
}

export function createSocket(path: string): Socket {
  const listeners = new Set<(port: UsbDevicePort | undefined) => void>();
  let current: UsbDevicePort | undefined;
  return {
    path,
    get port() {
      return current;
    },
    watch: (listener) => {
      // One entry for each call, so that watching twice with one function means two callbacks and two ends.
      const entry = (port: UsbDevicePort | undefined) => listener(port);
      listeners.add(entry);
      return { [Symbol.dispose]: () => void listeners.delete(entry) };
    },
    plug: (port) => {
      if (port === current) return;
      current = port;
      for (const listener of [...listeners]) listener(port);
    },
  };
}
