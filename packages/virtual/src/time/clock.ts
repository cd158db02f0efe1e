// Virtual time: one discrete-event scheduler. It knows nothing of boards: it holds what is to happen when, and jumps to
// the next event only when nothing else can run, that is after a macrotask turn in which no promise had anything left.
// Events of equal time happen in the order in which they were asked for, one turn each, so a run repeats exactly.

import type { Clock } from '@odflash/core';

/** Takes an event back; does nothing once it has happened. */
export type Cancel = () => void;

/** A {@link Clock} whose time passes only by jumping from event to event. */
export interface VirtualClock extends Clock {
  /** Calls `action` when `ms` have passed. Cheaper than {@link Clock.sleep}, which is made of it. */
  after(ms: number, action: () => void): Cancel;
}

/** Where virtual time begins. */
export interface VirtualClockOptions {
  /** The date at virtual time 0, in milliseconds since 1970; 2024-01-01T00:00:00Z by default. */
  readonly epoch?: number | undefined;
  /** Runs `turn` in a later macrotask. Default: setImmediate where there is one, else a MessageChannel. */
  readonly macrotask?: ((turn: () => void) => void) | undefined;
}

interface Event {
  readonly time: number;
  readonly order: number;
  readonly action: () => void;
  /** Index in the heap, -1 when out of it. */
  slot: number;
}

const defaultEpoch = Date.UTC(2024, 0, 1);

/** A clock that starts at 0 ms and does not keep the process alive without a waiter. */
export function virtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const epoch = options.epoch ?? defaultEpoch;
  const macrotask = options.macrotask ?? defaultMacrotask();
  const queue = eventQueue();
  let time = 0;
  let order = 0;
  let armed = false;

  const arm = () => {
    if (armed || queue.size() === 0) return;
    armed = true;
    macrotask(turn);
  };
  const turn = () => {
    armed = false;
    const event = queue.pop();
    if (!event) return;
    time = event.time;
    arm();
    event.action();
  };
  const after = (ms: number, action: () => void): Cancel => {
    // What never happens must not be in the queue: the clock would jump to the end of time for it.
    if (ms === Number.POSITIVE_INFINITY) return () => undefined;
    const event: Event = { time: time + Math.max(0, ms), order: order++, action, slot: -1 };
    queue.push(event);
    arm();
    return () => queue.remove(event);
  };
  return {
    now: () => time,
    date: () => new Date(epoch + time),
    after,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (!signal) {
          after(ms, resolve);
          return;
        }
        if (signal.aborted) return reject(signal.reason);
        const stop = () => {
          cancel();
          reject(signal.reason);
        };
        const cancel = after(ms, () => {
          signal.removeEventListener('abort', stop);
          resolve();
        });
        signal.addEventListener('abort', stop, { once: true });
      }),
  };
}

/** Calls `action` after `ms` on any clock, the wall clock included. */
export function after(clock: Clock, ms: number, action: () => void): Cancel {
  if ('after' in clock) return (clock as VirtualClock).after(ms, action);
  // A timer of the platform takes what it cannot count for nothing, and goes off at once.
  if (ms === Number.POSITIVE_INFINITY) return () => undefined;
  const stop = new AbortController();
  clock.sleep(ms, stop.signal).then(
    () => {
      if (!stop.signal.aborted) action();
    },
    () => undefined,
  );
  return () => stop.abort();
}

function defaultMacrotask(): (turn: () => void) => void {
  const host = globalThis as { setImmediate?: ((turn: () => void) => unknown) | undefined };
  const { setImmediate } = host;
  if (setImmediate) return (turn) => void setImmediate(turn);
  const channel = new MessageChannel();
  const turns: (() => void)[] = [];
  channel.port1.addEventListener('message', () => turns.shift()?.());
  channel.port1.start();
  return (turn) => {
    turns.push(turn);
    channel.port2.postMessage(undefined);
  };
}

interface EventQueue {
  size(): number;
  push(event: Event): void;
  pop(): Event | undefined;
  remove(event: Event): void;
}

/** A binary heap by time, then order, that can give up any event: most timeouts never fire. */
function eventQueue(): EventQueue {
  const heap: Event[] = [];
  const before = (a: Event, b: Event) => a.time < b.time || (a.time === b.time && a.order < b.order);
  const put = (event: Event, slot: number) => {
    heap[slot] = event;
    event.slot = slot;
  };
  const rise = (event: Event, from: number) => {
    let slot = from;
    while (slot > 0) {
      const parent = heap[(slot - 1) >> 1];
      if (!parent || !before(event, parent)) break;
      put(parent, slot);
      slot = (slot - 1) >> 1;
    }
    put(event, slot);
  };
  const sink = (event: Event, from: number) => {
    let slot = from;
    for (;;) {
      const left = heap[2 * slot + 1];
      const right = heap[2 * slot + 2];
      const child = right && left && before(right, left) ? right : left;
      if (!child || !before(child, event)) break;
      const next = child.slot;
      put(child, slot);
      slot = next;
    }
    put(event, slot);
  };
  const remove = (event: Event) => {
    const slot = event.slot;
    if (slot < 0) return;
    event.slot = -1;
    const last = heap.pop();
    if (!last || last === event) return;
    const parent = heap[(slot - 1) >> 1];
    if (slot > 0 && parent && before(last, parent)) rise(last, slot);
    else sink(last, slot);
  };
  return {
    size: () => heap.length,
    push: (event) => rise(event, heap.length),
    pop: () => {
      const first = heap[0];
      if (first) remove(first);
      return first;
    },
    remove,
  };
}
