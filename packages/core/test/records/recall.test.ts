// Which records are offered for the board in hand. One too many puts another board's settings onto it; one too few loses the
// way back of a board that was interrupted.

import type { UsbBus, UsbDeviceInfo } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import type { BoardRecord } from '../../src/records/board-record.ts';
import { isInPlace } from '../../src/records/match.ts';
import { recall } from '../../src/records/recall.ts';
import { writeRecord } from '../../src/records/store.ts';
import { memoryVault } from '../flash/bench.ts';
import { chip, flashRecord } from './records.ts';

const rom = (path: string, serial?: string): UsbDeviceInfo => ({
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path,
  ...(serial !== undefined && { serial }),
});

const busOf = (...devices: readonly UsbDeviceInfo[]): UsbBus => ({
  list: async () => devices,
  open: () => Promise.reject(new Error('nothing is opened for this')),
  watch: () => ({ [Symbol.dispose]: () => undefined }),
});

/** Paths of the records that are offered for a board, in their order. */
async function offered(records: readonly BoardRecord[], device: UsbDeviceInfo, ...others: readonly UsbDeviceInfo[]) {
  const vault = memoryVault();
  for (const record of records) await writeRecord(vault, record);
  const { candidates } = await recall(vault, busOf(device, ...others), device);
  return candidates.map(({ record }) => record.path);
}

const of = (path: string, whose: Partial<BoardRecord> = {}): BoardRecord => ({ ...flashRecord, path, ...whose });
const nameless = { chip: undefined };

describe('the records of a board that shows its number', () => {
  it('are those of its chip in any port, its own port first, and none of another chip', async () => {
    const records = [of('1-9'), of('1-2'), of('1-2', { chip: '000000000000' })];
    expect(await offered(records, rom('1-2', chip))).toEqual(['1-2', '1-9']);
    expect(await offered(records, rom('1-2', chip.toLowerCase()))).toEqual(['1-2', '1-9']);
  });

  it('are not those of a port where a clone with its number is plugged in, or a board that does not tell', async () => {
    const records = [of('1-9'), of('1-2')];
    expect(await offered(records, rom('1-2', chip), rom('1-9', chip))).toEqual(['1-2']);
    expect(await offered(records, rom('1-2', chip), rom('1-9'))).toEqual(['1-2']);
    expect(await offered([of('1-9')], rom('1-2', chip), rom('1-9', chip))).toEqual([]);
    const runs = { ...rom('1-9', chip), vendorId: 0x1209, productId: 0x0d32 };
    expect(await offered(records, rom('1-2', chip), runs)).toEqual(['1-2']);
  });

  it('are those of a port where something else is plugged in now', async () => {
    const records = [of('1-9'), of('1-2')];
    const mouse = { ...rom('1-9'), vendorId: 0x046d, productId: 0xc52b };
    for (const other of [rom('1-9', '000000000000'), mouse])
      expect(await offered(records, rom('1-2', chip), other)).toEqual(['1-2', '1-9']);
  });

  it('are those of a board in its port that did not show its number', async () => {
    const records = [of('1-2', nameless), of('1-9', nameless), of('1-8', { ...nameless, serial: chip })];
    expect(await offered(records, rom('1-2', chip))).toEqual(['1-2', '1-8']);
  });
});

describe('the records of a board that does not show its number', () => {
  it('are all of its port; elsewhere those of a board with the same name', async () => {
    const records = [of('1-2'), of('1-9'), of('1-8', { ...nameless, serial: 'ODrive' })];
    expect(await offered(records, rom('1-2'))).toEqual(['1-2']);
    expect(await offered(records, rom('1-2', 'odrive'))).toEqual(['1-2', '1-8']);
    expect(await offered(records, rom('1-2', 'other'))).toEqual(['1-2']);
  });

  it('are elsewhere those of boards that showed none either, and not where it shows a name', async () => {
    const records = [of('1-9', nameless)];
    expect(await offered(records, rom('1-2'))).toEqual(['1-9']);
    expect(await offered(records, rom('1-2', 'ODrive'))).toEqual([]);
    expect(await offered([of('1-9', { ...nameless, serial: 'ODrive' })], rom('1-2'))).toEqual([]);
  });
});

