// `odflash virtual` on the host, as a process of its own: boards that the guest attaches, and the words typed to them.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Line } from '../odflash.ts';
import { hostProject } from './guest.ts';

export interface VirtualProcess extends AsyncDisposable {
  /** Port of its USB/IP server on 127.0.0.1. */
  readonly port: number;
  /** What it has said of its boards, the newest last. */
  readonly boards: readonly Line[];
  /** Types a line. */
  type(line: string): void;
  /** Ends it as Ctrl-C does; its exit status. */
  end(): Promise<number | null>;
}

/** Runs `odflash virtual ARGS… --json` on a free port. */
export async function startVirtual(args: readonly string[]): Promise<VirtualProcess> {
  const command = [join(hostProject, 'packages/cli/bin/odflash.js'), 'virtual', '--listen', '127.0.0.1:0', '--json'];
  const child = spawn(process.execPath, [...command, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const boards: Line[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (text) => {
    const line = JSON.parse(text) as Line;
    if (line.type === 'board') boards.push(line);
  });
  await Promise.race([once(lines, 'line'), ended]);
  const end = async () => {
    child.kill('SIGINT');
    return (await ended)[0];
  };
  const port = Number(boards[0]?.port);
  if (Number.isNaN(port)) throw new Error(`odflash virtual ended with ${await end()}`);
  return {
    port,
    boards,
    type: (line) => void child.stdin.write(`${line}\n`),
    end,
    async [Symbol.asyncDispose]() {
      await end();
    },
  };
}
