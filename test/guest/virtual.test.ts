// `odflash virtual` as people use it: one process exports a board, Linux attaches it with its own `usbip attach`, and a hand
// on the DIP switch and the supply changes what it is.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rom, runtime } from './machine/exported-board.ts';
import { bootGuest, type Guest, runOrThrow } from './machine/guest.ts';
import { usbErrors } from './machine/kernel-log.ts';
import { startVirtual, type VirtualProcess } from './machine/virtual-process.ts';
import type { Line } from './odflash.ts';

const serialPort = '/dev/ttyACM0';

describe('odflash virtual and usbip attach', () => {
  let guest: Guest;
  beforeAll(async () => {
    guest = await bootGuest();
  });
  afterAll(() => guest?.[Symbol.asyncDispose]());

  const usbip = (virtual: VirtualProcess, words: string) =>
    runOrThrow(guest, ['usbip', '--tcp-port', `${virtual.port}`, ...words.split(' ')]);
  const attach = (virtual: VirtualProcess) => usbip(virtual, 'attach --remote=10.0.2.2 --busid=1-1');
  /** Waits until odflash virtual has said so of its boards. */
  const shows = (virtual: VirtualProcess, state: Line) =>
    expect.poll(() => virtual.boards.at(-1), { timeout: 10_000 }).toMatchObject(state);

  test("Debian's usbip lists and attaches it; it re-enumerates from bootloader to firmware and back", async () => {
    await using virtual = await startVirtual(['--profile', 'v3.6-56V+dfu', '--profile', 'v3.5-24V']);
    const [{ serial }] = virtual.boards as [{ readonly serial: string }];
    const { stdout } = await usbip(virtual, 'list --remote=10.0.2.2');
    expect(stdout).toMatch(/^ *1-1: .*\(0483:df11\)$/m);
    expect(stdout).toMatch(/^ *1-2: .*\(1209:0d32\)$/m);

    await attach(virtual);
    await guest.waitFor(rom);
    expect((await guest.run(['dfu-util', '-l'])).stdout).toContain(`serial="${serial}"`);

    virtual.type('run');
    virtual.type('power');
    await guest.gone(rom);
    await shows(virtual, { path: '1-1', serial, running: 'odrive', onBus: true });
    await attach(virtual);
    await guest.waitFor(runtime);
    // The kernel's own driver has taken the serial port of the running ODrive.
    await runOrThrow(guest, [
      'sh',
      '-c',
      `for try in $(seq 50); do [ -c ${serialPort} ] && exit; sleep 0.1; done; exit 1`,
    ]);

    virtual.type('dfu');
    virtual.type('power');
    await guest.gone(runtime);
    await shows(virtual, { path: '1-1', serial, running: 'rom', onBus: true });
    await attach(virtual);
    await guest.waitFor(rom);
    expect((await guest.run(['dfu-util', '-l'])).stdout).toContain(`serial="${serial}"`);

    expect(await virtual.end()).toBe(0);
    await guest.gone(rom);
    expect(usbErrors(await guest.kernelLog())).toEqual([]);
  });

  test('a board flashed by dfu-util keeps what it holds in --virtual-state', async () => {
    await using virtual = await startVirtual(['--virtual-state', guest.share]);
    await attach(virtual);
    await guest.waitFor(rom);
    await runOrThrow(guest, ['sh', '-c', 'head -c 20000 /dev/urandom > /share/firmware']);
    await runOrThrow(guest, ['dfu-util', '-a', '0', '-s', '0x08004000', '-D', '/share/firmware']);
    expect(await virtual.end()).toBe(0);
    await runOrThrow(guest, ['cmp', '--bytes=20000', '/share/firmware', '/share/flash.bin', '0', '16384']);
  });
});
