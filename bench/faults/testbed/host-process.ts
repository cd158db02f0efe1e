// The process that runs the engine, as far as a campaign has to know it: it counts what it does, dies or is stopped in the
// middle of it, and must leave nothing open. Wraps the ports; knows no board.

import { getEventListeners } from 'node:events';
import type { Clock, UsbBus, UsbDeviceInfo, UsbLink, Vault } from '@odflash/core';
import type { BusEvent } from '@odflash/core/ports';
import type { Injection } from '../types.ts';
import type { Disk, Lock } from './disk.ts';
import type { ProcessBus } from './process-bus.ts';

export interface HostProcess {
  readonly bus: UsbBus;
  /** What it calls the board that is meant. */
  path(): Promise<string>;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly signal: AbortSignal;
  /** Resolves when the process has been killed. */
  readonly death: Promise<'killed'>;
  kill(): void;
  /** From now on it does nothing to boards and files, until it may continue. Its time passes. */
  pause(): void;
  goOn(): void;
  /** Transfers, openings and files so far. */
  actions(): number;
  /** How often it opened a device. */
  openings(): number;
  filesPut(): number;
  /** What it has left open: nothing, once it has ended by itself. */
  leaks(): readonly string[];
}

interface HostEnvironment extends ProcessBus {
  readonly clock: Clock;
  readonly disk: Disk;
}

/** What is counted, and where it ends. */
interface Life {
  dead: boolean;
  actions: number;
  openings: number;
  files: number;
  /** Resolves when it may continue; absent where it may. */
  pause: Promise<void> | undefined;
  readonly open: Map<string, number>;
}

/** One for each who waits: all that waits for a promise is kept as long as the promise is. */
const never = () => new Promise<never>(() => undefined);

interface Hooks {
  readonly beforeTransfer: () => void;
  /** Called at each of its actions with their number so far. */
  readonly onAction?: ((number: number) => void) | undefined;
}

/** A process in that host that suffers `injections`. */
export function hostProcess(
  host: HostEnvironment,
  injections: readonly Injection[],
  { beforeTransfer, onAction }: Hooks,
): HostProcess {
  const life: Life = { dead: false, actions: 0, openings: 0, files: 0, pause: undefined, open: new Map() };
  let goOn = (): void => undefined;
  const stop = new AbortController();
  let died: (word: 'killed') => void = () => undefined;
  const death = new Promise<'killed'>((resolve) => {
    died = resolve;
  });
  const links = new Set<UsbLink>();
  const die = () => {
    life.dead = true;
    // The operating system closes what a dead process had open.
    for (const link of links) void link[Symbol.asyncDispose]();
    died('killed');
  };
  const kill = injections.find((injection) => injection.what === 'kill');
  const off = injections.find((injection) => injection.what === 'computer-off');
  const cancel = injections.find((injection) => injection.what === 'cancel');

  /** Does `work` as the next action, unless the process is dead; one that dies in the middle of it gets no answer. */
  const act = <T>(work: () => Promise<T>): Promise<T> => {
    if (life.dead) return never();
    if (life.pause) return life.pause.then(() => act(work));
    life.actions += 1;
    onAction?.(life.actions);
    if (cancel?.action === life.actions) stop.abort();
    if (off?.action === life.actions) {
      host.disk.losePowerAfter(off.calls, die);
      work().then(die, die);
      return never();
    }
    if (kill?.action !== life.actions) return alive(life, work());
    if (kill.arrives) work().then(die, die);
    else die();
    return never();
  };
  const count = (what: string, change: 1 | -1) => life.open.set(what, (life.open.get(what) ?? 0) + change);

  const watched = (link: UsbLink): UsbLink => {
    links.add(link);
    count('link', 1);
    const transfer = <T>(work: () => Promise<T>): Promise<T> => {
      if (!life.dead) beforeTransfer();
      return act(work);
    };
    return {
      info: link.info,
      controlIn: (setup, length, timeoutMs) => transfer(() => link.controlIn(setup, length, timeoutMs)),
      controlOut: (setup, data, timeoutMs) => transfer(() => link.controlOut(setup, data, timeoutMs)),
      bulkIn: (endpoint, length, timeoutMs) => transfer(() => link.bulkIn(endpoint, length, timeoutMs)),
      bulkOut: (endpoint, data, timeoutMs) => transfer(() => link.bulkOut(endpoint, data, timeoutMs)),
      claim: (number) => alive(life, link.claim(number)),
      selectAlternate: (number, alternate) => transfer(() => link.selectAlternate(number, alternate)),
      reset: () => transfer(() => link.reset()),
      [Symbol.asyncDispose]: () => {
        if (links.delete(link)) count('link', -1);
        return alive(life, Promise.resolve(link[Symbol.asyncDispose]()));
      },
    };
  };
  const bus: UsbBus = {
    list: () => alive(life, host.bus.list()),
    open: (device: UsbDeviceInfo) =>
      act(() => {
        life.openings += 1;
        return host.bus.open(device);
      }).then(watched),
    watch: (listener) => {
      count('bus watch', 1);
      const watch = host.bus.watch((event: BusEvent) => {
        if (!life.dead) listener(event);
      });
      let watching = true;
      return {
        [Symbol.dispose]: () => {
          if (watching) count('bus watch', -1);
          watching = false;
          watch[Symbol.dispose]();
        },
      };
    },
  };
  const clock: Clock = {
    now: host.clock.now,
    date: host.clock.date,
    sleep: (ms, signal) => {
      count('sleep', 1);
      const end = () => void count('sleep', -1);
      const sleep = host.clock.sleep(ms, signal);
      sleep.then(end, end);
      return alive(life, sleep);
    },
  };
  return {
    bus,
    path: host.path,
    clock,
    vault: { ...killableVault(host.disk, life, act, injections), ...locksOf(host.disk.locks, life, count) },
    signal: stop.signal,
    death,
    kill: die,
    pause: () => {
      life.pause = new Promise((resolve) => {
        goOn = () => {
          life.pause = undefined;
          resolve();
        };
      });
    },
    goOn: () => goOn(),
    actions: () => life.actions,
    openings: () => life.openings,
    filesPut: () => life.files,
    leaks: () => leaksOf(life, stop.signal),
  };
}

