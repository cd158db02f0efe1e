// A serial port as this system has it: a pseudo terminal that Python holds, with a virtual board's COM port behind it. Skipped where
// there is no Python with pseudo terminals.

import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createDeframer, encodeFrame } from '@odflash/core/odrive';
import { LinkError } from '@odflash/core/ports';
import { createVirtualBoard, realTime, virtualBus } from '@odflash/virtual';

/** Says the name of the terminal on the first line, and carries bytes both ways. */
const holder = `
import os, pty, select, sys, tty
master, slave = pty.openpty()
tty.setraw(slave)
sys.stdout.buffer.write((os.ttyname(slave) + "\\n").encode()); sys.stdout.buffer.flush()
while True:
    ready, _, _ = select.select([master, 0], [], [])
    if master in ready:
        sys.stdout.buffer.write(os.read(master, 4096)); sys.stdout.buffer.flush()
    if 0 in ready:
        data = os.read(0, 4096)
        if not data: break
        os.write(master, data)
`;

/** Whether this system can hold such a port. */
export const hasPty = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty, tty']).status === 0;

interface Terminal extends AsyncDisposable {
  readonly path: string;
  /** Axis 0 may be armed from now on. */
  consent(): void;
  /** The board receives nothing any more. */
  cut(): void;
}

/** What a port carries, and through which interface of the virtual board: lines as they are, or native packets in frames. */
const ports = {
  ascii: { interface: 1, out: 0x01, in: 0x81 },
  native: { interface: 2, out: 0x03, in: 0x83 },
} as const;

/** A running board whose COM port is that terminal. */
export async function boardAt(profile: string, speaks: keyof typeof ports = 'ascii'): Promise<Terminal> {
  const port = ports[speaks];
  const frames = createDeframer();
  const toBoard = (bytes: Buffer) => (speaks === 'native' ? frames.push(bytes) : [bytes]);
  const fromBoard = (data: Uint8Array) => (speaks === 'native' ? encodeFrame(data) : data);
  const clock = realTime();
  const board = createVirtualBoard(`${profile},time=real`, { clock });
  const bus = virtualBus([board], { clock });
  const [device] = await bus.list();
  if (!device) throw new Error('no board on the bus');
  const connect = async () => {
    const opened = await bus.open(device);
    await opened.claim(port.interface);
    return opened;
  };
  let link = await connect();
  const python = spawn('python3', ['-c', holder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const path = await firstLine(python);
  let isOpen = true;
  let isCut = false;
  python.stdout.on('data', (bytes: Buffer) => {
    for (const packet of isCut ? [] : toBoard(bytes)) void link.bulkOut(port.out, packet, 1_000).catch(() => undefined);
  });
  const pump = (async () => {
    while (isOpen) {
      try {
        const { data } = await link.bulkIn(port.in, 64, 200);
        python.stdin.write(fromBoard(data));
      } catch (thrown) {
        if (!(thrown instanceof LinkError)) return;
        // As at a UART the terminal stays when the board restarts; what is sent meanwhile is lost.
        if (thrown.kind === 'timeout') continue;
        await link[Symbol.asyncDispose]();
        while (isOpen && (await bus.list()).length === 0) await clock.sleep(50);
        if (isOpen) link = await connect();
      }
    }
  })();
  return {
    path,
    consent: () => board.recorder.consent(0),
    cut: () => {
      isCut = true;
    },
    [Symbol.asyncDispose]: async () => {
      isOpen = false;
      python.kill();
      await pump;
      await link[Symbol.asyncDispose]();
    },
  };
}

function firstLine({ stdout }: ChildProcessByStdio<Writable, Readable, null>): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const read = (bytes: Buffer) => {
      text += bytes.toString();
      if (!text.includes('\n')) return;
      stdout.off('data', read);
      resolve(text.trim());
    };
    stdout.on('data', read);
  });
}
