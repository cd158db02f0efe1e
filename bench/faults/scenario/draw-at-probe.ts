// What one run through an ST-Link is. Its random streams are its own: the runs over DFU do not depend on it.

import type { OperationChoice, Rng, RunSeed, Scenario } from '../types.ts';
import { amended } from './amended.ts';
import { drawAttempts } from './attempts.ts';
import { drawHost } from './boards.ts';
import { firmwareCount, shapes, starts, updateShapes } from './firmware.ts';
import { oldReleases } from './odrive-firmware.ts';
import { probeFaultKinds } from './probe-fault-kinds.ts';
import { rngFor } from './rng.ts';
import { withSecond } from './second.ts';

const versions = ['v3.5-24V', 'v3.5-48V', 'v3.6-24V', 'v3.6-56V'] as const;

/** Probes and wires that exist, and what of the chip matters over SWD. */
const quirks: readonly string[] = [
  'probe=v2-clone',
  'probe=v2-1',
  'probe=v3',
  'nrst=open',
  'probe-found=dfu',
  'probe-found=left-over',
  'probe-serial=raw',
  'flash-times=maximum',
  'otp=blank',
];

const operations = [
  { name: 'flash', weight: 90 },
  { name: 'verify', weight: 4 },
  { name: 'read', weight: 4 },
  { name: 'erase', weight: 2 },
] as const;

/** One run in so many is an update of a board that is on USB, too. */
const updates = 10;

export function drawAtProbe(seed: RunSeed): Scenario {
  const scenario = amended(drawPlain(seed), rngFor(seed, 'between at a probe'));
  return withSecond(scenario, rngFor(seed, 'second at a probe'));
}

function drawPlain(seed: RunSeed): Scenario {
  const rng = rngFor(seed, 'at a probe');
  const isUpdate = rng.oneIn(updates);
  const board = drawBoard(rng);
  const host = drawHost(rng);
  const { start } = rng.weighted(starts);
  const before = rng.below(firmwareCount);
  const { count } = rng.weighted([
    { count: 1, weight: 8 },
    { count: 2, weight: 2 },
  ]);
  const draw = isUpdate ? drawUpdate : drawOperation;
  const first = draw(rng, before);
  const running = { release: rng.pick(oldReleases), attended: rng.coin(), captured: false, known: true };
  return {
    seed,
    board,
    host,
    otherBoard: 'none',
    start,
    before,
    ...(isUpdate && { running }),
    backup: !rng.oneIn(6),
    counted: 'class',
    attempts: drawAttempts(rng, { count, first, draw: () => draw(rng, before), faultKinds: probeFaultKinds }),
  };
}

/** Half of the boards and probes are as the book says. */
function drawBoard(rng: Rng): string {
  const options = new Map<string, string>();
  for (let drawn = rng.below(3); drawn > 0; drawn--) {
    const option = rng.pick(quirks);
    options.set(option.split('=')[0] ?? option, option);
  }
  return [rng.pick(versions), ...options.values()].join(',');
}

function drawOperation(rng: Rng, before: number): OperationChoice {
  const firmware = (before + 1 + rng.below(firmwareCount - 1)) % firmwareCount;
  return { name: rng.weighted(operations).name, shape: rng.weighted(shapes), firmware };
}

function drawUpdate(rng: Rng): OperationChoice {
  return { name: 'update', shape: rng.weighted(updateShapes), firmware: 100 + rng.below(firmwareCount) };
}
