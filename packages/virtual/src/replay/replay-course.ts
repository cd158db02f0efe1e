// How far a trace has been replayed: which request is next, who hears of devices that come and go, and the first
// difference. Knows nothing of what requests mean but for saying them in words.

import type { Clock } from '@odflash/core';
import { firstDifference } from '@odflash/core/bytes';
import type { BusEvent } from '@odflash/core/ports';
import { traceDecoder } from '@odflash/core/trace';
import type { ChangeEntry, LinkEntry, ListEntry, OpenEntry, TraceEntry } from '@odflash/core/usb';
import { after, type Cancel } from '../time/clock.ts';

/** An entry and its line in the file. */
export interface ReplayStep {
  readonly entry: TraceEntry;
  readonly line: number;
}

/** The first request that is not the recorded one. */
export class ReplayDifference extends Error {
  override readonly name = 'ReplayDifference';
  /** Of the trace file. */
  readonly line: number;
  /** In words; `undefined` where the trace has no more requests. */
  readonly expected: string | undefined;
  /** In words; `undefined` where no more requests were made. */
  readonly found: string | undefined;
  constructor(line: number, expected: string | undefined, found: string | undefined, detail = '') {
    const words = `expected ${expected ?? 'the end of the trace'}, found ${found ?? 'the end of the session'}`;
    super(`line ${line} of the trace: ${words}${detail}`);
    this.line = line;
    this.expected = expected;
    this.found = found;
  }
}

type Request = LinkEntry | OpenEntry;

export interface Course {
  /** The recorded entry of this request, after the time it took. Throws {@link ReplayDifference}. */
  take<T extends Request>(found: T, isSame: (recorded: T, found: T) => boolean): Promise<T>;
  /** The next look at the bus before the next request. Throws {@link ReplayDifference} after there was one. */
  look(): ListEntry | undefined;
  /** Lets the time pass that a look took. */
  pass(look: ListEntry): Promise<void>;
  watch(listener: (event: BusEvent) => void): Disposable;
  /** Throws {@link ReplayDifference} unless every request was made as recorded. */
  finished(): void;
}

const isRequest = (step: ReplayStep | undefined): boolean => step !== undefined && 'link' in step.entry;
const isChange = (entry: TraceEntry): entry is ChangeEntry => !('outcome' in entry);

export function startCourse(steps: readonly ReplayStep[], clock: Clock): Course {
  let next = 0;
  let difference: ReplayDifference | undefined;
  const changes = announcer(clock);

  const nextRequest = () => {
    let index = next;
    while (index < steps.length && !isRequest(steps[index])) index += 1;
    return index;
  };
  /** Continues to the step at `index`; what came or went before it is reported now, or when it happened while it lasted. */
  const goTo = (index: number, at: number) => {
    for (const { entry } of steps.slice(next, index)) if (isChange(entry)) changes.tellIn(entry, entry.at - at);
    next = index + 1;
  };
  /** Lets the time of an entry pass; what comes or goes before the next request does so in its own time after it. */
  const spend = async ({ at, duration }: Request | ListEntry) => {
    await clock.sleep(duration);
    for (const { entry } of steps.slice(next, nextRequest()))
      if (isChange(entry)) changes.tellIn(entry, entry.at - at - duration);
  };
  const differs = (index: number, found: Request | undefined): ReplayDifference => {
    difference ??= describeDifference(steps, index, found);
    return difference;
  };
  for (const { entry } of steps.slice(0, nextRequest())) if (isChange(entry)) changes.tellIn(entry, entry.at);

  return {
    async take<T extends Request>(found: T, isSame: (recorded: T, found: T) => boolean): Promise<T> {
      if (difference) throw difference;
      const index = nextRequest();
      const recorded = steps[index]?.entry;
      if (recorded?.operation !== found.operation || !isSame(recorded as T, found)) throw differs(index, found);
      goTo(index, recorded.at);
      await spend(recorded as T);
      return recorded as T;
    },
    look() {
      if (difference) throw difference;
      const within = steps.slice(next, nextRequest()).findIndex(({ entry }) => entry.operation === 'list');
      const entry = steps[next + within]?.entry;
      if (within < 0 || entry?.operation !== 'list') return undefined;
      goTo(next + within, entry.at);
      return entry;
    },
    pass: spend,
    watch: changes.watch,
    finished() {
      const index = nextRequest();
      if (!difference && index < steps.length) differs(index, undefined);
      if (difference) throw difference;
    },
  };
}

interface Announcer {
  /** Notifies every watcher in `ms`, at once for 0 and less, and once for each change. */
  tellIn(change: ChangeEntry, ms: number): void;
  watch(listener: (event: BusEvent) => void): Disposable;
}

function announcer(clock: Clock): Announcer {
  const listeners = new Set<(event: BusEvent) => void>();
  const waiting = new Map<ChangeEntry, Cancel>();
  const told = new Set<ChangeEntry>();
  const tell = (change: ChangeEntry) => {
    waiting.delete(change);
    told.add(change);
    for (const listener of [...listeners]) listener({ type: change.operation, device: change.device });
  };
  return {
    tellIn(change, ms) {
      if (told.has(change)) return;
      waiting.get(change)?.();
      if (ms <= 0) tell(change);
      else
        waiting.set(
          change,
          after(clock, ms, () => tell(change)),
        );
    },
    watch(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}

function describeDifference(steps: readonly ReplayStep[], index: number, found: Request | undefined): ReplayDifference {
  const expected = steps[index];
  const link = expected && 'link' in expected.entry ? expected.entry.link : 1;
  const asked = found && { ...found, ...(found.operation === 'open' && { link }) };
  const line = expected?.line ?? (steps.at(-1)?.line ?? 1) + 1;
  const words = (entry: TraceEntry | undefined) => entry && wordsAfter(steps.slice(0, index), entry);
  return new ReplayDifference(line, words(expected?.entry), words(asked), detailOf(expected?.entry, found));
}

/** An entry in words, which depend on what came before. */
function wordsAfter(steps: readonly ReplayStep[], last: TraceEntry): string {
  const decode = traceDecoder();
  for (const { entry } of steps) decode(entry);
  return decode(last).request;
}

/** Where data differs that would look alike in words. */
function detailOf(expected: TraceEntry | undefined, found: Request | undefined): string {
  if (!expected || !('data' in expected) || !found || !('data' in found)) return '';
  if (expected.operation !== found.operation || !found.operation.endsWith('-out')) return '';
  const at = firstDifference(expected.data, found.data);
  const byte = (data: Uint8Array) => data[at]?.toString(16).padStart(2, '0') ?? 'nothing';
  return at < 0 ? '' : `; first in byte ${at}: ${byte(expected.data)}, found ${byte(found.data)}`;
}
