// Folds the engine's events into what a person wants to know at any moment: how far, how fast, how long still, and what
// has become of each sector. Pure but for the clock it is given; every front end shows it in its own way.

import { sectors } from '../board/stm32f405.ts';
import { isErased } from '../bytes.ts';
import type { Phase, SectorProgress } from '../flash/events.ts';
import type { SectorPlan } from '../flash/plan/plan.ts';
import type { UpdateEvent } from './events.ts';

/** What a sector looks like from outside. `done` counts bytes within the present activity. */
export interface SectorState {
  readonly look: SectorLook;
  readonly done: number;
  readonly length: number;
}

/**
 * `kept`: not requested · `equal`: holds what is wanted · `waiting`: will be rewritten · `erasing` · `blank` ·
 * `writing` · `written` · `verifying` · `verified`.
 */
export type SectorLook =
  | 'kept'
  | 'equal'
  | 'waiting'
  | 'erasing'
  | 'blank'
  | 'writing'
  | 'written'
  | 'verifying'
  | 'verified';

/** How far a run is. */
export interface Progress {
  readonly phase: Phase;
  /** 0 to 1, by planned time. */
  readonly fraction: number;
  /** Bytes moved in this phase, of all there will be (0 where the phase moves none). */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Milliseconds spent in this phase. */
  readonly phaseMs: number;
  /** Milliseconds still to go, from the plan, corrected by how it went so far. */
  readonly leftMs: number;
  readonly sectors: readonly SectorState[];
}

/** Takes the events of one run, in order. */
export interface Tracker {
  /** Takes the next event of the run. */
  event(event: UpdateEvent): void;
  /** Nothing is left to do, whatever was planned: a sector that was redone has had time that never came to be used. */
  finish(): void;
  /** How far the run is, by the events so far. */
  progress(): Progress;
}

const looks: Readonly<Record<SectorProgress, SectorLook>> = {
  invalidating: 'waiting',
  redoing: 'erasing',
  erasing: 'erasing',
  writing: 'writing',
  verifying: 'verifying',
  verified: 'verified',
  equal: 'equal',
};

/** What a sector's progress is the beginning of: an erase says nothing more until it is over. */
const beginnings: Partial<Record<SectorProgress, Phase>> = {
  invalidating: 'write',
  erasing: 'erase',
  redoing: 'erase',
  writing: 'write',
  verifying: 'verify',
};

const plannedLooks: Readonly<Record<SectorPlan['action'], SectorLook>> = {
  keep: 'kept',
  skip: 'equal',
  rewrite: 'waiting',
};

/** `now` is asked at every event: the clock of the board, which may be a virtual one. */
export function createTracker(now: () => number): Tracker {
  let phase: Phase = 'connect';
  let done = 0;
  let total = 0;
  let last = now();
  /** Where the pace is measured from: the beginning, or where work continued after a question. */
  let origin = { at: last, done };
  let amounts: Partial<Record<Phase, number>> = {};
  /** Whether anything is written but what invalidates the vectors, which an erase does, too. */
  let writes = true;
  const moved = new Map<Phase, { bytes: number; ms: number }>();
  const states = sectors.map((sector) => ({ look: 'kept' as SectorLook, done: 0, length: sector.length }));

  const expect = (expected: typeof amounts, ms: number) => {
    amounts = { ...amounts, ...expected };
    total = done + ms;
  };
  const advance = (event: UpdateEvent & { type: 'advance' }) => {
    phase = event.phase;
    const sum = moved.get(phase) ?? { bytes: 0, ms: 0 };
    moved.set(phase, { bytes: sum.bytes + event.bytes, ms: sum.ms + now() - last });
    [done, total] = [event.doneMs, event.totalMs];
    const state = event.sector === undefined ? undefined : states[event.sector];
    if (!state || phase === 'inspect') return;
    state.done += event.bytes;
    if (phase === 'erase') state.look = 'blank';
  };
  return {
    event(event) {
      // An update goes to the board more than once, and each time counts from nothing.
      if (event.type === 'opened' || event.type === 'stage') {
        moved.clear();
        [done, total, amounts] = [0, 0, {}];
      }
      if (event.type === 'inspecting') {
        phase = 'inspect';
        expect({ inspect: event.bytes }, event.ms);
      }
      if (event.type === 'plan') {
        const { writtenBytes, readBackBytes, ms } = event.plan.totals;
        expect({ write: writtenBytes, verify: readBackBytes }, ms);
        writes = event.plan.sectors.some(({ content }) => content !== undefined && !isErased(content));
        for (const { sector, action } of event.plan.sectors)
          Object.assign(states[sector.index] ?? {}, { look: plannedLooks[action], done: 0 });
      }
      // The plan may have waited for a person's yes.
      if (event.type === 'changing') origin = { at: now(), done };
      if (event.type === 'sector') {
        phase = beginnings[event.progress] ?? phase;
        Object.assign(states[event.sector] ?? {}, { look: looks[event.progress], done: 0 });
      }
      if (event.type === 'advance') advance(event);
      last = now();
    },
    finish() {
      done = total;
    },
    progress() {
      const shown = phase === 'write' && !writes ? 'erase' : phase;
      const sum = moved.get(shown) ?? { bytes: 0, ms: 0 };
      const planned = done - origin.done;
      // Too early a guess would be a wild one.
      const pace = planned > total / 20 ? Math.min(Math.max((last - origin.at) / planned, 0.2), 5) : 1;
      return {
        phase: shown,
        fraction: total > 0 ? Math.min(done / total, 1) : 0,
        bytes: sum.bytes,
        // A look at the flash may lead to another one.
        totalBytes: amounts[shown] === undefined ? 0 : Math.max(amounts[shown], sum.bytes),
        phaseMs: sum.ms,
        leftMs: Math.max(total - done, 0) * pace,
        sectors: states,
      };
    },
  };
}