/** What a process holds is free when it is dead. */
function locksOf(
  locks: Map<string, Lock>,
  owner: Life,
  count: (what: string, change: 1 | -1) => void,
): Required<Pick<Vault, 'lock' | 'isLocked'>> {
  const others = (name: string): boolean => {
    const known = locks.get(name);
    return known !== undefined && known.owner !== owner && !known.owner.dead && known.times > 0;
  };
  return {
    isLocked: async (name) => others(name),
    lock: async (name) => {
      if (others(name)) return undefined;
      const known = locks.get(name);
      const lock: Lock = known?.owner === owner ? known : { owner, times: 0 };
      locks.set(name, lock);
      lock.times += 1;
      count('lock', 1);
      return {
        [Symbol.asyncDispose]: async () => {
          lock.times -= 1;
          count('lock', -1);
        },
      };
    },
  };
}

/** What a dead process would have received. */
function alive<T>(life: Life, answer: Promise<T>): Promise<T> {
  return answer.then(
    (value) => (life.dead ? never() : value),
    (error: unknown) => {
      if (life.dead) return never();
      throw error;
    },
  );
}

function killableVault(
  vault: Vault,
  life: Life,
  act: <T>(work: () => Promise<T>) => Promise<T>,
  injections: readonly Injection[],
): Vault {
  const full = injections.find((injection) => injection.what === 'disk-full')?.file ?? Number.POSITIVE_INFINITY;
  return {
    put: (name, bytes) => {
      life.files += 1;
      const refuse = async () => {
        throw new Error('ENOSPC: no space left on device');
      };
      return act(life.files >= full ? refuse : () => vault.put(name, bytes));
    },
    get: (name) => alive(life, vault.get(name)),
    list: (prefix) => alive(life, vault.list(prefix)),
    remove: (name) => act(() => vault.remove(name)),
    locate: vault.locate,
  };
}

function leaksOf({ open }: Life, signal: AbortSignal): string[] {
  const listeners = getEventListeners(signal, 'abort').length;
  const left = [...open, ['abort listener', listeners] as const].filter(([, count]) => count !== 0);
  return left.map(([what, count]) => `${count} × ${what}`);
}