describe('the records of a chip behind a probe', () => {
  const probe = { vendorId: 0x0483, productId: 0x3748, release: 0x0100, path: '1-5' };
  const behindProbe = async (...boards: readonly UsbDeviceInfo[]) => {
    const vault = memoryVault();
    await writeRecord(vault, of('1-9'));
    const { candidates } = await recall(vault, busOf(probe, ...boards), { serial: chip, path: '1-5' });
    return candidates.map(({ record }) => record.path);
  };

  it('are those of the port where the one board with its number is plugged in: that is the chip itself', async () => {
    expect(await behindProbe()).toEqual(['1-9']);
    expect(await behindProbe(rom('1-9', chip))).toEqual(['1-9']);
  });

  it('are not those of one of two boards with its number, nor of a board that does not tell', async () => {
    expect(await behindProbe(rom('1-8', chip), rom('1-9', chip))).toEqual([]);
    expect(await behindProbe(rom('1-9'))).toEqual([]);
  });
});

describe('files that cannot be used', () => {
  const broken = async (name: string, device: UsbDeviceInfo) => {
    const vault = memoryVault();
    await vault.put(name, Uint8Array.of(1));
    return (await recall(vault, busOf(device), device)).unusable.map((file) => file.name);
  };

  it('are listed for this chip and for no known one, and not for another chip', async () => {
    for (const name of [`journal-${chip}.json`, 'journal-unknown.json'])
      expect(await broken(name, rom('1-2', chip))).toEqual([name]);
    expect(await broken('journal-000000000000.json', rom('1-2', chip))).toEqual([]);
  });

  it('are all told of a board that does not show its number', async () => {
    expect(await broken('journal-000000000000.json', rom('1-2'))).toEqual(['journal-000000000000.json']);
  });
});

it('a bus that cannot be listed is no reason to call the records unknown where there are none of this board', async () => {
  const bus = { ...busOf(), list: () => Promise.reject(new Error('EPERM')) };
  const vault = memoryVault();
  expect(await recall(vault, bus, rom('1-2', chip))).toEqual({ candidates: [], unusable: [], unread: 0 });
  await writeRecord(vault, of('1-2'));
  expect(await recall(vault, bus, rom('1-2', chip))).toMatchObject({ candidates: [], failure: 'EPERM' });
});

it('a disk that cannot be read is said, and remembers nothing', async () => {
  const vault = memoryVault();
  vault.list = () => Promise.reject(new Error('EACCES: permission denied'));
  expect(await recall(vault, busOf(), rom('1-2', chip))).toEqual({
    candidates: [],
    unusable: [],
    unread: 0,
    failure: 'EACCES: permission denied',
  });
});

describe('where no port is known, the records of a board', () => {
  const inBrowser = (path: string, serial?: string) => ({ ...rom(path, serial), nameOnly: true as const });

  it('that shows its number are those of its chip, under whatever name it was when they were written', async () => {
    const records = [of('misread'), of('other', { chip: '000000000000' })];
    expect(await offered(records, inBrowser(chip, chip))).toEqual(['misread']);
  });

  it('that shows no number are all there are: its content tells which, and none counts as of its place', async () => {
    const records = [of(chip), of('usb-1', nameless)];
    const device = inBrowser('usb-1');
    expect(await offered(records, device)).toEqual([chip, 'usb-1']);
    expect(records.map((record) => isInPlace(record, device))).toEqual([false, false]);
    expect(records.map((record) => isInPlace(record, inBrowser('usb-1', chip)))).toEqual([true, false]);
  });
});
