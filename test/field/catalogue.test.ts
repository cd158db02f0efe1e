// What other people's tools die of on an STM32F405's bootloader, one row each: odflash survives it, or says what it is and
// what to do. The rows are what users report of dfu-util, STM32CubeProgrammer, odrivetool and browsers (dfu-util tickets
// #3, #25, #78, #140; ODrive #179, #508, #568, #585; AN3156; WebUSB #176).

import {
  type Ask,
  acceptWarnings,
  boardVersion,
  type FlashEvent,
  flash,
  LinkError,
  type UsbBus,
  unlockBoard,
  verifyImage,
} from '@odflash/core';
import { boardVersions } from '@odflash/core/board';
import { createVirtualBoard, factoryFirmware, type HostName, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import {
  type Bench,
  bench,
  configuration,
  failure,
  firmware,
  holdsImage,
  imageOf,
  memoryVault,
  withHole,
} from '../../packages/core/test/flash/bench.ts';
import { inEnglish } from '../support/in-english.ts';

const { image: next } = withHole(firmware(2));
const { image: old, flash: holds } = withHole(firmware(1));

function boardWith(boardOptions: string, host: HostName = 'linux'): Bench {
  return bench({ holds, host, profile: `v3.6-56V+dfu,flash=blank${boardOptions && `,${boardOptions}`}` });
}

/** The flash is the new firmware, the configuration what it was, and nothing was done that no flasher may do. */
function expectFlashed({ board }: Bench, kept: Uint8Array): void {
  expect(holdsImage(board.flash, next)).toBe(true);
  expect(Buffer.compare(configuration(board.flash), kept)).toBe(0);
  const forbidden = [
    'a mass erase',
    'a write to OTP',
    'a write to the option bytes',
    'an erase outside the main flash',
  ];
  expect(board.recorder.violations.filter(({ rule }) => forbidden.includes(rule))).toEqual([]);
}

describe('is survived, unnoticed', () => {
  const rows: readonly (readonly [what: string, boardOptions: string, host?: HostName])[] = [
    ['state 10 dfuERROR, status 10 errFIRMWARE right after connect', 'start=error'],
    ['ERASE_PAGE get_status: LIBUSB_ERROR_PIPE, from a chip that refuses GETSTATUS while it erases', 'busy=stall:5'],
    ['ERASE_PAGE get_status: the erase takes longer than the timeout', 'slow-erase=4'],
    ['Windows ends the transfer after 5 s in the middle of an erase', 'slow-erase=30', 'windows'],
    ['NetworkError: A transfer error has occurred, in a browser on Windows', 'slow-erase=30', 'chrome-windows'],
    ['"not correctly executed": the first status after an erase is refused', 'stall-at=80'],
    ['errTARGET: an address falsified on its way', 'corrupt-at=74'],
    ['errSTALLEDPKT: a part that takes 1 KiB though it says 2', 'max-transfer=1024'],
    ['the device resets itself at a random percentage', 'crash-at=120'],
    ['the supply breaks down for a moment', 'brown-out-at=120'],
    ['"Lost device", "Data read failed": a loose cable', 'replug-at=120'],
    ['another program resets the port', 'bus-reset-at=110'],
    ['"device descriptor request failed": descriptors that do not come at first', 'count=all,stall-at=5-6'],
    ['a reply that never comes', 'timeout-at=100'],
    ['a reply that never comes, where nothing can be taken back', 'timeout-at=100', 'chrome'],
    ['IndexError at the OTP: 0 or 6 bytes where 512 were asked for', 'stale-at=24'],
    ['half a reply', 'short-at=50'],
    ['poll timeouts that lie: none', 'poll=0'],
    ['poll timeouts that lie: hours', 'poll=max'],
    ['stuck in dfuDNBUSY until two CLRSTATUS', 'busy=stuck'],
    ['"File downloaded successfully" and a bit is wrong', 'bad-write=5'],
    ['an erase that is reported and never happened', 'drop-erase=1'],
    ['a supply too weak for the program width', 'weak-x32=3'],
    ['"Error during download get_status" at the very end: gone before the answer', 'leave=vanishes-before'],
    ['"Error during download get_status" at the very end: gone in the middle of it', 'leave=vanishes-during'],
    ['a serial number that changes with every reset', 'serial-drifts=yes,crash-at=120'],
    ['a serial number that is no text', 'serial-form=utf8'],
    ['one serial number for every board of the make', 'serial-form=fysetc'],
    ['a bootloader that ignores the program width', 'feature=pretends'],
  ];
  test.each(rows.map(([what, boardOptions, host = 'linux']) => ({ what, boardOptions, host })))(
    '$what',
    async ({ boardOptions, host }) => {
      const made = boardWith(boardOptions, host);
      const kept = configuration(made.board.flash).slice();
      let asked = 0;
      // Whether the firmware starts at the end is asked of every board with a configuration.
      const ask: Ask = async (question) => {
        if (question.type !== 'choice' || question.code !== 'start-new-firmware') asked += 1;
        return 'yes';
      };
      const report = await flash(made.env, { image: next, ask });
      expect(report.board).toBe('verified');
      expect(report.human).toEqual([]);
      // "[unknown version]": nothing is asked of which nothing is known.
      expect(asked).toBe(0);
      expectFlashed(made, kept);
    },
  );

  test('8 KB/s: the 104 ms that GETSTATUS asks for are not slept', async () => {
    const made = boardWith('');
    const report = await flash(made.env, { image: next });
    const { writtenBytes } = report.plan.totals;
    const write = report.phases.find(({ phase }) => phase === 'write')!;
    expect(writtenBytes / write.actualMs).toBeGreaterThan(16);
  });

  test('two flows at once: every transfer waits for the one before', async () => {
    const made = boardWith('');
    await flash(made.env, { image: next });
    expect(made.board.recorder.violations.map(({ rule }) => rule)).not.toContain('a request while another is open');
  });
});

describe('is explained, and the board is untouched', () => {
  async function refused(made: Bench, request: Partial<Parameters<typeof flash>[1]> = {}) {
    const before = made.board.flash.slice();
    const error = await failure(flash(made.env, { image: next, ...request }));
    expect(error.board ?? 'untouched').toBe('untouched');
    expect(Buffer.compare(made.board.flash, before)).toBe(0);
    expect(inEnglish(error.next)).not.toBe('');
    return error;
  }

  test('"No DFU capable USB device available": no board connected', async () => {
    const made = bench({ profile: 'v3.6-56V,flash=blank' });
    const error = await refused(made);
    expect(error.code).toBe('no-device');
    expect(inEnglish(error.next)).toMatch(/DIP switch.*GPIO6.*ST-Link/s);
  });

  test('"No DFU capable USB device available": the board runs its firmware', async () => {
    expect((await refused(bench({ profile: 'v3.6-56V' }))).code).toBe('not-in-dfu-mode');
  });

  test('"More than one DFU capable device": they are listed, one can be chosen', async () => {
    const clock = virtualClock();
    const boards = ['1-1', '1-2'].map((path, seed) => createVirtualBoard('v3.6-56V+dfu', { clock, path, seed }));
    const env = { bus: virtualBus(boards, { clock }), clock, vault: memoryVault() };
    const error = await failure(flash(env, { image: next }));
    expect(error).toMatchObject({ code: 'several-devices', board: undefined });
    for (const { serial } of boards) expect(inEnglish(error.text)).toContain(serial);
    await flash(env, { image: next, selection: { path: '1-2' } });
    expect(boards.map(({ recorder }) => recorder.operations.length > 0)).toEqual([false, true]);
  });

  test.each([
    ['"The device has no langid", LIBUSB_ERROR_ACCESS, SecurityError', 'access', 'permission-denied', /udev rule/],
    ['LIBUSB_ERROR_NOT_SUPPORTED, "Lost device after RESET"', 'no-driver', 'driver-missing', /Zadig/],
  ] as const)('%s', async (_what, kind, code, remedy) => {
    const made = boardWith('');
    const open: UsbBus['open'] = async () => {
      throw new LinkError(kind, 'it cannot be opened');
    };
    const error = await refused({ ...made, env: { ...made.env, bus: { ...made.env.bus, open } } });
    expect(error.code).toBe(code);
    expect(inEnglish(error.next)).toMatch(remedy);
  });

  test('LIBUSB_ERROR_BUSY, "Unable to claim interface": waited for, then the likely owners are named', async () => {
    const made = boardWith('');
    const [info] = await made.env.bus.list();
    await using other = await made.env.bus.open(info!);
    await other.claim(0);
    const error = await refused(made);
    expect(error.code).toBe('device-busy');
    expect(inEnglish(error.next)).toMatch(/odrivetool|browser/);
    made.clock.after(2000, () => void other[Symbol.asyncDispose]());
    await flash(made.env, { image: next });
  });

  test('"Last page is not writeable": beyond the end of the flash', async () => {
    const error = await refused(boardWith(''), { image: imageOf(firmware(2), 0x080f_f000) });
    expect(error.code).toBe('image-out-of-range');
    expect(inEnglish(error.text)).toContain('0x080FFFFF');
  });

  test('a device that is DFU but not DfuSe', async () => {
    expect((await refused(boardWith('layout=nonsense'))).code).toBe('board-unknown');
  });

  test('another STM32 under the same USB ids', async () => {
    expect((await refused(boardWith('chip=f411'))).code).toBe('board-unknown');
  });

  test('status 11 errVENDOR, "ERASE_PAGE not correctly executed": read protection, and what unlocking costs', async () => {
    const error = await refused(boardWith('rdp=1'));
    expect(error.code).toBe('read-protected');
    expect(inEnglish(error.next)).toMatch(/erases everything.*configuration/s);
  });

  test('"File downloaded successfully", and the old firmware runs: write-protected sectors', async () => {
    const error = await refused(boardWith('wrp=0-1'));
    expect(error.code).toBe('write-protected');
    expect(inEnglish(error.text)).toContain('0, 1');
  });

  test('firmware of another board, which would hang in an endless loop', async () => {
    const image = imageOf(factoryFirmware(boardVersion('v3.5-24V')!, 3));
    const claims = { boardVersion: 'v3.5' };
    expect((await refused(boardWith(''), { image: { ...image, claims } })).code).toBe('board-mismatch');
  });

  test('"[unknown version]": OTP that says nothing needs a name, not a guess', async () => {
    expect((await refused(boardWith('otp=blank'))).code).toBe('board-unknown');
    const made = boardWith('otp=blank');
    await flash(made.env, { image: next, board: boardVersion('v3.6-56V')! });
    expect(holdsImage(made.board.flash, next)).toBe(true);
  });

  test('a board that DFU mode can destroy', async () => {
    const old34 = boardVersions.filter(({ minor }) => minor <= 4 && minor > 3);
    expect(old34.length).toBeGreaterThan(0);
    const made = bench({ holds, profile: 'v3.4-48V+dfu,flash=blank' });
    const image = { ...next, claims: { boardVersion: 'v3.4-48V' } };
    expect((await refused(made, { image })).code).toBe('unsafe-board');
  });
});

describe('leaves a true state and a way back', () => {
  test('an erase that never ends', async () => {
    const made = boardWith('busy=never');
    const error = await failure(flash(made.env, { image: next }));
    expect(error.board).toBe('partly-written');
    expect(made.board.bootVerdict().starts).toBe(false);
  });

  test('read-back stays wrong after every retry', async () => {
    const made = boardWith('drop-erase=1-50');
    const error = await failure(flash(made.env, { image: next }));
    expect(error).toMatchObject({ code: 'verify-failed', board: 'partly-written' });
    expect(made.board.bootVerdict().starts).toBe(false);
  });

  test('an interrupted update, a dead board: the ROM reaches it, and the next run finishes', async () => {
    const made = boardWith('power-cut-at=140');
    const error = await failure(flash(made.env, { image: next }));
    expect(error.code).toBe('device-did-not-return');
    expect(inEnglish(error.next)).toMatch(/DIP switch to DFU.*power-cycle/s);
    expect(made.board.bootVerdict().starts).toBe(false);
    made.board.power(true);
    await made.clock.sleep(1000);
    const report = await flash(made.env, { image: next });
    expect(report).toMatchObject({ board: 'verified', resumed: true });
  });

  test('after "leave" the board is in DFU mode again: the switch is named', async () => {
    const made = boardWith('leave=stays');
    const steps: string[] = [];
    const onEvent = (event: FlashEvent) => {
      if (event.type === 'human') steps.push(event.step);
    };
    const report = await flash(made.env, { image: next, onEvent, ask: acceptWarnings });
    expect(report).toMatchObject({ board: 'verified', start: 'needs-power-cycle', human: ['switch-to-run'] });
    expect(steps).toEqual(['switch-to-run']);
  });

  test('the undo backup brings the old firmware back', async () => {
    const made = boardWith('');
    await flash(made.env, { image: next });
    made.board.powerCycle();
    await made.clock.sleep(1000);
    await flash(made.env, { image: old });
    expect(holdsImage(made.board.flash, old)).toBe(true);
  });
});

describe('unlocking', () => {
  const consentFor = (made: Bench) => ({ consent: [{ what: 'unlock', serial: made.board.serial } as const] });

  test('after Read-Unprotect every status fails, because the chip resets: waited for', async () => {
    const made = boardWith('rdp=1');
    const report = await unlockBoard(made.env, consentFor(made));
    expect(report).toMatchObject({ removed: ['read'], erased: true });
    const { equal } = await verifyImage(made.env, { image: next });
    expect(equal).toBe(false);
    await flash(made.env, { image: next });
    expect(holdsImage(made.board.flash, next)).toBe(true);
  });

  test('errUNKNOWN: write protection prevents Read-Unprotect', async () => {
    const made = boardWith('rdp=1,wrp=3');
    const error = await failure(unlockBoard(made.env, consentFor(made)));
    expect(error.code).toBe('write-protected');
    expect(inEnglish(error.next)).toContain('ST-Link');
  });
});
