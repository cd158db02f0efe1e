// What a bootloader says of itself, and what becomes of one that says it badly: transfer size, names of memories, a busy interface.

import { LinkError, type UsbLink } from '@odflash/core';
import { findRom } from '@odflash/core/discovery';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { alternateFor, type Bootloader, connect, type DfuConnection } from '../../src/dfu/connection.ts';
import { createDeviceTiming } from '../../src/dfu/device-timing.ts';
import { parseLayout } from '../../src/dfu/layout.ts';
import { bench, withLinks } from './bench.ts';

interface Connected {
  readonly connection: DfuConnection;
  readonly logged: readonly string[];
  readonly ms: number;
}

/** Connects to a board with these faults through a link of which some calls are others. */
async function connectTo(faults = '', changed: (link: UsbLink) => Partial<UsbLink> = () => ({})): Promise<Connected> {
  const { bus, clock } = bench(faults);
  const logged: string[] = [];
  const device = await findRom(bus);
  const began = clock.now();
  const connection = await connect({
    bus: withLinks(bus, changed),
    device,
    clock,
    timing: createDeviceTiming,
    log: ({ text }) => logged.push(inEnglish(text)),
  });
  return { connection, logged, ms: clock.now() - began };
}

/** The configuration descriptor as `edit` leaves it. */
const withConfiguration = (edit: (bytes: Uint8Array) => Uint8Array) => (link: UsbLink) => ({
  controlIn: async (...input: Parameters<UsbLink['controlIn']>) => {
    const answer = await link.controlIn(...input);
    const isWhole = input[0].request === 6 && input[0].value === 0x0200 && answer.data.length > 9;
    return isWhole ? { ...answer, data: edit(answer.data) } : answer;
  },
});

/** The functional descriptor is the last of an STM32's configuration: 9 bytes, wTransferSize at its fifth. */
const withTransferSize = (size: number) =>
  withConfiguration((bytes) => {
    const edited = bytes.slice();
    new DataView(edited.buffer).setUint16(bytes.length - 4, size, true);
    return edited;
  });

describe('the transfer size', () => {
  it.each([
    ['that is reported is taken', 1024, 1024],
    ['may be as small as a command with its data', 8, 8],
    ['may be as large as Linux lets through', 4096, 4096],
    ['is the usual one where a device tells none', 0, 2048],
    ['is the usual one where a command would not fit', 7, 2048],
    ['is the usual one where Linux would not let it through', 4097, 2048],
    ['is the usual one where a device tells nonsense', 0xffff, 2048],
  ])('%s', async (_name, told, taken) => {
    await using connected = (await connectTo('', withTransferSize(told))).connection;
    expect(connected.bootloader.transferSize).toBe(taken);
  });

  it('is the usual one for a device without a functional descriptor', async () => {
    const without = withConfiguration((bytes) => bytes.slice(0, -9));
    await using connected = (await connectTo('', without)).connection;
    expect(connected.bootloader.transferSize).toBe(2048);
  });
});

describe('what was odd about a memory', () => {
  it('is logged with its alternate setting, and the others are not', async () => {
    const { connection, logged } = await connectTo('layout=nonsense');
    await using _ = connection;
    const names = ['alternate setting 0', 'alternate setting 1', 'alternate setting 2'];
    expect(logged.map((line) => line.slice(0, names[0]!.length))).toEqual(names);
    expect((await connectTo()).logged).toEqual([]);
  });
});

describe('the setting through which a memory is reached', () => {
  const flash = '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg';
  const bootloader = (names: readonly string[], isF405: boolean): Bootloader => ({
    interfaceNumber: 0,
    transferSize: 2048,
    memories: names.map((name, alternate) => ({ alternate, layout: parseLayout(name) })),
    isF405,
  });
  const otp = 0x1fff_7800;

  it('is the alternate setting whose name contains the address, whatever its number', () => {
    const swapped = bootloader(['@OTP Memory /0x1FFF7800/01*512 e', flash], true);
    expect(alternateFor(swapped, otp)).toBe(0);
    expect(alternateFor(swapped, 0x0800_4000)).toBe(1);
  });

  it('is the usual one of an STM32F405 whose name is garbled, if there is one of that number', () => {
    expect(alternateFor(bootloader([flash, '', ''], true), otp)).toBe(2);
    expect(alternateFor(bootloader([flash, ''], true), otp)).toBeUndefined();
  });

  it('is never guessed on another chip, or for a memory that no setting of an STM32F405 begins with', () => {
    expect(alternateFor(bootloader([flash, '', ''], false), otp)).toBeUndefined();
    expect(alternateFor(bootloader([flash, '', ''], true), otp + 4)).toBeUndefined();
    expect(alternateFor(bootloader([flash, '', ''], true), 0x2000_0000)).toBeUndefined();
  });
});

describe('an interface that another program holds', () => {
  /** Refused so often, in that way. */
  const refused = (times: number, kind: 'busy' | 'access', seen: { closed: number; claims: number }) => {
    return (link: UsbLink): Partial<UsbLink> => ({
      claim: async (number) => {
        seen.claims += 1;
        if (seen.claims <= times) throw new LinkError(kind, 'no');
        return link.claim(number);
      },
      [Symbol.asyncDispose]: async () => {
        seen.closed += 1;
        await link[Symbol.asyncDispose]();
      },
    });
  };

  it('is retried once a second, and the log gives the reason', async () => {
    const seen = { closed: 0, claims: 0 };
    const { connection, logged, ms } = await connectTo('', refused(2, 'busy', seen));
    await using _ = connection;
    expect(seen).toEqual({ closed: 0, claims: 3 });
    expect(Math.floor(ms / 1_000)).toBe(2);
    expect(logged).toEqual(Array(2).fill('Another program is using the board; retrying.'));
  });

  it('is given up after six times, and the link is closed', async () => {
    const seen = { closed: 0, claims: 0 };
    await expect(connectTo('', refused(9, 'busy', seen))).rejects.toMatchObject({ code: 'device-busy' });
    expect(seen).toEqual({ closed: 1, claims: 6 });
  });

  it('is not retried if no other program is the reason', async () => {
    const seen = { closed: 0, claims: 0 };
    await expect(connectTo('', refused(9, 'access', seen))).rejects.toMatchObject({ code: 'permission-denied' });
    expect(seen).toEqual({ closed: 1, claims: 1 });
  });
});
