// The three tools that flash through an ST-Link, as people call them: OpenOCD and st-flash in the guest, whose kernel has the probe
// as a USB device; odflash beside it, over the same USB/IP by itself, since starting Node in an emulated machine takes longer
// than the flash.

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Guest } from '../../test/guest/machine/guest.ts';
import type { Ended } from './outcome.ts';

/** A tool that has not ended by then never ends for a person either, in ms. */
const patienceMs = 60_000;

type ToolEnd = Ended & {
  readonly stdout: string;
  readonly stderr: string;
  /** From its start to its end. */
  readonly seconds: number;
};

interface ProbeJob {
  /** Where the probe is exported on this machine. */
  readonly port: number;
  /** A file in the shared folder of the guest. */
  readonly file: string;
  /** One of a kind. */
  readonly name: string;
  /** Without an undo backup, which only odflash makes. */
  readonly plain?: boolean;
}

export interface ProbeTool {
  readonly name: 'OpenOCD' | 'st-flash' | 'odflash';
  readonly version: string;
  /** Flashes the file at 0x08000000, verifies it and starts it. */
  flash(job: ProbeJob): Promise<ToolEnd>;
}

type Attached = <T>(port: number, body: () => Promise<T>) => Promise<T>;

/** A probe of a port is a USB device of the guest for as long as `body` takes. */
export const attachedTo =
  (guest: Guest, usbId: string): Attached =>
  async (port, body) => {
    await guest.gone(usbId);
    await guest.attach(port);
    try {
      await guest.waitFor(usbId);
      return await body();
    } finally {
      await guest.detach(port);
    }
  };

async function timed(work: () => Promise<Omit<ToolEnd, 'seconds'>>): Promise<ToolEnd> {
  const started = performance.now();
  const ended = await work();
  return { ...ended, seconds: (performance.now() - started) / 1000 };
}

const odflash = fileURLToPath(new URL('../../packages/cli/bin/odflash.js', import.meta.url));

export async function probeToolsIn(guest: Guest, attached: Attached): Promise<readonly ProbeTool[]> {
  const firstLine = ({ stdout, stderr }: Pick<ToolEnd, 'stdout' | 'stderr'>) =>
    `${stdout}\n${stderr}`.split('\n').find((line) => line.trim() !== '') ?? '';
  const inGuest = async (
    name: ProbeTool['name'],
    versionOf: readonly string[],
    argv: (file: string) => readonly string[],
  ): Promise<ProbeTool> => ({
    name,
    version: firstLine(await guest.run(versionOf)),
    flash: ({ port, file }) =>
      attached(port, () => timed(() => guest.run(argv(`/share/${file}`), { timeoutMs: patienceMs }))),
  });
  const openocd = (file: string) => [
    ...['openocd', '-f', 'interface/stlink.cfg', '-f', 'target/stm32f4x.cfg'],
    ...['-c', `program ${file} verify reset exit 0x08000000`],
  ];
  const backups = join(guest.share, 'backup');
  mkdirSync(backups, { recursive: true });
  return [
    await inGuest('OpenOCD', ['openocd', '--version'], openocd),
    await inGuest('st-flash', ['st-flash', '--version'], (file) => ['st-flash', '--reset', 'write', file, '0x8000000']),
    {
      name: 'odflash',
      version: firstLine(await onThisMachine(['--version'])),
      flash: ({ port, file, name, plain }) =>
        onThisMachine([
          ...['flash', join(guest.share, file), '--via', 'stlink', '--yes', '--usbip', `127.0.0.1:${port}`],
          ...['--backup-dir', join(backups, name), ...(plain ? ['--no-backup'] : [])],
        ]),
    },
  ];
}

function onThisMachine(argv: readonly string[]): Promise<ToolEnd> {
  const run = new Promise<Omit<ToolEnd, 'seconds'>>((resolve, reject) => {
    const child = spawn(process.execPath, [odflash, ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patienceMs,
      killSignal: 'SIGKILL',
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (status, signal) =>
      resolve({ status: status ?? -1, timedOut: signal === 'SIGKILL', stdout, stderr }),
    );
  });
  return timed(() => run);
}
