// odflash doctor and udev-setup on a real udev: why a user cannot open a board, and what opens it. An emulated machine
// without a user at the screen is the hard case: `uaccess` rules, Debian's own included, have no effect there.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rom, withBoard } from './machine/exported-board.ts';
import { bootGuest, type Guest, type RunOptions, runOrThrow } from './machine/guest.ts';
import { sawBoardReconnect } from './machine/watching.ts';
import { odflashIn } from './odflash.ts';

const user: RunOptions = { user: 'nobody', env: { HOME: '/tmp' } };
/** Asks a board for its serial number, as Python programs do. */
const pyusb = 'import usb.core; print(usb.core.find(idVendor=0x0483, idProduct=0xdf11).serial_number)';

let guest: Guest;

async function findings(options: RunOptions = {}): Promise<readonly unknown[]> {
  const { status, lines, stderr } = await odflashIn(guest, ['doctor'], options);
  const found = lines.filter(({ type }) => type === 'finding');
  expect(status, stderr).toBe(found.some(({ level }) => level === 'problem') ? 9 : 0);
  return found.map(({ code }) => code);
}

/** Applies the rules to what is plugged in, as unplugging and plugging it in would. */
async function replug(): Promise<void> {
  await runOrThrow(guest, ['udevadm', 'trigger', '--action=add', '--subsystem-match=usb']);
  await runOrThrow(guest, ['udevadm', 'settle']);
}

describe('odflash doctor in a machine with udev', () => {
  beforeAll(async () => {
    guest = await bootGuest({ udev: true });
  });
  afterAll(() => guest?.[Symbol.asyncDispose]());

  test('goes through cable, supply, switch and wires when no board is there', async () => {
    const { lines } = await odflashIn(guest, ['doctor'], user);
    expect(lines[0]).toMatchObject({ type: 'finding', level: 'problem', code: 'no-board' });
    expect(JSON.stringify(lines[0])).toContain('GPIO6');
  });

  test('list --watch learns of boards from udev', () => sawBoardReconnect(guest, 'watch-udev'));

  test('reports to root that the board can be used', () =>
    withBoard(guest, 'doctor-root', async () => {
      expect(await findings()).toEqual(['board-ready']);
    }));

  test('guides a user from "no langid" to an open board', () =>
    withBoard(guest, 'doctor-user', async ({ board }) => {
      // Debian's dfu-util brings a rule for the user of the screen.
      expect(await findings(user)).toEqual(['rule-needs-seat']);
      // A file of that name in /etc takes its place (udev(7)): a machine without dfu-util.
      await runOrThrow(guest, [
        'sh',
        '-c',
        'mkdir -p /etc/udev/rules.d; ln -s /dev/null /etc/udev/rules.d/60-dfu-util.rules',
      ]);
      await runOrThrow(guest, ['udevadm', 'control', '--reload']);
      expect(await findings(user)).toEqual(['rule-missing']);
      expect((await guest.run(['python3', '-c', pyusb], user)).stderr).toContain('The device has no langid');

      expect(await odflashIn(guest, ['udev-setup'], user)).toMatchObject({
        status: 4,
        result: { code: 'permission-denied' },
      });
      expect((await odflashIn(guest, ['udev-setup'])).status).toBe(0);
      await replug();
      expect(await findings(user)).toEqual(['rule-needs-seat']);

      expect(await odflashIn(guest, ['udev-setup', '--everyone'])).toMatchObject({
        status: 0,
        result: { installed: true, applied: true },
      });
      await replug();
      expect(await findings(user)).toEqual(['board-ready']);
      expect((await guest.run(['python3', '-c', pyusb], user)).stdout.trim()).toBe(board.serial);
      const read = ['read', '/tmp/vectors.bin', '--range', '0x08000000:8'];
      expect(await odflashIn(guest, read, user)).toMatchObject({ status: 0, result: { ok: true } });
    }));

  test('a board plugged in after that is open to the user at once', () =>
    withBoard(guest, 'doctor-replugged', async ({ board }) => {
      board.setSwitch('run');
      board.powerCycle();
      await guest.gone(rom);
      board.setSwitch('dfu');
      board.powerCycle();
      await guest.waitFor(rom);
      expect(await findings(user)).toEqual(['board-ready']);
    }));
});
