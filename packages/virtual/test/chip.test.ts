import { mainFlash, maximumTimes, sectors, typicalTimes } from '@odflash/core/board';
import { firstDifference } from '@odflash/core/bytes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createChip, isOtpLocked, serialOf, uidFor } from '../src/chip/chip.ts';
import { createController } from '../src/chip/controller.ts';
import { chipModels } from '../src/chip/geometry.ts';
import { eraseJob, type JobContext, massEraseJob, optionBytesJob, otpJob, programJob } from '../src/chip/jobs.ts';
import { decodeOptions, encodeOptions, factoryOptions, openExcept, readProtection } from '../src/chip/option-bytes.ts';
import { createRecorder } from '../src/chip/recorder.ts';
import { healthy } from '../src/faults/settings.ts';
import { seededRandom, virtualClock } from '../src/index.ts';

function context(seed = 1): JobContext & { readonly recorder: ReturnType<typeof createRecorder> } {
  const chip = createChip(chipModels.f405, healthy.quirks, seed, {
    flash: seededRandom(seed, 'old').fill(new Uint8Array(mainFlash.length)),
    otp: new Uint8Array(528).fill(0xff),
    options: factoryOptions,
    uid: [1, 2, 3],
  });
  return { chip, recorder: createRecorder(), now: () => 0, flashChanged: () => undefined };
}

