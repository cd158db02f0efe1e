// Progress and the report's figures: planned milliseconds that are behind us, and what the clock said. Knows no wire.

import type { Clock } from '../../ports.ts';
import type { EventListener, Phase } from '../events.ts';
import type { PhaseReport } from '../report.ts';

/** A piece of work whose cost was planned. */
export interface Task {
  readonly phase: Phase;
  readonly sector?: number | undefined;
  /** Expected milliseconds, and the bytes that will move in them. */
  readonly ms: number;
  readonly bytes: number;
}

/** Counts bytes of a task as they move. */
export type Count = (bytes: number) => void;

export class Meter {
  readonly #clock: Clock;
  readonly #emit: EventListener;
  readonly #started: number;
  readonly #planned = new Map<Phase, number>();
  readonly #actual = new Map<Phase, number>();
  readonly #bytes = new Map<Phase, number>();
  readonly #earned = new Map<Phase, number>();
  #phase: Phase = 'connect';
  #since: number;
  #doneMs = 0;
  #totalMs = 0;

  constructor(clock: Clock, emit: EventListener) {
    this.#clock = clock;
    this.#emit = emit;
    this.#started = clock.now();
    this.#since = this.#started;
  }

  /** Milliseconds since the run began. */
  get elapsed(): number {
    return this.#clock.now() - this.#started;
  }

  /** Bytes that moved in a phase, repeats included. */
  bytes(phase: Phase): number {
    return this.#bytes.get(phase) ?? 0;
  }

  /** Announces work: the total grows. Negative when a plan is replaced by a shorter one. */
  announce(phase: Phase, ms: number): void {
    this.#planned.set(phase, (this.#planned.get(phase) ?? 0) + ms);
    this.#totalMs += ms;
  }

  /** What was announced for `phase` and did not come to pass is taken back. */
  settle(phase: Phase): void {
    const left = (this.#planned.get(phase) ?? 0) - (this.#earned.get(phase) ?? 0);
    this.announce(phase, -left);
    if (left > 0) this.#advance({ phase, ms: 0, bytes: 0 }, 0, 0);
  }

  /** Announces that work is done again; the plan stays what it was. */
  again(ms: number): void {
    this.#totalMs += ms;
  }

  /** What is left of everything announced so far, in ms. */
  get left(): number {
    return this.#totalMs - this.#doneMs;
  }

  /** Work is begun anew: as much is left as when it was first begun. Nothing of it was announced twice, whatever it came to. */
  rewind(left: number): void {
    this.again(left - this.left);
  }

  /** From now on time is spent on `phase`. */
  enter(phase: Phase): void {
    const now = this.#clock.now();
    this.#actual.set(this.#phase, (this.#actual.get(this.#phase) ?? 0) + now - this.#since);
    this.#phase = phase;
    this.#since = now;
  }

  /**
   * Runs announced work: one task, or several that follow each other in one call; a task without bytes ends when the
   * next one's first bytes are counted. Done: all its planned time is behind us, whatever it really took. Failed: what
   * it had earned is announced again, so that progress never falls.
   */
  async track<T>(tasks: readonly Task[], work: (count: Count) => Promise<T>): Promise<T> {
    const earned = new Map<Task, number>();
    const earn = (task: Task, bytes: number, ms: number) => {
      earned.set(task, (earned.get(task) ?? 0) + ms);
      this.#advance(task, bytes, ms);
    };
    const left = (task: Task) => task.ms - (earned.get(task) ?? 0);
    const open = [...tasks];
    if (open[0]) this.enter(open[0].phase);
    const count: Count = (bytes) => {
      for (let task = open[0]; task?.bytes === 0 && open.length > 1; task = open[0]) {
        earn(task, 0, left(task));
        open.shift();
        if (open[0]) this.enter(open[0].phase);
      }
      const task = open[0];
      if (task) earn(task, bytes, Math.min((task.ms * bytes) / Math.max(task.bytes, 1), left(task)));
    };
    try {
      const result = await work(count);
      for (const task of open) if (left(task) > 0) earn(task, 0, left(task));
      return result;
    } catch (error) {
      for (const [task, ms] of earned) this.#takeBack(task, ms);
      throw error;
    }
  }

  #takeBack(task: Task, ms: number): void {
    this.again(ms);
    this.#earned.set(task.phase, (this.#earned.get(task.phase) ?? 0) - ms);
  }

  #advance(task: Task, bytes: number, ms: number): void {
    this.#doneMs += ms;
    this.#earned.set(task.phase, (this.#earned.get(task.phase) ?? 0) + ms);
    this.#bytes.set(task.phase, this.bytes(task.phase) + bytes);
    this.#emit({
      type: 'advance',
      phase: task.phase,
      bytes,
      doneMs: Math.min(this.#doneMs, this.#totalMs),
      totalMs: this.#totalMs,
      sector: task.sector,
    });
  }

  /** Planned and measured time by phase. */
  phases(): PhaseReport[] {
    this.enter(this.#phase);
    const order: readonly Phase[] = ['connect', 'inspect', 'erase', 'write', 'verify', 'start'];
    return order.map((phase) => ({
      phase,
      plannedMs: this.#planned.get(phase) ?? 0,
      actualMs: this.#actual.get(phase) ?? 0,
    }));
  }
}
