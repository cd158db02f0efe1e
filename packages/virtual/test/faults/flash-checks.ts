// The options of the flash.

import { firstDifference } from '@odflash/core/bytes';
import { expect } from 'vitest';
import { idleBench, pattern } from '../bench.ts';
import { bitsThatDiffer, type Checks, profile, took } from './bench.ts';

export const flashChecks: Checks = {
  'flash-times': async () => {
    const made = await idleBench(profile('flash-times=maximum'));
    expect(await took(made, () => made.erase(0x0800_0000))).toBe(800);
    await made.setAddress(0x0800_0000);
    expect(await took(made, () => made.write(2, pattern(2048)))).toBeCloseTo(204.8, 6);
  },
  'slow-erase': async () => {
    const made = await idleBench(profile('slow-erase=5'));
    expect(await took(made, () => made.erase(0x0800_0000))).toBe(2000);
  },
  'drop-erase': async () => {
    const made = await idleBench(profile('drop-erase=2'));
    const before = made.board.flash.slice(0x4000, 0x8000);
    await made.erase(0x0800_0000);
    expect(await took(made, () => made.erase(0x0800_4000))).toBe(400);
    expect(firstDifference(made.board.flash.subarray(0x4000, 0x8000), before)).toBe(-1);
    await made.erase(0x0800_4000);
    expect(made.board.flash[0x4000]).toBe(0xff);
    expect(made.board.recorder.operations.map(({ without }) => without)).toEqual([undefined, 'fault', undefined]);
  },
  'bad-write': async () => {
    const made = await idleBench(profile('bad-write=2'));
    await made.erase(0x0800_0000);
    await made.setAddress(0x0800_0000);
    const wrong: number[] = [];
    for (let block = 0; block < 3; block++) {
      expect(await made.write(2 + block, pattern(2048))).toMatchObject({ status: 0, state: 5 });
      const written = made.board.flash.subarray(2048 * block, 2048 * (block + 1));
      if (bitsThatDiffer(written, pattern(2048)) === 1) wrong.push(block);
    }
    expect(wrong).toEqual([1]);
  },
  'weak-x32': async () => {
    const made = await idleBench(profile('weak-x32=2'));
    const wrongBlocks = async () => {
      await made.erase(0x0800_0000);
      await made.setAddress(0x0800_0000);
      let wrong = 0;
      for (let block = 0; block < 4; block++) {
        await made.write(2 + block, pattern(2048));
        const written = made.board.flash.subarray(2048 * block, 2048 * (block + 1));
        if (firstDifference(written, pattern(2048)) >= 0) wrong++;
      }
      return wrong;
    };
    expect(await wrongBlocks()).toBe(0);
    await made.setAddress(0xffff_0000);
    await made.write(2, Uint8Array.of(3, 0xff, 0xff, 0xff));
    expect(await wrongBlocks()).toBe(2);
  },
};
