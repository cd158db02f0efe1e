// A virtual board in real time, exported by our USB/IP server on a free loopback port, with everything it sees recorded.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@odflash/core';
import { serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, type VirtualBoard } from '@odflash/virtual';
import { traced } from './trace.ts';

export interface ExportedBoard extends AsyncDisposable {
  readonly board: VirtualBoard;
  /** Port of the USB/IP server on 127.0.0.1. */
  readonly port: number;
  /** What the board saw so far, one line per transfer. */
  readonly trace: readonly string[];
}

const traces = fileURLToPath(new URL('../../.cache/guest/traces', import.meta.url));

/** Exports a board of that profile; its trace is kept in .cache/guest/traces/NAME.txt. */
export async function exportBoard(profile: string, name: string): Promise<ExportedBoard> {
  const board = createVirtualBoard(profile, { clock: systemClock });
  const { socket, lines } = traced(board.socket);
  const server = await serveUsbip([socket], { port: 0 });
  return {
    board,
    port: server.port,
    trace: lines,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      mkdirSync(traces, { recursive: true });
      writeFileSync(join(traces, `${name}.txt`), `${lines.join('\n')}\n`);
    },
  };
}
