// A virtual board in real time, exported by our USB/IP server on a free loopback port, with everything it sees recorded.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, realTime, type VirtualBoard } from '@odflash/virtual';
import type { Guest } from './guest.ts';
import { type TraceEntry, traced, traceLine } from './trace.ts';

export interface ExportedBoard extends AsyncDisposable {
  readonly board: VirtualBoard;
  /** Port of the USB/IP server on 127.0.0.1. */
  readonly port: number;
  /** What the board saw so far. */
  readonly trace: readonly TraceEntry[];
}

/** The USB id of the bootloader. */
export const rom = '0483:df11';
/** The USB id of a running ODrive. */
export const runtime = '1209:0d32';

const traces = fileURLToPath(new URL('../../../.cache/guest/traces', import.meta.url));

/** Exports a board of that profile; its trace is kept in .cache/guest/traces/NAME.txt. */
export async function exportBoard(profile: string, name: string): Promise<ExportedBoard> {
  const board = createVirtualBoard(profile, { clock: realTime() });
  const { socket, entries } = traced(board.socket);
  const server = await serveUsbip([socket], { port: 0 });
  return {
    board,
    port: server.port,
    trace: entries,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      mkdirSync(traces, { recursive: true });
      writeFileSync(join(traces, `${name}.txt`), entries.map((entry) => `${traceLine(entry)}\n`).join(''));
    },
  };
}

/** A fresh board, attached to the guest for as long as `body` takes; in DFU mode unless its profile says otherwise. */
export async function withBoard(
  guest: Guest,
  name: string,
  body: (exported: ExportedBoard) => Promise<void>,
  profile = 'v3.6-56V+dfu',
): Promise<void> {
  {
    await using exported = await exportBoard(profile, name);
    await guest.attach(exported.port);
    try {
      await guest.waitFor(exported.board.running() === 'rom' ? rom : runtime);
      await body(exported);
    } finally {
      await guest.detach(exported.port);
    }
  }
  for (const id of [rom, runtime]) await guest.gone(id);
}

/** Whether two stretches of flash are equal; comparing a MiB item by item takes a test a second. */
export function equal(found: Uint8Array, expected: Uint8Array): boolean {
  return Buffer.from(found).equals(expected);
}
