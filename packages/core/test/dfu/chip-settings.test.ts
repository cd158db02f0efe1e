// What is set on the chip besides its flash: the program width for a session, protection for good.

import { sectors } from '@odflash/core/board';
import { isErased } from '@odflash/core/bytes';
import { describe, expect, it } from 'vitest';
import { bench, expectSame, insist, pattern } from './bench.ts';

const sector1 = sectors[1]!;

describe('the program width', () => {
  it.each([
    ['works', 32],
    ['refused', 8],
    ['refused,feature-refusal=11', 8],
    ['refused,feature-refusal=15', 8],
    ['ignored', 8],
  ])('is what was read back when the switch is %s', async (feature, width) => {
    const { open } = bench(`flash=blank,feature=${feature}`);
    await using target = await open();
    expect(await target.parallelism(32)).toBe(width);
    expect(target.width).toBe(width);
    const data = pattern(3000);
    await target.rewrite(sector1, [{ address: sector1.address, data }]);
    expect(await target.matches({ address: sector1.address, data })).toBeUndefined();
  });

  it('can be taken back', async () => {
    const { open, board } = bench('flash=blank');
    await using target = await open();
    expect(await target.parallelism(32)).toBe(32);
    expect(await target.parallelism(8)).toBe(8);
    await target.rewrite(sector1, [{ address: sector1.address, data: pattern(16) }]);
    expect(board.recorder.operations.at(-1)).toMatchObject({ kind: 'program', width: 8 });
  });

  it('does not keep the setting of an earlier session', async () => {
    const { open } = bench();
    await using before = await open();
    await before.parallelism(32);
    await before[Symbol.asyncDispose]();
    await using target = await open();
    expect(await target.parallelism(8)).toBe(8);
  });

  it('is set again after the board was away', async () => {
    const { open, board } = bench('flash=blank,crash-at=40');
    await using target = await open();
    await target.parallelism(32);
    const data = pattern(0x4000);
    await insist(target, () => target.rewrite(sector1, [{ address: sector1.address, data }]));
    expect(target.anomalies).toEqual({ disconnected: 1 });
    expect(target.width).toBe(32);
    expect(board.recorder.operations.at(-1)).toMatchObject({ kind: 'program', width: 32 });
    expectSame(board.flash.slice(0x4000, 0x8000), data);
  });
});

describe('starting the firmware of a read-protected chip', () => {
  it.each(['otp+options', 'none', 'all'])('works where the ROM refuses pointers to %s', async (memories) => {
    const { open, board, clock } = bench(`rdp=1,refused-pointers=${memories}`);
    board.setSwitch('run');
    await using target = await open();
    expect(await target.start()).toBe('started');
    await clock.sleep(1_000);
    expect(board.running()).toBe('odrive');
    expect(board.jumps).toMatchObject([{ address: 0x0800_0000, verdict: { starts: true } }]);
    expect(board.recorder.operations).toEqual([]);
    expect(board.recorder.violations).toEqual([]);
  });
});

describe('unlocking', () => {
  it('removes read protection, which erases the chip', async () => {
    const { open, board, clock } = bench('rdp=1');
    await using target = await open();
    await target.unlock('read');
    expect(board.recorder.operations).toMatchObject([{ kind: 'mass-erase' }, { kind: 'option-bytes' }]);
    expect(isErased(board.flash)).toBe(true);
    await clock.sleep(1_000);
    expect(await target.identify()).toMatchObject({ readProtected: false });
  });

  it('removes write protection and changes nothing else', async () => {
    const { open, board, clock } = bench('wrp=0:5');
    const flash = board.flash.slice();
    await using target = await open();
    await target.unlock('write');
    await clock.sleep(1_000);
    expect((await target.identify()).optionBytes).toMatchObject({ readProtection: 0, writeProtected: [] });
    expectSame(board.flash, flash);
  });

  it('writes nothing where no sector is protected', async () => {
    const { open, board } = bench();
    await using target = await open();
    await target.unlock('write');
    expect(board.recorder.operations).toEqual([]);
  });

  it('reports that write protection prevents the removal of read protection', async () => {
    const { open } = bench('rdp=1,wrp=3');
    await using target = await open();
    await expect(target.unlock('read')).rejects.toMatchObject({ code: 'write-protected' });
  });
});
