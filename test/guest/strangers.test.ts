// Unmodified programs of other people on our virtual board, through a real kernel. Each comparison is of the board's flash,
// byte for byte; what the board saw is kept in .cache/guest/traces.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeImage } from '@odflash/core';
import { boardVersions, encodeOtp } from '@odflash/core/board';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleImage, smallImage } from '../boot/samples.ts';
import { type ExportedBoard, equal, rom, withBoard } from './machine/exported-board.ts';
import { bootGuest, type Completed, type Guest, guestProject, runOrThrow } from './machine/guest.ts';
import { usbErrors } from './machine/kernel-log.ts';
import { shared } from './odflash.ts';

const layouts = [
  '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg',
  '@Option Bytes  /0x1FFFC000/01*016 e',
  '@OTP Memory /0x1FFF7800/01*512 e,01*016 e',
  '@Device Feature/0xFFFF0000/01*004 e',
];
const image = smallImage('2.0.0');

let guest: Guest;

const withBoardContext = (name: string, body: (exported: ExportedBoard) => Promise<void>) =>
  withBoard(guest, name, body);
const succeed = (argv: readonly string[]): Promise<Completed> => runOrThrow(guest, argv, { timeoutMs: 100_000 });

describe("other people's programs on the virtual board", () => {
  beforeAll(async () => {
    guest = await bootGuest();
  });
  afterAll(() => guest?.[Symbol.asyncDispose]());

  test('the kernel enumerates it without an error', () =>
    withBoardContext('kernel', async ({ board }) => {
      const log = await guest.kernelLog();
      expect(log).toContain('Product: STM32  BOOTLOADER');
      expect(log).toContain(`SerialNumber: ${board.serial}`);
      expect(usbErrors(log)).toEqual([]);
    }));

  test('lsusb -v shows the descriptors of the F405 ROM', () =>
    withBoardContext('lsusb', async () => {
      const { stdout, stderr } = await succeed(['lsusb', '-v', '-d', rom]);
      for (const layout of layouts) expect(stdout).toContain(layout);
      expect(stdout).toMatch(/bcdDevice +22\.00/);
      expect(stdout).toMatch(/wTransferSize +2048 bytes/);
      expect(stdout).toMatch(/bcdDFUVersion +1\.1a/);
      expect(stdout).not.toMatch(/Warning|UNRECOGNIZED|junk/i);
      expect(stderr).not.toMatch(/can't|couldn't/i);
    }));

  test('dfu-util -l finds four alternate settings', () =>
    withBoardContext('dfu-util-list', async ({ board }) => {
      const { stdout, stderr } = await succeed(['dfu-util', '-l']);
      layouts.forEach((layout, alternate) => {
        expect(stdout).toContain(`alt=${alternate}, name="${layout}", serial="${board.serial}"`);
      });
      expect(stderr.trim()).toBe('');
    }));

  test('dfu-util downloads, leaves, and the board starts what was written', () =>
    withBoardContext('dfu-util-download', async ({ board }) => {
      const before = board.flash.slice();
      const file = shared(guest, 'small.bin', image);
      await succeed(['dfu-util', '-a', '0', '-s', '0x08000000:leave', '-D', file]);
      await guest.gone(rom);
      expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
      const rest = 48 * 1024;
      expect(equal(board.flash.subarray(rest), before.subarray(rest))).toBe(true);
      expect(board.running()).toBe('other-firmware');
    }));

  test('dfu-util uploads what is in the flash', () =>
    withBoardContext('dfu-util-upload', async ({ board }) => {
      await succeed(['dfu-util', '-a', '0', '-s', '0x08000000:1048576', '-U', '/share/upload.bin']);
      expect(equal(readFileSync(join(guest.share, 'upload.bin')), board.flash)).toBe(true);
    }));

  test('dfu-util -D writes a .dfu file of our packer', () =>
    withBoardContext('dfu-util-dfuse-file', async ({ board }) => {
      const packed = writeImage({ segments: [{ address: 0x0800_0000, data: image }] }, 'dfuse');
      await succeed(['dfu-util', '-a', '0', '-D', shared(guest, 'small.dfu', packed)]);
      expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
      expect(board.running()).toBe('rom');
    }));

  test('a pyusb program erases, writes, reads back, and reads option bytes and OTP', () =>
    withBoardContext('pyusb', async ({ board }) => {
      const before = board.flash.slice();
      const data = sampleImage('2.0.0').subarray(0, 10_000);
      const file = shared(guest, 'in.bin', data);
      const program = `${guestProject}/test/guest/inside/pyusb_dfuse.py`;
      const { stdout } = await succeed(['python3', program, '0x08008000', file, '/share/out.bin']);
      const sector = 0x8000;
      const expected = before.slice();
      expected.fill(0xff, sector, sector + 16 * 1024);
      expected.set(data, sector);
      expect(equal(board.flash, expected)).toBe(true);
      expect(equal(readFileSync(join(guest.share, 'out.bin')), data)).toBe(true);
      const otp = encodeOtp(boardVersions.find(({ name }) => name === 'v3.6-56V')!).subarray(0, 32);
      expect(JSON.parse(stdout)).toEqual({
        serial: board.serial,
        alternates: layouts,
        optionBytes: Buffer.from(board.optionBytes).toString('hex'),
        otp: Buffer.from(otp).toString('hex'),
      });
    }));

  test("Debian's usbip lists it", () =>
    withBoardContext('usbip-list', async ({ port, board }) => {
      const { stdout } = await succeed(['usbip', '--tcp-port', `${port}`, 'list', '--remote=10.0.2.2']);
      expect(stdout).toMatch(new RegExp(`^ *${board.socket.path}: .*\\(0483:df11\\)$`, 'm'));
    }));

  test('after that the kernel log has no complaint', async () => {
    expect(usbErrors(await guest.kernelLog())).toEqual([]);
  });
});
