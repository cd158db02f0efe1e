// How far a whole run is, as one number that never falls: each stage of an update counts its own work from nothing.

import type { Progress, Stage } from '@odflash/core/update';

/** Which part of the whole a stage is, by the times of an update from 0.5.4 to 0.5.6 on a typical board. */
const parts: Readonly<Record<Stage, readonly [from: number, to: number]>> = {
  find: [0, 0.02],
  'inspect-running': [0.02, 0.06],
  'disable-startup': [0.06, 0.08],
  'inspect-dfu': [0.08, 0.12],
  'enter-dfu': [0.08, 0.15],
  'boot-old-firmware': [0.12, 0.15],
  write: [0.15, 0.92],
  start: [0.92, 0.96],
  restore: [0.96, 1],
};
/** What is read before the plan is known; the plan counts on from there. */
const reading = [0.15, 0.3] as const;

interface Moment {
  readonly stage: Stage;
  readonly progress: Progress;
  /** The first change has begun. */
  readonly changing: boolean;
}

/** 0 to 1. `before`: what it was at the moment before. */
export function totalOf(before: number, { stage, progress, changing }: Moment): number {
  const [from, to] = stage === 'write' && !changing ? reading : parts[stage];
  return Math.max(before, from + (to - from) * progress.fraction);
}
