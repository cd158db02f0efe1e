// The emulated PC: starts QEMU, controls its monitor, stops it. Knows nothing of what runs inside.

import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A folder of the host that the guest sees over 9p. */
export interface Mount {
  readonly tag: string;
  readonly host: string;
  readonly guest: string;
  readonly mode: 'ro' | 'rw';
}

export interface MachineOptions {
  readonly kernel: string;
  readonly initramfs: string;
  /** Kernel parameters; those that describe `mounts` are added. */
  readonly parameters: readonly string[];
  readonly mounts: readonly Mount[];
  /** File that receives what the guest writes to its serial console. */
  readonly console: string;
  readonly memoryMiB: number;
}

export interface Machine {
  /** Resolves when QEMU has ended, with what it said on stderr. */
  readonly ended: Promise<string>;
  /** A free port on the host's loopback that now leads to `guestPort`. */
  forward(guestPort: number): Promise<number>;
  stop(): Promise<void>;
}

type Qemu = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts QEMU. It ends with this process, however that ends (Linux: setpriv's parent-death signal). */
export function startMachine(options: MachineOptions): Machine {
  const qemu = spawn('setpriv', ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...qemuArguments(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = endOf(qemu);
  const command = monitor(qemu);
  return {
    ended,
    async forward(guestPort) {
      await command(`hostfwd_add tcp:127.0.0.1:0-:${guestPort}`);
      return forwardedPort(await command('info usernet'), guestPort);
    },
    async stop() {
      qemu.kill('SIGKILL');
      await ended;
    },
  };
}

function qemuArguments(options: MachineOptions): string[] {
  const mounts = options.mounts.map(({ tag, guest, mode }) => `odflash.mount=${tag}:${guest}:${mode}`);
  // tsc=reliable: QEMU hands through the host's counter, in step on all cores; without it every look at the clock is a call
  // into the kernel and an access to the emulated HPET. tsc_early_khz: otherwise the kernel measures the rate of that counter
  // by the emulated PIT, which a busy host serves so late that the guest's clock ran six times too fast. no_timer_check: on a
  // busy host the interrupts that the kernel counts to see that the timer works come too late, and it panics ("IO-APIC + timer
  // doesn't work").
  const settings = [
    'console=ttyS0',
    'quiet',
    'panic=-1',
    'mitigations=off',
    'random.trust_cpu=on',
    'tsc=reliable',
    `tsc_early_khz=${counterRate()}`,
    'no_timer_check',
  ];
  return [
    // Emulation, not KVM: it works everywhere, KVM only where the host passes it on. One processor: a transfer wakes half a
    // dozen threads one after the other, and waking an emulated second processor costs more than it could do meanwhile
    // (half the host's time for a flash).
    ...[
      '-machine',
      'pc',
      '-accel',
      'tcg,thread=multi',
      '-cpu',
      'Nehalem,+rdrand,+tsc-deadline',
      '-smp',
      '1',
      '-m',
      `${options.memoryMiB}`,
    ],
    ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-monitor', 'stdio'],
    ...['-serial', `file:${options.console}`, '-kernel', options.kernel, '-initrd', options.initramfs],
    ...['-append', [...settings, ...mounts, ...options.parameters].join(' ')],
    ...['-netdev', 'user,id=net', '-device', 'virtio-net-pci,netdev=net,romfile='],
    ...options.mounts.flatMap(({ tag, host, mode }) => [
      '-fsdev',
      `local,id=${tag},path=${host},security_model=none,multidevs=remap${mode === 'ro' ? ',readonly=on' : ''}`,
      '-device',
      `virtio-9p-pci,fsdev=${tag},mount_tag=${tag}`,
    ]),
  ];
}

/** What QEMU hands through as the guest's time-stamp counter, in kHz. */
function counterRate(): number {
  const measure = fileURLToPath(new URL('../inside/counter_rate.py', import.meta.url));
  return Number(execFileSync('/usr/bin/python3', [measure], { encoding: 'utf8' }));
}

function endOf(qemu: Qemu): Promise<string> {
  let errors = '';
  qemu.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return new Promise((resolve) => {
    qemu.on('error', (error) => resolve(String(error)));
    qemu.on('close', () => resolve(errors));
  });
}

const prompt = '(qemu) ';

/** QEMU's human monitor on its standard input and output: one command, one answer up to the next prompt. */
function monitor(qemu: Qemu): (command: string) => Promise<string> {
  let received = '';
  qemu.stdin.on('error', () => undefined);
  qemu.stdout.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  const untilPrompt = async (): Promise<string> => {
    while (!received.endsWith(prompt)) await once(qemu.stdout, 'data', { signal: AbortSignal.timeout(10_000) });
    const answer = received;
    received = '';
    return answer;
  };
  let last: Promise<string> = untilPrompt();
  // A guest that never needs the monitor shall not fail for it.
  last.catch(() => undefined);
  return (command) => {
    last = last.then(() => {
      qemu.stdin.write(`${command}\n`);
      return untilPrompt();
    });
    return last;
  };
}

function forwardedPort(usernet: string, guestPort: number): number {
  // "TCP[HOST_FORWARD]  15       127.0.0.1 36581       10.0.2.15  3240 …"
  const line = new RegExp(`HOST_FORWARD\\]\\s+\\d+\\s+127\\.0\\.0\\.1\\s+(\\d+)\\s+\\S+\\s+${guestPort}\\s`).exec(
    usernet,
  );
  if (!line) throw new Error(`QEMU did not forward port ${guestPort}:\n${usernet}`);
  return Number(line[1]);
}
