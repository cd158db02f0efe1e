// A browser tells boards apart by their names alone, which the system reads once for each enumeration. A name that was misread, that
// is not told, or that is another one in DFU mode must not make two boards of one, and no other board may be taken for it.

import { flash, update } from '@odflash/core';
import type { FlashEvent } from '@odflash/core/flash';
import { swdProvider } from '@odflash/core/swd';
import { type WebUsb, type WebUsbDevice, webUsbBus } from '@odflash/core/usb';
import { describe, expect, it } from 'vitest';
import { firmware, holdsImage, imageOf, memoryVault } from '../../../core/test/flash/bench.ts';
import { firmwareImage } from '../../../core/test/update/bench.ts';
import { createVirtualBoard, virtualClock, virtualWebUsb } from '../../src/index.ts';

const image = imageOf(firmware(7));
/** One wrong digit, as of a string descriptor that was damaged once. */
const damaged = (serial: string) => `${serial.startsWith('F') ? 'E' : 'F'}${serial.slice(1)}`;

/** What the system reads of the n-th device that appears. */
type Name = (serial: string, enumeration: number) => string | null;

/** The same browser on a system that reads names so. */
function misnaming(usb: WebUsb, name: Name): WebUsb {
  const renamed = new WeakMap<WebUsbDevice, WebUsbDevice>();
  let enumerations = 0;
  const shown = (device: WebUsbDevice): WebUsbDevice => {
    const before = renamed.get(device);
    if (before) return before;
    const value = name(device.serialNumber ?? '', ++enumerations);
    const other: WebUsbDevice = Object.create(device, { serialNumber: { value } });
    renamed.set(device, other);
    return other;
  };
  return {
    ...usb,
    getDevices: async () => (await usb.getDevices()).map(shown),
    addEventListener: (type, listener) =>
      usb.addEventListener(type, ({ device }) => listener({ device: shown(device) })),
  };
}

function page(profile: string, name: Name, others: readonly string[] = []) {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const beside = others.map((each, index) => createVirtualBoard(each, { clock, path: `2-${index + 1}` }));
  const vault = memoryVault();
  const visit = (seen: Name = name) => {
    const plugged = board.probe ? [board.probe] : [board, ...beside];
    const usb = misnaming(virtualWebUsb(plugged, { clock, allowed: true }), seen);
    return { bus: webUsbBus(usb, { clock }), clock, vault };
  };
  return { clock, board, beside, vault, visit };
}

const asItIs: Name = (serial) => serial;
const onReturn: readonly (readonly [string, Name])[] = [
  ['misread', (serial, enumeration) => (enumeration === 2 ? damaged(serial) : serial)],
  ['not told', (serial, enumeration) => (enumeration === 2 ? null : serial)],
  ['as short as it was broken off', (serial, enumeration) => (enumeration === 2 ? serial.slice(0, 5) : serial)],
];

describe('a board that leaves the bus in the middle of a flash and returns with a name', () => {
  it.each(onReturn)('that is %s is found, finished and verified', async (_, name) => {
    const { board, visit, vault } = page('v3.6-56V+dfu,flash=blank,replug-at=60', name);
    const report = await flash(visit(), { image });
    expect(report.board).toBe('verified');
    expect(holdsImage(board.flash, image)).toBe(true);
    expect(await vault.list('journal-')).toEqual([]);
  });

  it('that is misread is not mixed up with a board that was there before', async () => {
    const misread: Name = (serial, enumeration) => (enumeration === 3 ? damaged(serial) : serial);
    const { board, beside, visit } = page('v3.6-56V+dfu,flash=blank,replug-at=60', misread, ['v3.6-24V+dfu,seed=9']);
    const [other] = beside;
    const before = other?.flash.slice();
    const env = visit();
    const path = (await env.bus.list()).find(({ serial }) => serial === board.serial)?.path;
    await flash(env, { image, selection: { path } });
    expect(holdsImage(board.flash, image)).toBe(true);
    expect(other?.flash).toEqual(before);
  });

  it('is not the board that is plugged in instead, which is left as it is', async () => {
    const { board, beside, visit, clock } = page('v3.6-56V+dfu,flash=blank,gone-at=60', asItIs, [
      'v3.6-56V+dfu,seed=9',
    ]);
    const [other] = beside;
    other?.cable(false);
    await clock.sleep(100);
    const before = other?.flash.slice();
    board.socket.watch((port) => {
      if (!port) other?.cable(true);
    });
    await expect(flash(visit(), { image })).rejects.toMatchObject({ code: 'device-did-not-return' });
    expect(other?.flash).toEqual(before);
  });
});

describe('an ST-Link that leaves the bus in the middle of a flash and reconnects with a name', () => {
  it.each(onReturn)('that is %s is found, and what it was doing is finished', async (_, name) => {
    let enumerations = 0;
    const counted: Name = (serial, enumeration) => {
      enumerations = enumeration;
      return name(serial, enumeration);
    };
    const { board, visit } = page('v3.6-56V+stlink,flash=blank,probe-replug-at=100', counted);
    const report = await flash({ ...visit(), target: swdProvider() }, { image });
    expect(report.board).toBe('verified');
    expect(enumerations).toBe(2);
    expect(holdsImage(board.flash, image)).toBe(true);
  });
});

describe('a board whose name was misread when the page was opened', () => {
  const visits: readonly (readonly [string, Name, Name])[] = [
    ['at the first visit', damaged, asItIs],
    ['at the second visit', asItIs, damaged],
    ['not told at the second visit', asItIs, () => null],
  ];
  it.each(visits)('%s is continued at the second visit, and nothing is left to be done', async (_, first, second) => {
    const { board, visit, vault } = page('v3.6-56V+dfu,flash=blank', first);
    const stop = new AbortController();
    const onEvent = (event: FlashEvent) => {
      if (event.type === 'sector' && event.sector > 0 && event.progress === 'erasing') stop.abort();
    };
    await expect(flash(visit(), { image, signal: stop.signal, onEvent })).rejects.toMatchObject({ code: 'aborted' });
    expect(await vault.list('journal-')).toEqual([`journal-${board.serial}.json`]);
    const notes: string[] = [];
    await flash(visit(second), {
      image,
      onEvent: (event) => {
        if (event.type === 'note') notes.push(event.code);
      },
    });
    expect(notes).toContain('resumed');
    expect(holdsImage(board.flash, image)).toBe(true);
    expect(await vault.list('journal-')).toEqual([]);
  });
});

describe('a clone that has another name in DFU mode', () => {
  it('is followed into DFU mode and back by a page, and keeps its configuration', async () => {
    const { board, visit } = page('v3.6-56V,firmware=0.5.4,serial-form=fysetc', asItIs);
    const next = firmwareImage('v3.6-56V', '0.5.6', 7, 200 * 1024);
    const report = await update(visit(), { firmware: { image: next, name: 'firmware.hex' } });
    expect(report).toMatchObject({ board: 'verified', firmware: { before: '0.5.4', after: '0.5.6' } });
    expect(board.running()).toBe('odrive');
  });
});

describe('what the page calls a device', () => {
  it('stays as long as the device stays on the bus, and tells each enumeration from the others', async () => {
    const { visit, board, clock } = page('v3.6-56V+dfu', asItIs);
    const { bus } = visit();
    const [first] = await bus.list();
    expect(await bus.list()).toEqual([first]);
    board.powerCycle();
    await clock.sleep(3_000);
    const [second] = await bus.list();
    expect(second).toMatchObject({ path: first?.path, serial: first?.serial });
    expect(second?.address).not.toBe(first?.address);
  });
});
