// Unmodified programs of other people on our virtual board, through a real kernel. Each comparison is of the board's flash,
// byte for byte; what the board saw is kept in .cache/guest/traces.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boardVersions, encodeOtp } from '@odflash/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SampleVersion, sampleImage, samplePath } from '../boot/samples.ts';
import { type ExportedBoard, exportBoard } from './exported-board.ts';
import { bootGuest, type Completed, type Guest, guestProject } from './guest.ts';
import { usbErrors } from './kernel-log.ts';

const rom = '0483:df11';
const profile = 'v3.6-56V+dfu';
const layouts = [
  '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg',
  '@Option Bytes  /0x1FFFC000/01*016 e',
  '@OTP Memory /0x1FFF7800/01*512 e,01*016 e',
  '@Device Feature/0xFFFF0000/01*004 e',
];

let guest: Guest;
let exported: ExportedBoard;

/** A fresh board, attached, for one test. */
async function withBoard(name: string, body: (exported: ExportedBoard) => Promise<void>): Promise<void> {
  await using fresh = await exportBoard(profile, name);
  exported = fresh;
  await guest.attach(fresh.port);
  await guest.waitFor(rom);
  await body(fresh);
  await guest.detach(fresh.port);
}

async function succeed(argv: readonly string[]): Promise<Completed> {
  const done = await guest.run(argv, { timeoutMs: 200_000 });
  if (done.status !== 0)
    throw new Error(
      `${argv.join(' ')} ended with ${done.status}:\n${done.stdout}\n${done.stderr}\n${exported.trace.slice(-20).join('\n')}`,
    );
  return done;
}

/** Puts a built sample into the guest's share and gives its path there. */
function shared(version: SampleVersion, format: 'bin' | 'dfu'): string {
  const name = `${version}.${format}`;
  copyFileSync(samplePath(version, format), join(guest.share, name));
  return `/share/${name}`;
}

const equal = (found: Uint8Array, expected: Uint8Array): boolean => Buffer.from(found).equals(expected);

describe("other people's programs on the virtual board", () => {
  beforeAll(async () => {
    guest = await bootGuest();
  });
  afterAll(() => guest?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    // The board of the test before is unplugged when its server closes.
    await guest.gone(rom);
  });

  test('the kernel enumerates it without an error', () =>
    withBoard('kernel', async ({ board }) => {
      const log = await guest.kernelLog();
      expect(log).toContain('Product: STM32  BOOTLOADER');
      expect(log).toContain(`SerialNumber: ${board.serial}`);
      expect(usbErrors(log)).toEqual([]);
    }));

  test('lsusb -v shows the descriptors of the F405 ROM', () =>
    withBoard('lsusb', async () => {
      const { stdout, stderr } = await succeed(['lsusb', '-v', '-d', rom]);
      for (const layout of layouts) expect(stdout).toContain(layout);
      expect(stdout).toMatch(/bcdDevice +22\.00/);
      expect(stdout).toMatch(/wTransferSize +2048 bytes/);
      expect(stdout).toMatch(/bcdDFUVersion +1\.1a/);
      expect(stdout).not.toMatch(/Warning|UNRECOGNIZED|junk/i);
      expect(stderr).not.toMatch(/can't|couldn't/i);
    }));

  test('dfu-util -l finds four alternate settings', () =>
    withBoard('dfu-util-list', async ({ board }) => {
      const { stdout, stderr } = await succeed(['dfu-util', '-l']);
      layouts.forEach((layout, alternate) => {
        expect(stdout).toContain(`alt=${alternate}, name="${layout}", serial="${board.serial}"`);
      });
      expect(stderr.trim()).toBe('');
    }));

  test('dfu-util downloads, leaves, and the board starts what was written', () =>
    withBoard('dfu-util-download', async ({ board }) => {
      const before = board.flash.slice();
      const image = sampleImage('2.0.0');
      await succeed(['dfu-util', '-a', '0', '-s', '0x08000000:leave', '-D', shared('2.0.0', 'bin')]);
      await guest.gone(rom);
      expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
      const rest = 256 * 1024;
      expect(equal(board.flash.subarray(rest), before.subarray(rest))).toBe(true);
      expect(board.running()).toBe('other-firmware');
    }));

  test('dfu-util uploads what is in the flash', () =>
    withBoard('dfu-util-upload', async ({ board }) => {
      await succeed(['dfu-util', '-a', '0', '-s', '0x08000000:1048576', '-U', '/share/upload.bin']);
      expect(equal(readFileSync(join(guest.share, 'upload.bin')), board.flash)).toBe(true);
    }));

  test('dfu-util -D writes a .dfu file of our packer', () =>
    withBoard('dfu-util-dfuse-file', async ({ board }) => {
      const image = sampleImage('1.0.0');
      await succeed(['dfu-util', '-a', '0', '-D', shared('1.0.0', 'dfu')]);
      expect(equal(board.flash.subarray(0, image.length), image)).toBe(true);
      expect(board.running()).toBe('rom');
    }));

  test('a pyusb program erases, writes, reads back, and reads option bytes and OTP', () =>
    withBoard('pyusb', async ({ board }) => {
      const before = board.flash.slice();
      const data = sampleImage('2.0.0').subarray(0, 10_000);
      writeFileSync(join(guest.share, 'in.bin'), data);
      const program = `${guestProject}/test/guest/pyusb_dfuse.py`;
      const { stdout } = await succeed(['python3', program, '0x08008000', '/share/in.bin', '/share/out.bin']);
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
    withBoard('usbip-list', async ({ port, board }) => {
      const { stdout } = await succeed(['usbip', '--tcp-port', `${port}`, 'list', '--remote=10.0.2.2']);
      expect(stdout).toMatch(new RegExp(`^ *${board.socket.path}: .*\\(0483:df11\\)$`, 'm'));
    }));

  test('after all that the kernel has no complaint', async () => {
    expect(usbErrors(await guest.kernelLog())).toEqual([]);
  });
});
