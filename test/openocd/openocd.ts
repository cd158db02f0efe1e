// Real OpenOCD on a virtual board: the ST-Link server in this process, the program beside it.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StlinkServer, serveStlink } from '@odflash/node';
import { createVirtualBoard, realTime, type VirtualBoard, virtualBus } from '@odflash/virtual';

export type Transport = 'hla' | 'dap';

/** How each transport is told to reach a probe over TCP; OpenOCD 0.12's own configuration files. */
const interfaces: Readonly<Record<Transport, (port: number) => readonly string[]>> = {
  hla: (port) => ['-f', 'interface/stlink.cfg', '-c', `hla_stlink_backend tcp ${port}`],
  dap: (port) => ['-f', 'interface/stlink-dap.cfg', '-c', `st-link backend tcp ${port}`],
};

interface OpenocdRun {
  readonly status: number | null;
  /** All it wrote. */
  readonly output: string;
}

export interface OpenocdBench extends AsyncDisposable {
  readonly board: VirtualBoard;
  readonly server: StlinkServer;
  /** Runs OpenOCD with these commands after its target's configuration. */
  run(transport: Transport, ...commands: readonly string[]): Promise<OpenocdRun>;
  /** `program FILE verify reset exit`, with these bytes for 0x08000000. */
  program(transport: Transport, image: Uint8Array): Promise<OpenocdRun>;
}

export async function openocdBench(profile: string): Promise<OpenocdBench> {
  const clock = realTime();
  const board = createVirtualBoard(profile, { clock });
  if (!board.probe) throw new RangeError(`${profile} has no ST-Link`);
  const server = await serveStlink(virtualBus([board, board.probe], { clock }), { port: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'odflash-openocd-'));
  const run: OpenocdBench['run'] = (transport, ...commands) => {
    const given = [
      // Its own servers would collide with those of another OpenOCD.
      ...['-c', 'gdb_port disabled', '-c', 'tcl_port disabled', '-c', 'telnet_port disabled'],
      ...interfaces[transport](server.port),
      ...['-f', 'target/stm32f4x.cfg'],
      ...commands.flatMap((command) => ['-c', command]),
    ];
    return runToEnd('openocd', given);
  };
  return {
    board,
    server,
    run,
    program: async (transport, image) => {
      const file = join(folder, 'firmware.bin');
      await writeFile(file, image);
      return await run(transport, `program ${file} verify reset exit 0x08000000`);
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** A tool that has not ended by then never will. */
const patienceMs = 120_000;

function runToEnd(program: string, given: readonly string[]): Promise<OpenocdRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, given, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patienceMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}
