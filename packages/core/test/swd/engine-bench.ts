// The engine over an ST-Link: a virtual board with its chip, probe and wires, with an image on it and the next one.

import type { FlashEnv } from '@odflash/core';
import { swdProvider } from '@odflash/core/swd';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { configuration, firmware, memoryVault, withHole } from '../flash/bench.ts';

const { image, flash: holds } = withHole(firmware(1));
/** What is on the board. */
export const old = image;
/** What is flashed. */
export const { image: next } = withHole(firmware(2));

/** A board that holds {@link holds}; `faults` are options of the board and the probe, as in a profile. */
export function swdBench(faults = '', { version = 'v3.6-56V', content = holds, vault = memoryVault() } = {}) {
  const clock = virtualClock();
  const board = createVirtualBoard(`${version}+stlink,flash=blank${faults && `,${faults}`}`, { clock });
  board.flash.set(content);
  configuration(board.flash).set(firmware(99, 16 * 1024).subarray(0, 600));
  const bus = virtualBus([board, board.probe!], { clock });
  const env: FlashEnv = { bus, clock, vault, target: swdProvider() };
  return { clock, board, bus, env, vault, probe: board.probe! };
}

/** A board as it is sold, whose firmware runs. */
export function runningBoard(profile = 'v3.6-56V+stlink') {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const bus = virtualBus([board, board.probe!], { clock });
  const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider() };
  return { clock, board, env };
}
