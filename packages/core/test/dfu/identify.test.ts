// What a bootloader is found to be: chip, board, protection.

import { boardVersion, LinkError, type UsbBus } from '@odflash/core';
import { encodeOtp, sectors } from '@odflash/core/board';
import { openDfuTarget } from '@odflash/core/dfu';
import { findRom } from '@odflash/core/discovery';
import { tracedBus } from '@odflash/core/usb';
import type { HostName } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { message } from '../../src/messages/message.ts';
import { bench, pattern } from './bench.ts';

const sector1 = sectors[1]!;

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
    expect(board.recorder.violations).toEqual([]);
    expect(board.recorder.operations).toEqual([]);
  });

  it('uses --board only where OTP proves nothing', async () => {
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
  ])('refuses an %s by its descriptors, even with --board, and sends no further request', async (chip, units) => {
    const { open, board } = bench(`chip=${chip}`);
    await using target = await open();
    const requests = board.recorder.requests();
    const identity = await target.identify({ named: boardVersion('v3.6-56V')! });
    expect(identity).toMatchObject({
      isF405: false,
      board: { known: false, why: 'not-an-f405' },
      // It was not asked.
      readProtected: false,
    });
    expect(identity.sectors).toHaveLength(units);
    expect(board.recorder.requests()).toBe(requests);
  });

  it.each(['otp+options', 'none', 'all'])('finds read protection where it refuses pointers to %s', async (memories) => {
    const { open } = bench(`rdp=1,refused-pointers=${memories}`);
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
      board: isF405
        ? { known: true, evidence: 'otp' }
        : { known: false, why: layout === 'nonsense' ? 'layout-untold' : 'not-an-f405' },
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
      expect(board.recorder.violations).toEqual([]);
      expect(target.anomalies).toEqual({});
    },
  );
});

describe('opening', () => {
  it.each<[HostName, string]>([
    ['windows-libusb0', 'driver-missing'],
    ['windows-libusb0-silent', 'driver-missing'],
  ])('reports the driver on %s, where requests without data do not arrive', async (host, code) => {
    await expect(bench('', { host }).open()).rejects.toMatchObject({
      code,
      next: message('next.replace-driver-with-winusb'),
    });
    // From dfuIDLE nothing has to be cleared, but reading needs an ABORT.
    await using target = await bench('start=idle', { host }).open();
    await expect(target.identify()).rejects.toMatchObject({ code });
  });

  it('waits six seconds for a program that has the board open, then reports it', async () => {
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
  ] as const)('distinguishes %s, at once', async (kind, code) => {
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
