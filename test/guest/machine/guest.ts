// A Debian kernel in an emulated PC that sees USB/IP servers on the host's loopback as real USB devices, and runs the host's
// programs on them. npm run test:guest puts kernel and initramfs into .cache/guest first (scripts/test/guest-image.mjs).

import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Agent, type AgentListener, type Answer, listenForAgent } from './agent.ts';
import { type Machine, type Mount, startMachine } from './machine.ts';

export interface GuestOptions {
  /** USB/IP servers on 127.0.0.1 whose devices are kept attached, again after every re-plug. */
  readonly usbipPorts?: readonly number[];
  /** Starts udevd, for rules, hot-plug events and permissions; costs about 2 s. */
  readonly udev?: boolean;
  readonly memoryMiB?: number;
}

export interface RunOptions {
  /** Default 60 000; then the program's whole process group is killed. */
  readonly timeoutMs?: number;
  /** `nobody` has no rights beyond those of every user. */
  readonly user?: 'root' | 'nobody';
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Completed {
  /** Exit status; 128 + n after signal n, 127 if the program was not found. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** A program under way in the guest. */
interface Running {
  /** What it has printed so far. */
  printed(): Promise<Pick<Completed, 'stdout' | 'stderr'>>;
  /** Ends it as Ctrl-C does; kills it if that takes longer than `timeoutMs` (10 000). */
  stop(options?: { readonly timeoutMs?: number }): Promise<Completed>;
}

interface GuestDevice {
  /** `0483:df11` style. */
  readonly id: string;
  /** The guest's own name of the place, e.g. `1-1`. */
  readonly busId: string;
}

export interface Guest extends AsyncDisposable {
  run(argv: readonly string[], options?: RunOptions): Promise<Completed>;
  /** Starts a program that continues automatically. */
  start(argv: readonly string[], options?: Omit<RunOptions, 'timeoutMs'>): Promise<Running>;
  /** Keeps the devices of one more USB/IP server on 127.0.0.1 attached. */
  attach(usbipPort: number): Promise<void>;
  /** Attaches nothing more from that server; what is attached goes when the server lets it go. */
  detach(usbipPort: number): Promise<void>;
  /** Configured USB devices, without root hubs. */
  devices(): Promise<readonly GuestDevice[]>;
  /** Resolves once a device of that vendor and product (`0483:df11`) is configured. */
  waitFor(id: string, options?: { readonly timeoutMs?: number }): Promise<GuestDevice>;
  /** Resolves once no such device is there. */
  gone(id: string, options?: { readonly timeoutMs?: number }): Promise<void>;
  /** A folder of the host that the guest sees as /share; both may write. Removed with the guest. */
  readonly share: string;
  /** The kernel's messages (dmesg). */
  kernelLog(): Promise<string>;
  /** A port on the host's loopback that leads to that port of the guest. */
  forward(guestPort: number): Promise<number>;
}

/** Where this project lies on the host. */
export const hostProject: string = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const image = join(hostProject, '.cache/guest');
const node = realpathSync(process.execPath);

/** Where the guest sees this project (read-only, as it was when the guest started). */
export const guestProject = '/project';
/** argv of odflash in the guest, as built before the guest started. */
export const guestOdflash: readonly string[] = [node, `${guestProject}/packages/cli/bin/odflash.js`];
/** argv of this process's Node in the guest. */
export const guestNode: readonly string[] = [node];

const attempts = 3;
const attemptMs = 60_000;

/** Boots a guest; tries again if an emulated machine does not come up (seldom, on a busy host). */
export async function bootGuest(options: GuestOptions = {}): Promise<Guest> {
  if (!existsSync(join(image, 'initramfs.cpio'))) throw new Error('no guest image: run npm run test:guest');
  const failures: unknown[] = [];
  while (failures.length < attempts) {
    const booting = await startBooting(options.memoryMiB ?? 1024);
    try {
      const guest = guestOn(booting, await agentInTime(booting));
      if (options.udev) await startUdev(guest);
      for (const port of options.usbipPorts ?? []) await guest.attach(port);
      return guest;
    } catch (error) {
      failures.push(new Error(`${error}; console: ${tail(booting.console)}`, { cause: error }));
      await booting[Symbol.asyncDispose]();
    }
  }
  throw new AggregateError(failures, `the guest did not boot in ${attempts} attempts:\n${failures.join('\n')}`);
}

/** A machine under way, and all that has to be cleared up after it. */
interface Booting extends AsyncDisposable {
  readonly machine: Machine;
  readonly listener: AgentListener;
  readonly share: string;
  readonly console: string;
}

async function startBooting(memoryMiB: number): Promise<Booting> {
  const folder = mkdtempSync(join(tmpdir(), 'odflash-guest-'));
  const share = join(folder, 'share');
  const console = join(folder, 'console.log');
  mkdirSync(share);
  const listener = await listenForAgent();
  const machine = startMachine({
    kernel: join(image, 'vmlinux'),
    initramfs: join(image, 'initramfs.cpio'),
    parameters: [`odflash.agent=${listener.port}`, `odflash.time=${Math.floor(Date.now() / 1000)}`],
    mounts: mounts(share),
    console,
    memoryMiB,
  });
  return {
    machine,
    listener,
    share,
    console,
    async [Symbol.asyncDispose]() {
      await machine.stop();
      listener.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function agentInTime({ machine, listener }: Booting): Promise<Agent> {
  const late = new AbortController();
  try {
    return await Promise.race([
      listener.connected,
      machine.ended.then((errors) => Promise.reject(new Error(`QEMU ended: ${errors}`))),
      sleep(attemptMs, undefined, { signal: late.signal }).then(() => Promise.reject(new Error('no agent in time'))),
    ]);
  } finally {
    late.abort();
  }
}

function mounts(share: string): Mount[] {
  const nodeFolder = dirname(node);
  return [
    { tag: 'usr', host: '/usr', guest: '/usr', mode: 'ro' },
    { tag: 'project', host: hostProject, guest: guestProject, mode: 'ro' },
    { tag: 'share', host: share, guest: '/share', mode: 'rw' },
    ...(nodeFolder.startsWith('/usr/')
      ? []
      : [{ tag: 'node', host: nodeFolder, guest: nodeFolder, mode: 'ro' } as const]),
  ];
}

function guestOn(booting: Booting, agent: Agent): Guest {
  const run: Guest['run'] = async (argv, options = {}) => completed(await agent.request('run', { argv, ...options }));
  const start: Guest['start'] = async (argv, options = {}) => {
    const { process } = await agent.request('start', { argv, ...options });
    return {
      async printed() {
        const answer = await agent.request('printed', { process });
        return { stdout: textIn(answer, 'stdout'), stderr: textIn(answer, 'stderr') };
      },
      stop: async (patience = {}) => completed(await agent.request('stop', { process, ...patience })),
    };
  };
  const devices: Guest['devices'] = async () => (await agent.request('devices', {})).devices as GuestDevice[];
  const until = async <T>(what: string, timeoutMs: number, probe: () => Promise<T | undefined>): Promise<T> => {
    for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(30)) {
      const found = await probe();
      if (found !== undefined) return found;
    }
    throw new Error(`${what}; there are: ${JSON.stringify(await devices())}; console: ${tail(booting.console)}`);
  };
  const find = async (id: string) => (await devices()).find((device) => device.id === id);
  return {
    run,
    start,
    devices,
    share: booting.share,
    async attach(port) {
      await agent.request('watch', { port });
    },
    async detach(port) {
      await agent.request('unwatch', { port });
    },
    waitFor: (id, { timeoutMs = 30_000 } = {}) =>
      until(`${id} did not appear in ${timeoutMs} ms`, timeoutMs, () => find(id)),
    async gone(id, { timeoutMs = 30_000 } = {}) {
      await until(`${id} was still there after ${timeoutMs} ms`, timeoutMs, async () =>
        (await find(id)) ? undefined : true,
      );
    },
    kernelLog: async () => (await run(['/bb/busybox', 'dmesg'])).stdout,
    forward: (guestPort) => booting.machine.forward(guestPort),
    [Symbol.asyncDispose]: () => booting[Symbol.asyncDispose](),
  };
}

function completed(answer: Answer): Completed {
  return {
    status: Number(answer.status),
    stdout: textIn(answer, 'stdout'),
    stderr: textIn(answer, 'stderr'),
    timedOut: answer.timedOut === true,
  };
}

function textIn(answer: Answer, field: string): string {
  return Buffer.from(String(answer[field]), 'base64').toString();
}

async function startUdev(guest: Guest): Promise<void> {
  await runOrThrow(guest, ['/lib/systemd/systemd-udevd', '--daemon']);
  await runOrThrow(guest, ['udevadm', 'trigger', '--subsystem-match=usb']);
  await runOrThrow(guest, ['udevadm', 'settle']);
}

/** Runs a program in the guest that has to succeed. */
export async function runOrThrow(guest: Guest, argv: readonly string[], options?: RunOptions): Promise<Completed> {
  const done = await guest.run(argv, options);
  if (done.status === 0 && !done.timedOut) return done;
  throw new Error(`${argv.join(' ')} ended with ${done.status} in the guest:\n${done.stdout}\n${done.stderr}`);
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'latin1').slice(-1500) : '';
}
