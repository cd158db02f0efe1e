import {
  blockMs,
  boardVersion,
  encodeOtp,
  eraseMs,
  findRom,
  isErased,
  LinkError,
  mainFlash,
  openDfuTarget,
  programMs,
  sectors,
  tracedBus,
  typicalTimes,
  type UsbBus,
} from '@odflash/core';
import type { HostName } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { bench, expectSame, insist, pattern } from './bench.ts';

const sector1 = sectors[1]!;
const sector5 = sectors[5]!;

describe('identifying', () => {
  it('proves an ODrive by layout and OTP', async () => {
    const { open, board } = bench();
    await using target = await open();
    expect(await target.identify()).toMatchObject({
      device: { serial: board.serial, path: '1-1' },
      sectors,
      isF405: true,
      board: { known: true, version: boardVersion('v3.6-56V'), evidence: 'otp' },
      optionBytes: { readProtection: 0, writeProtected: [], brownOut: 0 },
      readProtected: false,
      otp: encodeOtp(boardVersion('v3.6-56V')!),
    });
    expect(board.recorder.breaches).toEqual([]);
    expect(board.recorder.operations).toEqual([]);
  });

  it('takes the word of a person only where OTP proves nothing', async () => {
    const named = boardVersion('v3.5-24V')!;
    await using blank = await bench('otp=blank').open();
    expect((await blank.identify()).board).toEqual({ known: false, why: 'otp-blank' });
    expect((await blank.identify({ named })).board).toEqual({ known: true, version: named, evidence: 'named' });
    await using foreign = await bench('otp=foreign').open();
    expect((await foreign.identify()).board).toEqual({ known: false, why: 'otp-foreign' });
    await using other = await bench('otp=v3.5-48V').open();
    expect((await other.identify({ named })).board).toMatchObject({ version: { name: 'v3.5-48V' }, evidence: 'otp' });
  });

  it.each([
    ['f411', 8],
    ['g431', 64],
  ])('refuses an %s by evidence, even if a person names a board, and asks it for nothing more', async (chip, units) => {
    const { open, board } = bench(`chip=${chip}`);
    await using target = await open();
    const requests = board.recorder.requests();
    const identity = await target.identify({ named: boardVersion('v3.6-56V')! });
    expect(identity).toMatchObject({ isF405: false, board: { known: false, why: 'not-an-f405' } });
    expect(identity.sectors).toHaveLength(units);
    expect(board.recorder.requests()).toBe(requests);
  });

  it.each(['', ',option-pointer=vendor'])('finds read protection%s', async (more) => {
    const { open } = bench(`rdp=1${more}`);
    await using target = await open();
    expect(await target.identify()).toMatchObject({
      readProtected: true,
      board: { known: false, why: 'otp-unreadable' },
    });
    await expect(target.read(sector1)).rejects.toMatchObject({ code: 'read-protected', retryable: false });
    await expect(target.rewrite(sector1, [])).rejects.toMatchObject({ code: 'read-protected' });
  });

  it('finds write-protected sectors', async () => {
    await using target = await bench('wrp=0:5-7').open();
    expect((await target.identify()).optionBytes?.writeProtected).toEqual([0, 5, 6, 7]);
  });

  it.each([
    ['two-digits', true],
    ['no-multiplier', true],
    ['two-ranges', true],
    ['at32', true],
    ['four-digits', false],
    ['gd32', false],
    ['many-regions', false],
    ['bootloader', false],
    ['nonsense', false],
  ])('survives the layout strings "%s"', async (layout, isF405) => {
    await using target = await bench(`layout=${layout}`).open();
    expect(await target.identify()).toMatchObject({
      isF405,
      board: isF405 ? { known: true, evidence: 'otp' } : { known: false, why: 'not-an-f405' },
    });
  });

  it.each(['none', 'empty', 'truncated'])('calls a board unknown whose strings are %s', async (strings) => {
    await using target = await bench(`strings=${strings}`).open();
    expect((await target.identify()).isF405).toBe(false);
  });

  it.each(['rom=v3.0', 'rom=v3.1', 'start=idle', 'serial-form=utf8', 'serial-form=fysetc', 'clrstatus=strict'])(
    'identifies a board with %s',
    async (fault) => {
      const { open, board } = bench(fault);
      await using target = await open();
      expect((await target.identify()).board.known).toBe(true);
      expect(board.recorder.breaches).toEqual([]);
      expect(target.anomalies).toEqual({});
    },
  );
});