describe('flash', () => {
  test('programming only clears bits: new = old AND data', () => {
    const made = context();
    const { flash } = made.chip;
    const old = flash.slice(100, 108);
    const data = Uint8Array.of(0xf0, 0x0f, 0x00, 0xff, 0xaa, 0x55, 0x12, 0x34);
    programJob(made, mainFlash.address + 100, data).finish();
    expect([...flash.subarray(100, 108)]).toEqual([...old].map((byte, i) => byte & (data[i] ?? 0)));
    expect(made.recorder.violations.map(({ rule }) => rule)).toContain('a bit programmed from 0 to 1');
  });

  test('zeros can be programmed over anything without a violation', () => {
    const made = context();
    programJob(made, mainFlash.address, new Uint8Array(8)).finish();
    expect([...made.chip.flash.subarray(0, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(made.recorder.violations).toEqual([]);
  });

  test.each(sectors)('erasing sector $index sets exactly its bytes', (sector) => {
    const made = context();
    const before = made.chip.flash.slice();
    eraseJob(made, sector).finish();
    const offset = sector.address - mainFlash.address;
    before.fill(0xff, offset, offset + sector.length);
    expect(firstDifference(made.chip.flash, before)).toBe(-1);
  });

  test.each([8, 16, 32] as const)('takes the data sheet times at x%i', (width) => {
    const made = context();
    made.chip.width = width;
    const times = typicalTimes[width];
    expect(sectors.map((sector) => eraseJob(made, sector).ms)).toEqual(
      sectors.map(({ length }) => times.erase[(length / 1024) as 16]),
    );
    expect(programJob(made, mainFlash.address, new Uint8Array(2048)).ms).toBeCloseTo((2048 / (width / 8)) * 0.016, 6);
    expect(massEraseJob(made).ms).toBe(times.massErase);
  });

  test('keeps to the maximum column and to a slow factor when told', () => {
    const made = context();
    const quirks = { ...healthy.quirks, times: 'maximum' as const, eraseFactor: 3 };
    const slow = { ...made, chip: { ...made.chip, quirks } };
    expect(eraseJob(slow, sectors[4]!).ms).toBe(3 * maximumTimes[8].erase[64]);
    expect(programJob(slow, mainFlash.address, new Uint8Array(16)).ms).toBeCloseTo(1.6, 6);
  });

  test('a write-protected sector ignores erase and program, a block across its border half', () => {
    const made = context();
    made.chip.options = { ...factoryOptions, open: openExcept([1]) };
    const before = made.chip.flash.slice();
    expect(eraseJob(made, sectors[1]!).ms).toBe(0);
    eraseJob(made, sectors[1]!).finish();
    const border = sectors[1]!.address;
    programJob(made, border - 4, new Uint8Array(8)).finish();
    before.fill(0, border - 4 - mainFlash.address, border - mainFlash.address);
    expect(firstDifference(made.chip.flash, before)).toBe(-1);
    massEraseJob(made).finish();
    expect(firstDifference(made.chip.flash, before)).toBe(-1);
    expect(made.recorder.operations.at(-1)).toMatchObject({ kind: 'mass-erase', without: 'write-protected' });
  });
});

describe('a power cut', () => {
  test('in a block leaves a prefix of whole units, the one in hand done or not', () => {
    fc.assert(
      fc.property(fc.constantFrom(8, 16, 32), fc.nat(300), fc.nat(1000), (width, units, seed) => {
        const made = context(seed);
        made.chip.width = width as 8;
        made.chip.flash.fill(0xff, 0, 2048);
        const data = new Uint8Array(2048).fill(0x00);
        programJob(made, mainFlash.address, data).cut(units * 0.016 + 0.008);
        const programmed = made.chip.flash.subarray(0, 2048).lastIndexOf(0) + 1;
        const unit = width / 8;
        expect([units * unit, (units + 1) * unit].map((n) => Math.min(2048, n))).toContain(programmed);
        expect(made.chip.flash.subarray(0, programmed).every((byte) => byte === 0)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('in an erase leaves any mix of old bits and ones, in that sector alone', () => {
    const outcomes = new Set<string>();
    for (let seed = 0; seed < 25; seed++) {
      const made = context(seed);
      const before = made.chip.flash.slice();
      eraseJob(made, sectors[2]!).cut(100);
      const [start, end] = [0x8000, 0xc000];
      const outside = before.slice();
      outside.set(made.chip.flash.subarray(start, end), start);
      expect(firstDifference(made.chip.flash, outside)).toBe(-1);
      let gained = 0;
      let lost = 0;
      for (let i = start; i < end; i++) {
        const [old = 0, now = 0] = [before[i], made.chip.flash[i]];
        lost |= old & ~now;
        if (now !== old) gained++;
      }
      expect(lost).toBe(0);
      outcomes.add(gained === 0 ? 'old' : gained > 0.99 * (end - start) ? 'erased' : 'mixed');
    }
    expect(outcomes).toContain('mixed');
    expect(outcomes.size).toBeGreaterThan(1);
  });

  test('while the option bytes are written leaves the old ones, the new ones, or protection level 1', () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 30; seed++) {
      const made = context(seed);
      optionBytesJob(made, encodeOptions({ ...factoryOptions, open: openExcept([3]) })).cut(1);
      const { options } = made.chip;
      seen.add(readProtection(options) === 1 ? 1 : options.open === openExcept([3]) ? 2 : 0);
    }
    expect([...seen].sort()).toEqual([0, 1, 2]);
  });

  test('ends the job of the controller for good, with the time that had passed', async () => {
    const clock = virtualClock();
    const controller = createController(clock);
    const seen: string[] = [];
    controller.start({ ms: 100, finish: () => seen.push('done'), cut: (ms) => seen.push(`cut at ${ms}`) }, () => {
      seen.push('then');
    });
    expect(controller.remaining()).toBe(100);
    await clock.sleep(30);
    controller.cut();
    await clock.sleep(200);
    expect(seen).toEqual(['cut at 30']);
    expect(controller.working()).toBe(false);
  });
});

describe('option bytes', () => {
  test('show every half word with its complement, twice', () => {
    expect([...encodeOptions(factoryOptions)]).toEqual([
      ...[0xef, 0xaa, 0x10, 0x55, 0xef, 0xaa, 0x10, 0x55],
      ...[0xff, 0x0f, 0x00, 0xf0, 0xff, 0x0f, 0x00, 0xf0],
    ]);
    expect(encodeOptions(factoryOptions, 0xf)[9]).toBe(0xff);
  });

  test('are restored from their image, whatever they are', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.nat(0xfff), (user, rdp, open) => {
        expect(decodeOptions(encodeOptions({ user, rdp, open }))).toEqual({ user, rdp, open });
      }),
    );
  });
});

describe('OTP', () => {
  test('bits go from 1 to 0 once; a locked block keeps what it has', () => {
    const made = context();
    otpJob(made, 0x1fff_7800, Uint8Array.of(0xf0, 0xff, 0xff, 0xff)).finish();
    otpJob(made, 0x1fff_7800, Uint8Array.of(0xff, 0x0f, 0xff, 0xff)).finish();
    expect([...made.chip.otp.subarray(0, 4)]).toEqual([0xf0, 0x0f, 0xff, 0xff]);
    otpJob(made, 0x1fff_7a00, Uint8Array.of(0x00, 0xff, 0xff, 0xff)).finish();
    expect(isOtpLocked(made.chip, 31)).toBe(true);
    expect(isOtpLocked(made.chip, 32)).toBe(false);
    otpJob(made, 0x1fff_7800, new Uint8Array(4)).finish();
    expect([...made.chip.otp.subarray(0, 4)]).toEqual([0xf0, 0x0f, 0xff, 0xff]);
  });
});

describe('serial number', () => {
  // Worked examples of the formula that ODrive's firmware and ST's ROM share.
  test.each([
    [[0x002d_0030, 0x3334_510b, 0x3231_3533], '325E35633334'],
    [[0x0038_0027, 0x3436_5116, 0x3531_3339], '356933603436'],
    [[0xffff_ffff, 0x0001_0000, 0x0000_0001], '000000000001'],
  ] as const)('of %j is %s', (uid, serial) => {
    expect(serialOf(uid)).toBe(serial);
  });

  test('can be had for any 12 digits', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.nat(0xffff), fc.nat(), (high, low, seed) => {
        const serial = (high.toString(16).padStart(8, '0') + low.toString(16).padStart(4, '0')).toUpperCase();
        expect(serialOf(uidFor(serial, seededRandom(seed)))).toBe(serial);
      }),
    );
  });
});
