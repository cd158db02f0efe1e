// odrivetool 0.4.1 at a virtual board, with the requests it made. A test holds them against a recorded session, so that this is that
// tool as far as a board can tell.

import type { VirtualBoard, VirtualClock } from '@odflash/virtual';
import { runOdrivetool as runTool } from '../../apps/web/src/demo/odrivetool.ts';
import { benchOf } from '../../packages/virtual/test/bench.ts';

export { ToolError } from '../../apps/web/src/demo/odrivetool.ts';

/** bmRequestType, bRequest, wValue, wIndex, wLength. */
export type Request = readonly [number, number, number, number, number];

export interface ToolOptions {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  /** Content of sectors 0 and 1. */
  readonly sectors: readonly Uint8Array[];
}

const firstSector = 0x0800_0000;
const sectorLength = 16 * 1024;
const setConfiguration = 9;

/** Resolves with the requests it made; throws ToolError as the tool would. */
export async function runOdrivetool({ clock, board, sectors }: ToolOptions): Promise<readonly Request[]> {
  const { control } = benchOf(clock, board);
  const requests: Request[] = [];
  await runTool({
    control: async (setup, data) => {
      requests.push([...setup, typeof data === 'number' ? data : data.length]);
      // The bench has configured the board itself.
      if (setup[0] === 0 && setup[1] === setConfiguration) return new Uint8Array(0);
      return (await control(...setup, data)).data;
    },
    sectors: sectors.map((data, index) => ({ address: firstSector + index * sectorLength, data })),
  });
  return requests;
}
