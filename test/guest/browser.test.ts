// The page in Chromium, by its real WebUSB: boards that are USB devices of a real kernel, flashed from the front page to "Verified".

import { boardVersion } from '@odflash/core';
import { factoryFirmware, type Violation, type VirtualBoard } from '@odflash/virtual';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configurationIn } from '../support/configuration-in.ts';
import { type Browsed, browse, shownOf } from './machine/chromium.ts';
import { equal, withBoard } from './machine/exported-board.ts';
import { bootGuest, type Guest } from './machine/guest.ts';
import { usbErrors } from './machine/kernel-log.ts';

const firmware = factoryFirmware(boardVersion('v3.6-56V')!, 7, 40 * 1024, '0.5.6');
const serials = { dfu: '111111111111', running: '222222222222' };

/** Two minutes of a processor that a busy machine shares. */
const patienceMs = 900_000;
const testMs = patienceMs + 60_000;

let guest: Guest;
let browsed: Browsed;
beforeAll(async () => {
  // Chromium hears of devices from udev.
  guest = await bootGuest({ udev: true, memoryMiB: 2048 });
  browsed = await browse(guest, Object.values(serials), firmware);
});
afterAll(async () => {
  await browsed?.[Symbol.asyncDispose]();
  await guest?.[Symbol.asyncDispose]();
});

describe('the page, through the WebUSB of Chromium,', () => {
  test('flashes a board in DFU mode that contains no firmware, and verifies it', { timeout: testMs }, () =>
    withBoard(
      guest,
      'webusb-dfu',
      async ({ board }) => {
        board.setSwitch('run');
        const { page, accepted } = await verified(board);
        expect(page).toContain('The board runs 0.5.6.');
        expect(accepted).toEqual([]);
        expect(board.recorder.violations).toEqual([]);
      },
      `v3.6-56V+dfu,flash=blank,serial=${serials.dfu}`,
    ),
  );

  test('updates a running board by way of DFU mode, and keeps its configuration', { timeout: testMs }, () =>
    withBoard(
      guest,
      'webusb-update',
      async ({ board }) => {
        const before = await configurationIn(board);
        const { page, accepted } = await verified(board);
        expect(page).toContain('The board runs 0.5.6.');
        expect(page).toMatch(/Configuration restored: \d+ values read back\./);
        // What is accepted by itself are warnings, no steps that a hand has to take.
        for (const question of accepted) expect(question).toMatch(/^Your decision\nWarning\n/);
        expect(board.recorder.violations.filter((one) => !isOwnMark(one))).toEqual([]);
        const after = await configurationIn(board);
        expect([...before].filter(([path, value]) => !Object.is(after.get(path), value))).toEqual([]);
      },
      `v3.6-56V,firmware=0.5.5,serial=${serials.running}`,
    ),
  );
});

/** Waits for the end of the flash, and fails unless the board contains and runs the firmware. What was read and accepted in the page. */
async function verified(board: VirtualBoard) {
  const said = await browsed.end(board.serial, patienceMs);
  const { text, page } = said.at(-1)!;
  expect(text, `${shownOf(said)}\n${await browsed.evidence()}`).toBe('Verified');
  expect(page).toContain('Every byte of the file was read back from the board.');
  expect(equal(board.flash.subarray(0, firmware.length), firmware)).toBe(true);
  expect(board.running()).toBe('odrive');
  expect(usbErrors(await guest.kernelLog())).toEqual([]);
  return { page, accepted: said.filter(({ what }) => what === 'accepted').map(({ text }) => text) };
}

/** What firmware does where it stores its settings: it marks a record in bytes that also hold marks of older ones. */
function isOwnMark({ rule, detail }: Violation): boolean {
  return rule === 'a bit programmed from 0 to 1' && / at 0x80[c-f]/.test(detail);
}
