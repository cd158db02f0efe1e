// Writing, reading and leaving through a target, on virtual boards.

import { blockMs, eraseMs, mainFlash, programMs, sectors, typicalTimes } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { bench, expectSame, insist, pattern } from './bench.ts';

const sector1 = sectors[1]!;
const sector5 = sectors[5]!;

describe('writing and reading', () => {
  it('programs the given bytes, skips erased ones, and takes the announced time', async () => {
    const { open, board, clock } = bench('flash=other');
    await using target = await open();
    expect(await target.parallelism(32)).toBe(32);
    const blocks = [
      { address: sector5.address, data: pattern(5 * 2048) },
      { address: sector5.address + 0x1_0000, data: pattern(4096) },
    ];
    const { erase, program, seek } = target.times(32);
    const start = clock.now();
    let reported = 0;
    await target.rewrite(sector5, blocks, {
      onBytes: (bytes) => {
        expect(bytes).toBeLessThanOrEqual(2048);
        reported += bytes;
      },
    });
    const planned = erase(sector5) + blocks.reduce((sum, { data }) => sum + seek + program(data.length), 0);
    expect(Math.abs(clock.now() - start - planned)).toBeLessThan(10);
    expect(reported).toBe(7 * 2048);
    for (const block of blocks) expect(await target.matches(block)).toBeUndefined();
    const whole = await target.read(sector5);
    expectSame(whole, board.flash.slice(0x2_0000, 0x4_0000));
    const programmed = board.recorder.operations.filter(({ kind }) => kind === 'program');
    expect(programmed).toHaveLength(7);
    expect(programmed.every(({ width }) => width === 32)).toBe(true);
    expect(board.recorder.violations).toEqual([]);
    expect(target.anomalies).toEqual({});
  });

  it('adds almost no time to erasing, programming and transferring the data', async () => {
    const { open, clock } = bench('flash=other');
    await using target = await open();
    await target.parallelism(32);
    const image = sectors.slice(0, 6).map(({ address, length }) => ({ address, data: pattern(length, address) }));
    const start = clock.now();
    for (const [i, block] of image.entries()) await target.rewrite(sectors[i]!, [block]);
    for (const block of image) expect(await target.matches(block)).toBeUndefined();
    const bytes = image.reduce((sum, { data }) => sum + data.length, 0);
    const erase = sectors.slice(0, 6).reduce((sum, sector) => sum + eraseMs(sector, typicalTimes[32]), 0);
    const physical = erase + programMs(bytes, 32, typicalTimes[32]) + 2 * (bytes / 2048) * blockMs;
    expect((clock.now() - start) / physical).toBeLessThan(1.02);
  });

  it('writes and reads unaligned pieces of any length', async () => {
    const { open, board } = bench('flash=blank');
    await using target = await open();
    const pieces = [
      { address: sector1.address + 3, data: pattern(2, 2) },
      { address: sector1.address + 8, data: pattern(1, 3) },
      { address: sector1.address + 2045, data: pattern(7, 4) },
      { address: sector1.address + 0x3ffd, data: pattern(3, 5) },
    ];
    await target.rewrite(sector1, pieces);
    for (const { address, data } of pieces) {
      expectSame(await target.read({ address, length: data.length }), data);
      expect(await target.matches({ address, data })).toBeUndefined();
    }
    const expected = new Uint8Array(sector1.length).fill(0xff);
    for (const { address, data } of pieces) expected.set(data, address - sector1.address);
    expectSame(await target.read(sector1), expected);
    expect(board.recorder.violations).toEqual([]);
  });

  it('reports every byte read, at most 2 KiB at a time, and none beyond the requested range', async () => {
    const { open } = bench('flash=other');
    await using target = await open();
    const told: number[] = [];
    const onBytes = (bytes: number) => told.push(bytes);
    await target.read({ address: sector1.address + 100, length: 5000 }, { onBytes });
    expect(told).toEqual([1948, 2048, 1004]);
  });

  it('logs a device that never answers while busy three times, and then accepts it', async () => {
    const { open } = bench('flash=blank,busy=stall:3');
    await using target = await open();
    for (let time = 0; time < 6; time += 1) await target.rewrite(sector1, []);
    expect(target.anomalies).toEqual({ stalled: 3 });
  });

  it('programs without erasing: invalidate, commit', async () => {
    const { open, board } = bench('flash=other');
    await using target = await open();
    const after = board.flash.slice(8);
    await target.program({ address: mainFlash.address, data: new Uint8Array(8) });
    expectSame(board.flash.slice(0, 8), new Uint8Array(8));
    expectSame(board.flash.slice(8), after);
    expect(board.recorder.operations).toMatchObject([{ kind: 'program', address: mainFlash.address, length: 8 }]);
  });

  it('gives the first address that differs, and its contents', async () => {
    const { open, board } = bench('flash=blank');
    await using target = await open();
    const data = pattern(6000);
    await target.rewrite(sector1, [{ address: sector1.address, data }]);
    board.flash[0x4000 + 4097] = 0;
    board.flash[0x4000 + 5000] = 0;
    expect(await target.matches({ address: sector1.address, data })).toEqual({
      address: sector1.address + 4097,
      expected: data[4097],
      found: 0,
    });
  });

  it('erases only, when there is nothing to program', async () => {
    const { open, board } = bench();
    await using target = await open();
    await target.rewrite(sector1, []);
    expect(board.recorder.operations).toMatchObject([{ kind: 'erase', sector: 1 }]);
    expectSame(board.flash.slice(0x4000, 0x8000), new Uint8Array(0x4000).fill(0xff));
  });

  it('never erases or programs outside the main flash', async () => {
    const { open, board } = bench();
    await using target = await open();
    const outside = { index: 0, address: 0x1fff_7800, length: 512 };
    const internal = { code: 'internal' };
    await expect(target.rewrite(outside, [])).rejects.toMatchObject(internal);
    await expect(target.rewrite(sector1, [{ address: sector1.address - 4, data: pattern(8) }])).rejects.toMatchObject(
      internal,
    );
    for (const address of [0x1fff_7800, 0x1fff_c000, 0x080f_fffc, 0x07ff_fffc])
      await expect(target.program({ address, data: pattern(8) })).rejects.toMatchObject(internal);
    expect(board.recorder.operations).toEqual([]);
  });

  it('stops at the next block on request, and can continue', async () => {
    const { open, board } = bench('flash=blank');
    await using target = await open();
    const data = pattern(0x4000);
    const stop = new AbortController();
    const stopping = target.rewrite(sector1, [{ address: sector1.address, data }], {
      signal: stop.signal,
      onBytes: () => stop.abort(),
    });
    await expect(stopping).rejects.toMatchObject({ code: 'aborted', exit: 130 });
    expect(board.recorder.operations.map(({ kind }) => kind)).toEqual(['erase', 'program']);
    await target.rewrite(sector1, [{ address: sector1.address, data }]);
    expect(await target.matches({ address: sector1.address, data })).toBeUndefined();
  });

  it.each(['transfer-size', 'length'])('addresses the same block in both readings of AN3156: %s', async (step) => {
    const { open } = bench(`flash=blank,block-step=${step}`);
    await using target = await open();
    const data = pattern(5001);
    await target.rewrite(sector1, [{ address: sector1.address + 8, data }]);
    expectSame(await target.read({ address: sector1.address + 8, length: data.length }), data);
  });

  it.each([1024, 1500])('finds out that a device takes at most %i bytes', async (longest) => {
    const { open, board } = bench(`flash=blank,max-transfer=${longest}`);
    await using target = await open();
    const data = pattern(0x4000);
    await target.rewrite(sector1, [{ address: sector1.address, data }]);
    expectSame(await target.read(sector1), data);
    expect(target.anomalies).toEqual({ stalled: 3 });
    expect(await target.read({ address: sector1.address + 1100, length: 900 })).toEqual(data.slice(1100, 2000));
    await target.rewrite(sector1, [{ address: sector1.address, data }]);
    expect(target.anomalies).toEqual({ stalled: 3 });
    expectSame(board.flash.slice(0x4000, 0x8000), data);
  });

  it('detects it from an unaligned piece as well', async () => {
    const { open, board } = bench('flash=blank,max-transfer=1024');
    await using target = await open();
    const data = pattern(0x4000 - 8);
    await target.program({ address: sector1.address + 8, data });
    expectSame(board.flash.slice(0x4008, 0x8000), data);
    expect(target.anomalies).toEqual({ stalled: 3 });
  });

  it('programs from any place on in whole blocks of the grid, which need no address of their own', async () => {
    const { open, board } = bench('flash=blank');
    await using target = await open();
    await target.program({ address: sector1.address + 8, data: pattern(0x4000 - 8) });
    expect(board.recorder.operations.map(({ address, length }) => [address, length])).toEqual([
      [sector1.address + 8, 2040],
      ...Array.from({ length: 7 }, (_, i) => [sector1.address + (i + 1) * 2048, 2048]),
    ]);
  });

  it.each(['poll=0', 'poll=max', 'busy=dnbusy:3', 'busy=stall:3', 'flash-times=maximum', 'slow-erase=8', 'busy=stuck'])(
    'ends well with %s',
    async (fault) => {
      const { open, clock, board } = bench(`flash=blank,${fault}`);
      await using target = await open();
      const data = pattern(3000);
      await insist(target, () => target.rewrite(sector1, [{ address: sector1.address, data }]));
      expectSame(board.flash.slice(0x4000, 0x4000 + 3000), data);
      expect(clock.now()).toBeLessThan(60_000);
    },
  );

  it('a bootloader that got stuck once is not waited for as long again', async () => {
    const { open, clock } = bench('flash=blank,busy=stuck');
    await using target = await open();
    await insist(target, () => target.rewrite(sector1, []));
    const learnt = clock.now();
    for (let again = 0; again < 5; again++) await insist(target, () => target.rewrite(sector1, []));
    expect(clock.now() - learnt).toBeLessThan(5000);
  });
});

describe('leaving', () => {
  it.each([
    ['answers', 'started'],
    ['vanishes-before', 'started'],
    ['vanishes-during', 'started'],
    ['stays', 'needs-power-cycle'],
  ])('when the ROM %s', async (leave, end) => {
    const { open, board } = bench(`flash=other,leave=${leave}`);
    await using target = await open();
    expect(await target.start()).toBe(end);
    if (end === 'started')
      expect(board.jumps).toMatchObject([{ address: mainFlash.address, verdict: { starts: true } }]);
  });

  it('counts as success when the switch is on DFU and the board returns to the ROM', async () => {
    const { open, board } = bench();
    await using target = await open();
    expect(await target.start()).toBe('started');
    expect(board.jumps).toHaveLength(1);
  });

  it.each(['stall', 'timeout', 'lost', 'short', 'corrupt', 'stale'])(
    'survives a %s at every transfer of it',
    async (kind) => {
      for (let n = 6; n < 12; n += 1) {
        const { open, board } = bench(`flash=other,${kind}-at=${n}`);
        await using target = await open();
        expect(await target.start()).toBe('started');
        expect(board.running()).not.toBe('rom');
      }
    },
  );
});
