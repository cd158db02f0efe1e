// Answers that do not agree with each other: what is asked again until it is certain, and what is not taken for good meanwhile.

import type { UsbLink } from '@odflash/core';
import { sectors } from '@odflash/core/board';
import { openDfuTarget } from '@odflash/core/dfu';
import { findRom } from '@odflash/core/discovery';
import type { Target } from '@odflash/core/target';
import { describe, expect, it } from 'vitest';
import { type Bench, bench, pattern, withLinks } from './bench.ts';

const sector1 = sectors[1]!;
const block = { address: sector1.address, data: pattern(1500) };
const request = { dnload: 1, upload: 2 };

/** The board through a link of which some calls are others. */
async function through({ bus, clock }: Bench, changed: (link: UsbLink) => Partial<UsbLink>): Promise<Target> {
  return openDfuTarget({ bus: withLinks(bus, changed), device: await findRom(bus), clock });
}

describe('a flash cell that reads differently each time', () => {
  /** What comparing finds if the uploads that begin with that block go like this, and rightly from then on. */
  async function comparing(readings: readonly ('right' | 'wrong')[]) {
    const it = bench('flash=blank');
    let uploads: ('right' | 'wrong')[] = [];
    await using target = await through(it, (link) => ({
      controlIn: async (setup, ...input) => {
        const answer = await link.controlIn(setup, ...input);
        if (setup.request !== request.upload || answer.status !== 'ok' || uploads.shift() !== 'wrong') return answer;
        return { ...answer, data: answer.data.with(700, answer.data[700]! ^ 0x20) };
      },
    }));
    await target.rewrite(sector1, [block]);
    uploads = [...readings];
    return target.matches(block);
  }

  it('is not accepted because one of three readings was right', async () => {
    const mismatch = { address: sector1.address + 700, expected: block.data[700] };
    expect(await comparing(['wrong', 'right', 'wrong'])).toMatchObject(mismatch);
    expect(await comparing(['wrong', 'wrong', 'right'])).toMatchObject(mismatch);
    expect(await comparing(['wrong', 'wrong', 'wrong'])).toMatchObject(mismatch);
  });

  it('was a fault of the connection if both other readings are right', async () => {
    expect(await comparing(['wrong', 'right', 'right'])).toBeUndefined();
  });
});

describe('the program width', () => {
  /** An unnoticed bus reset takes the address away right before the bytes of the Device Feature are sent. */
  async function asked(resets: number) {
    const it = bench('flash=blank');
    let writes = 0;
    await using target = await through(it, (link) => ({
      controlOut: async (setup, data, ...more) => {
        if (setup.request === request.dnload && setup.value >= 2 && data.length === 4 && ++writes <= resets)
          it.board.injectFaults('bus-reset-at=1');
        return link.controlOut(setup, data, ...more);
      },
    }));
    const width = await target.parallelism(32);
    return { width, writes };
  }

  it('is asked for again if the board did not take it, so that one bus reset does not make a flash four times as slow', async () => {
    expect(await asked(0)).toEqual({ width: 32, writes: 1 });
    expect(await asked(1)).toEqual({ width: 32, writes: 2 });
  });

  it('is given up after the second time, and the board is programmed in bytes', async () => {
    expect(await asked(9)).toEqual({ width: 8, writes: 2 });
  });
});
