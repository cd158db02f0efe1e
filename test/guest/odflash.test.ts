// odflash as people run it on Linux: the built command line, libusb, a real kernel, and the virtual board as a USB device.
// No udev runs here: what has come to the bus since libusb looked is found without being told.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleImage, samplePath, smallImage } from '../boot/samples.ts';
import { equal, rom, withBoard } from './machine/exported-board.ts';
import { bootGuest, type Guest, guestNode, guestProject } from './machine/guest.ts';
import { usbErrors } from './machine/kernel-log.ts';
import { sawBoardReconnect } from './machine/watching.ts';
import { linesIn, odflashIn, shared } from './odflash.ts';

const configuration = 0xc0000;

let guest: Guest;

describe('odflash through libusb', () => {
  beforeAll(async () => {
    guest = await bootGuest();
  });
  afterAll(() => guest?.[Symbol.asyncDispose]());

  test('lists, flashes, verifies and reads', () =>
    withBoard(guest, 'odflash', async ({ board }) => {
      const before = board.flash.slice();
      const image = sampleImage('2.0.0');
      const listed = await odflashIn(guest, ['list']);
      expect(listed.lines[0]).toMatchObject({ type: 'device', serial: board.serial, mode: 'DFU' });

      const file = shared(guest, samplePath('2.0.0', 'hex'));
      const flashed = await odflashIn(guest, ['flash', file, '--yes', '--backup-dir', '/share/backup']);
      expect(flashed, flashed.stderr).toMatchObject({ status: 0, result: { ok: true, board: 'verified' } });
      await guest.gone(rom);
      expect(board.running()).toBe('other-firmware');
      expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
      expect(equal(board.flash.subarray(configuration), before.subarray(configuration))).toBe(true);

      board.powerCycle();
      await guest.waitFor(rom);
      expect(await odflashIn(guest, ['verify', file])).toMatchObject({ status: 0, result: { ok: true } });
      expect(await odflashIn(guest, ['read', '/share/back.bin'])).toMatchObject({ status: 0, result: { ok: true } });
      expect(equal(readFileSync(join(guest.share, 'back.bin')), board.flash)).toBe(true);
    }));

  test('list --watch sees boards come and go', () => sawBoardReconnect(guest, 'watch-polling'));

  test('one process flashes a board again and again, each time as a new device', () =>
    withBoard(guest, 'rounds', async ({ board }) => {
      const versions = ['1.0.0', '2.0.0', '1.0.0'] as const;
      const files = versions.map((version) => shared(guest, `small-${version}.bin`, smallImage(version)));
      const rounds = await guest.start([...guestNode, `${guestProject}/test/guest/inside/rounds.mjs`, ...files]);
      for (const [index, version] of versions.entries()) {
        const seen = async () => linesIn((await rounds.printed()).stdout)[index];
        await expect
          .poll(seen, { timeout: 60_000, interval: 100 })
          .toMatchObject({ board: 'verified', start: 'started' });
        await guest.gone(rom);
        expect(equal(board.flash.subarray(0, 40 * 1024), smallImage(version))).toBe(true);
        if (index + 1 < versions.length) board.powerCycle();
      }
      expect(await rounds.stop()).toMatchObject({ stderr: '' });
    }));

  test('after that the kernel log has no complaint', async () => {
    expect(usbErrors(await guest.kernelLog())).toEqual([]);
  });

  test('a board that resets in the middle is found again, and the flash continues to the end', () =>
    withBoard(
      guest,
      'crash',
      async ({ board }) => {
        const file = shared(guest, 'crash.bin', smallImage('2.0.0'));
        const flashed = await odflashIn(guest, ['flash', file, '--yes', '--backup-dir', '/share/crash']);
        expect(flashed, flashed.stderr).toMatchObject({ status: 0, result: { board: 'verified' } });
        expect(flashed.lines.map(({ type }) => type)).toContain('recovered');
        expect(equal(board.flash.subarray(0, 40 * 1024), smallImage('2.0.0'))).toBe(true);
      },
      'v3.6-56V+dfu,crash-at=200',
    ));

  test('without rights it says so, names the remedy and touches nothing', () =>
    withBoard(guest, 'odflash-nobody', async ({ board }) => {
      const before = board.flash.slice();
      const file = shared(guest, samplePath('2.0.0', 'bin'));
      const { status, result } = await odflashIn(guest, ['flash', file, '--yes', '--backup-dir', '/tmp/backup'], {
        user: 'nobody',
        env: { HOME: '/tmp' },
      });
      expect(status).toBe(4);
      expect(result).toMatchObject({ type: 'error', code: 'permission-denied', board: 'untouched' });
      expect(equal(board.flash, before)).toBe(true);
    }));
});
