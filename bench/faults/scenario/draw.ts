// What one run is: drawn from its seed alone.

import type { OperationChoice, Rng, Running, RunSeed, Scenario } from '../types.ts';
import { amended } from './amended.ts';
import { drawAttempts } from './attempts.ts';
import { drawBoard, drawHost } from './boards.ts';
import { drawAtProbe } from './draw-at-probe.ts';
import { faultKinds } from './fault-kinds.ts';
import { firmwareCount, shapes, starts, updateShapes } from './firmware.ts';
import { withForeign } from './foreign.ts';
import { oldReleases } from './odrive-firmware.ts';
import { withOldRelease } from './old-releases.ts';
import { rngFor } from './rng.ts';
import { withSecond } from './second.ts';

const operations = [
  { name: 'flash', weight: 94 },
  { name: 'verify', weight: 3 },
  { name: 'read', weight: 3 },
  { name: 'erase', weight: 0.5 },
] as const;

const attemptCounts = [
  { count: 1, weight: 8 },
  { count: 2, weight: 2 },
];

/** One run in so many is an update. */
const updates = 20;

/**
 * What is not drawn from the first stream is drawn from others: a run whose number is written down somewhere stays
 * what it was.
 */
export function drawScenario(seed: RunSeed): Scenario {
  if (seed.via === 'stlink') return drawAtProbe(seed);
  const plain = withOldRelease(drawPlain(rngFor(seed, 'scenario'), seed), rngFor(seed, 'release'));
  const scenario = amended(plain, rngFor(seed, 'between'));
  return withForeign(withSecond(scenario, rngFor(seed, 'second')), rngFor(seed, 'foreign'));
}

function drawPlain(rng: Rng, seed: RunSeed): Scenario {
  const isUpdate = rng.oneIn(updates);
  const board = drawBoard(rng, isUpdate);
  const host = drawHost(rng);
  const otherBoard = rng.weighted([
    { who: 'none', weight: 18 },
    { who: 'another board', weight: 1 },
    { who: 'a clone', weight: 1 },
  ] as const).who;
  const { start } = rng.weighted(starts);
  const before = rng.below(firmwareCount);
  const x32 = rng.weighted([{ weight: 4 }, { x32: true, weight: 1 }, { x32: false, weight: 1 }]).x32;
  const { count } = rng.weighted(attemptCounts);
  const draw = isUpdate ? drawUpdate : drawOperation;
  const first = draw(rng, before);
  return {
    seed,
    board,
    host,
    otherBoard: isUpdate ? 'none' : otherBoard,
    start,
    before,
    ...(isUpdate && { running: drawRunning(rng) }),
    backup: !rng.oneIn(6),
    ...(x32 !== undefined && { x32 }),
    counted: rng.oneIn(3) ? 'all' : 'class',
    attempts: drawAttempts(rng, { count, first, draw: () => draw(rng, before), faultKinds }),
  };
}

function drawOperation(rng: Rng, before: number): OperationChoice {
  const firmware = (before + 1 + rng.below(firmwareCount - 1)) % firmwareCount;
  return { name: rng.weighted(operations).name, shape: rng.weighted(shapes), firmware };
}

function drawUpdate(rng: Rng): OperationChoice {
  return { name: 'update', shape: rng.weighted(updateShapes), firmware: 100 + rng.below(firmwareCount) };
}

function drawRunning(rng: Rng): Running {
  const attended = rng.coin();
  const captured = attended && rng.oneIn(8);
  return { release: rng.pick(oldReleases), attended, captured, known: !rng.oneIn(6) };
}