describe('writing and reading', () => {
  it('programs what it was given, skips what stays erased, and takes the time it said', async () => {
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
    expect(board.recorder.breaches).toEqual([]);
    expect(target.anomalies).toEqual({});
  });

  it('costs next to nothing beside erasing, programming and moving the data', async () => {
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

  it('writes and reads odd pieces at odd places', async () => {
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
    expect(board.recorder.breaches).toEqual([]);
  });

  it('programs without erasing: disarm, arm', async () => {
    const { open, board } = bench('flash=other');
    await using target = await open();
    const after = board.flash.slice(8);
    await target.program({ address: mainFlash.address, data: new Uint8Array(8) });
    expectSame(board.flash.slice(0, 8), new Uint8Array(8));
    expectSame(board.flash.slice(8), after);
    expect(board.recorder.operations).toMatchObject([{ kind: 'program', address: mainFlash.address, length: 8 }]);
  });

  it('says where memory first differs, and what it found', async () => {
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

  it('stops at the next block when asked to, and can be asked to go on', async () => {
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

  it.each(['transfer-size', 'length'])('means the same block whichever way the note is read: %s', async (step) => {
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

  it('finds it out from a piece off the grid as well', async () => {
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

  it('does not leave behind what a session before has set', async () => {
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

describe('leaving', () => {
  it.each([
    ['answers', 'left'],
    ['vanishes-before', 'left'],
    ['vanishes-during', 'left'],
    ['stays', 'stayed'],
  ])('when the ROM %s', async (leave, end) => {
    const { open, board } = bench(`flash=other,leave=${leave}`);
    await using target = await open();
    expect(await target.start()).toBe(end);
    if (end === 'left') expect(board.jumps).toMatchObject([{ address: mainFlash.address, verdict: { starts: true } }]);
  });

  it('counts as left when the switch is on DFU and the board comes back to the ROM', async () => {
    const { open, board } = bench();
    await using target = await open();
    expect(await target.start()).toBe('left');
    expect(board.jumps).toHaveLength(1);
  });

  it.each(['stall', 'timeout', 'lost', 'short', 'corrupt', 'stale'])(
    'survives a %s at every transfer of it',
    async (kind) => {
      for (let n = 6; n < 12; n += 1) {
        const { open, board } = bench(`flash=other,${kind}-at=${n}`);
        await using target = await open();
        expect(await target.start()).toBe('left');
        expect(board.running()).not.toBe('rom');
      }
    },
  );
});

describe('unlocking', () => {
  it('takes read protection off, which erases the chip', async () => {
    const { open, board, clock } = bench('rdp=1');
    await using target = await open();
    await target.unlock('read');
    expect(board.recorder.operations).toMatchObject([{ kind: 'mass-erase' }, { kind: 'option-bytes' }]);
    expect(isErased(board.flash)).toBe(true);
    await clock.sleep(1_000);
    await using again = await open();
    expect(await again.identify()).toMatchObject({ readProtected: false });
  });

  it('takes write protection off and nothing else', async () => {
    const { open, board, clock } = bench('wrp=0:5');
    const flash = board.flash.slice();
    await using target = await open();
    await target.unlock('write');
    await clock.sleep(1_000);
    await using again = await open();
    expect((await again.identify()).optionBytes).toMatchObject({ readProtection: 0, writeProtected: [] });
    expectSame(board.flash, flash);
  });

  it('writes nothing where no sector is protected', async () => {
    const { open, board } = bench();
    await using target = await open();
    await target.unlock('write');
    expect(board.recorder.operations).toEqual([]);
  });

  it('says so when write protection keeps read protection from being taken off', async () => {
    const { open } = bench('rdp=1,wrp=3');
    await using target = await open();
    await expect(target.unlock('read')).rejects.toMatchObject({ code: 'write-protected' });
  });
});

describe('opening', () => {
  it.each<[HostName, string]>([
    ['windows-libusb0', 'driver-missing'],
    ['windows-libusb0-silent', 'driver-missing'],
  ])('blames the driver on %s, where requests without data do not arrive', async (host, code) => {
    await expect(bench('', { host }).open()).rejects.toMatchObject({ code, next: expect.stringContaining('WinUSB') });
    // From dfuIDLE nothing has to be cleared, but reading needs an ABORT.
    await using target = await bench('start=idle', { host }).open();
    await expect(target.identify()).rejects.toMatchObject({ code });
  });

  it('waits six seconds for whoever holds the board, then names the fact', async () => {
    const { bus, clock } = bench();
    const device = await findRom(bus);
    await using other = await bus.open(device);
    await other.claim(0);
    const start = clock.now();
    await expect(openDfuTarget({ bus, device, clock })).rejects.toMatchObject({ code: 'device-busy' });
    expect(clock.now() - start).toBeGreaterThan(4_900);
    const late = openDfuTarget({ bus, device, clock });
    await clock.sleep(2_500);
    await other[Symbol.asyncDispose]();
    await using target = await late;
    expect((await target.identify()).isF405).toBe(true);
  });

  it.each([
    ['access', 'permission-denied'],
    ['no-driver', 'driver-missing'],
    ['busy', 'device-busy'],
  ] as const)('tells %s from the rest, at once', async (kind, code) => {
    const { bus, clock } = bench();
    const device = await findRom(bus);
    const closed: UsbBus = { ...bus, open: () => Promise.reject(new LinkError(kind, 'no')) };
    await expect(openDfuTarget({ bus: closed, device, clock })).rejects.toMatchObject({ code });
    expect(clock.now()).toBe(0);
  });

  it('selects each alternate setting once, not for every operation', async () => {
    const { bus, clock } = bench('flash=blank');
    const selected: number[] = [];
    const seen = tracedBus(
      bus,
      (entry) => {
        if (entry.operation === 'select-alternate') selected.push(entry.alternate ?? -1);
      },
      clock,
    );
    await using target = await openDfuTarget({ bus: seen, device: await findRom(bus), clock });
    await target.identify();
    await target.parallelism(32);
    for (const sector of sectors.slice(0, 3))
      await target.rewrite(sector, [{ address: sector.address, data: pattern(100) }]);
    for (const sector of sectors.slice(0, 3)) await target.read(sector);
    expect(selected).toEqual([1, 2, 3, 0]);
  });

  it('stops waiting when asked to', async () => {
    const { bus, clock, board } = bench();
    const device = await findRom(bus);
    board.cable(false);
    const stop = new AbortController();
    const opening = openDfuTarget({ bus, device, clock, signal: stop.signal });
    const checked = expect(opening).rejects.toMatchObject({ code: 'aborted' });
    await clock.sleep(1_000);
    stop.abort();
    await checked;
    expect(clock.now()).toBeLessThan(1_500);
  });
});
