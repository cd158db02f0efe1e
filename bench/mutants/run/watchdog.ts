// Ends this process when a test runs forever: by the processor time it has used, which neither a busy computer nor a process that
// was stopped for a while adds to, or because nothing happens in it any more. Tests here never wait for the clock on the wall.

import { Worker } from 'node:worker_threads';

export interface Watchdog {
  /** From now on this process may use so much processor time, in ms. */
  begin(limitMs: number): void;
  /** Nothing is watched. */
  end(): void;
}

const tickMs = 100;
/** So many looks in a row without work: whatever is awaited does not come. */
const maxIdleTicks = 30;
/** The timer and what it does are no work, in ms for all these looks. */
const idleMs = 30;

const usedMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

export function startWatchdog(): Watchdog {
  // A thread, because an endless loop lets no timer of this one run.
  const deadline = new Float64Array(new SharedArrayBuffer(8));
  const thread = new Worker(new URL('watchdog-thread.js', import.meta.url), { workerData: deadline });
  thread.unref();
  const used: number[] = [];
  setInterval(() => {
    if (deadline[0] === 0) return;
    used.push(usedMs());
    if (used.length <= maxIdleTicks) return;
    const before = used.shift() ?? 0;
    if (usedMs() - before < idleMs) process.kill(process.pid, 'SIGKILL');
  }, tickMs).unref();
  return {
    begin: (limitMs) => {
      used.length = 0;
      deadline[0] = usedMs() + limitMs;
    },
    end: () => {
      deadline[0] = 0;
    },
  };
}
