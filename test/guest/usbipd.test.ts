// `odflash … --usbip` against the stock usbipd of Linux: board → our server → the guest's kernel → its usbipd → our client
// in the command line on the host. What a Raspberry Pi beside a robot would be, and what it needs for a board that comes
// back as another device.

import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { smallImage } from '../boot/samples.ts';
import { type Ended, odflash, scratch } from '../cli/command.ts';
import { equal, rom, withBoard } from './machine/exported-board.ts';
import { bootGuest, type Guest } from './machine/guest.ts';
import { exportDevice, givenBack, installBindRule, removeBindRule, startUsbipd } from './machine/usbipd.ts';

const image = smallImage('2.0.0');

describe("odflash --usbip and the guest's stock usbipd", () => {
  let guest: Guest;
  let server: string;
  const folder = scratch();
  const file = folder.at('small.bin');

  beforeAll(async () => {
    guest = await bootGuest({ udev: true });
    server = `127.0.0.1:${await startUsbipd(guest)}`;
    writeFileSync(file, image);
  });
  afterEach(() => removeBindRule(guest));
  afterAll(async () => {
    folder[Symbol.dispose]();
    await guest?.[Symbol.asyncDispose]();
  });

  const remote = (words: readonly string[]): Promise<Ended> => odflash([...words, '--usbip', server, '--json']);
  const flash = (name: string) => remote(['flash', file, '--yes', '--backup-dir', folder.at(name)]);
  const listed = async () => {
    const devices = (await remote(['list'])).lines().filter(({ type }) => type === 'device');
    // To be listed with its serial number a board is imported for a moment.
    for (const { path } of devices) await givenBack(guest, String(path));
    return devices.map(({ mode, path, serial }) => ({ mode, path, serial }));
  };

  test('lists and flashes a board, which the server then exports no more', () =>
    withBoard(guest, 'usbipd', async ({ board }) => {
      const path = await exportDevice(guest, rom);
      expect(await listed()).toEqual([{ mode: 'DFU', path, serial: board.serial }]);
      const flashed = await flash('plain');
      expect(flashed.last(), flashed.stderr).toMatchObject({ ok: true, board: 'verified', start: 'started' });
      expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);

      // It returns to the guest, but to the guest's own driver.
      board.powerCycle();
      await guest.waitFor(rom);
      expect(await listed()).toEqual([]);
      const gone = (await remote(['verify', file])).last();
      expect(gone).toMatchObject({ code: 'no-device' });
      expect(gone).not.toHaveProperty('board');
    }));

  test('with the bind rule it follows a board that re-enumerates', () =>
    withBoard(guest, 'usbipd-return', async ({ board }) => {
      await installBindRule(guest);
      const path = await exportDevice(guest, rom);
      const { serial } = board;
      expect(await listed()).toEqual([{ mode: 'DFU', path, serial }]);
      board.setSwitch('run');
      board.powerCycle();
      await expect.poll(listed, { timeout: 30_000 }).toEqual([{ mode: 'running', path, serial }]);
      board.setSwitch('dfu');
      board.powerCycle();
      await expect.poll(listed, { timeout: 30_000 }).toEqual([{ mode: 'DFU', path, serial }]);
    }));

  test('with the bind rule a flash continues after the board has reset in the middle of it', () =>
    withBoard(
      guest,
      'usbipd-crash',
      async ({ board }) => {
        await installBindRule(guest);
        await exportDevice(guest, rom);
        const flashed = await flash('crash');
        expect(flashed.last(), flashed.stderr).toMatchObject({ ok: true, board: 'verified' });
        expect(flashed.lines().map(({ type }) => type)).toContain('recovered');
        expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
      },
      'v3.6-56V+dfu,crash-at=200',
    ));

  test('without it the flash says that the board did not reconnect, and is finished once it does', () =>
    withBoard(
      guest,
      'usbipd-lost',
      async ({ board }) => {
        await exportDevice(guest, rom);
        const lost = await flash('lost');
        expect(lost.last(), lost.stderr).toMatchObject({ type: 'error', code: 'device-did-not-return' });
        expect(lost.status).toBe(6);
        expect(board.bootVerdict()).toMatchObject({ starts: false });

        await exportDevice(guest, rom);
        const finished = await flash('lost');
        expect(finished.last(), finished.stderr).toMatchObject({ ok: true, board: 'verified', resumed: true });
        expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
      },
      'v3.6-56V+dfu,crash-at=200',
    ));
});
