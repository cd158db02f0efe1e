// The axes of a board whose chip is reached by another wire, asked over USB.

import { readAxes } from '../odrive/identity.ts';
import type { AskAxes, AxesState } from '../target/axes.ts';
import { withBoardContext } from './context/with-board-context.ts';
import { withRunningBoard } from './context/with-running-board.ts';
import type { RunningEnv } from './request.ts';

/**
 * A chip with that serial number that is not on the bus, or there twice (clones), counts as unknown: only one answer that says so
 * makes an axis idle.
 */
export function axesOverUsb({ bus, clock, vault, log }: RunningEnv): AskAxes {
  return async (serial, signal) => {
    const request = { selection: { serial }, findMs: 0, humanMs: 0, signal };
    try {
      return await withBoardContext({ bus, clock, vault, log }, request, async (context, kind): Promise<AxesState> => {
        if (kind !== 'runtime') return 'not-told';
        const axes = await withRunningBoard(context, ({ odrive }) => readAxes(odrive, { now: true, signal }));
        if (axes.length === 0) return 'not-told';
        return axes.every(({ idle }) => idle) ? 'idle' : 'armed';
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      return 'not-told';
    }
  };
}
