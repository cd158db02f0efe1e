// A USB port of the computer into which one board or another is plugged.

import type { UsbDevicePort, UsbSocket } from '@odflash/core/ports';
import type { VirtualBoard } from '@odflash/virtual';

export interface Outlet {
  readonly socket: UsbSocket;
  readonly board: VirtualBoard;
  /** Takes the board out and plugs in another one. The caller sees to its supply. */
  plug(board: VirtualBoard): void;
}

export function createOutlet(path: string, first: VirtualBoard): Outlet {
  const listeners = new Set<(port: UsbDevicePort | undefined) => void>();
  const tell = (port: UsbDevicePort | undefined) => {
    for (const listener of [...listeners]) listener(port);
  };
  let board = first;
  let wire = board.socket.watch(tell);
  return {
    socket: {
      path,
      get port() {
        return board.socket.port;
      },
      watch: (listener) => {
        const entry = (port: UsbDevicePort | undefined) => listener(port);
        listeners.add(entry);
        return { [Symbol.dispose]: () => void listeners.delete(entry) };
      },
    },
    get board() {
      return board;
    },
    plug: (next) => {
      wire[Symbol.dispose]();
      if (board.socket.port) tell(undefined);
      board = next;
      wire = board.socket.watch(tell);
      if (board.socket.port) tell(board.socket.port);
    },
  };
}
