// "The device has no langid" and its relatives: a board that is there and cannot be opened, for a moment or for good.
// In an update: packages/core/test/update/human.test.ts; what opening fails with, by cause: packages/core/test/dfu.
// Sources: ODrive docs on udev (0483:df11 came into the rule with 0.5.2), commit 78758c44 (a retry), forum 6116.

import { acceptWarnings, flash, LinkError, type UsbBus } from '@odflash/core';
import { findSymptoms } from '@odflash/core/diagnosis';
import type { LinkFailure } from '@odflash/core/ports';
import { describe, expect, test } from 'vitest';
import { failure, holdsImage, v36 } from '../../packages/core/test/flash/bench.ts';
import { inEnglish } from '../support/in-english.ts';
import { configurationKept, type FieldBench, fieldBench, next, old } from './bench.ts';

/** A system that lets no program open a device in its first milliseconds on the bus: udev's rule comes when it comes. */
function slowSystem({ env, clock }: FieldBench, kind: LinkFailure, ms: number): UsbBus {
  let since = clock.now();
  env.bus.watch(({ type }) => {
    if (type === 'arrived') since = clock.now();
  });
  return {
    ...env.bus,
    open: async (device) => {
      if (clock.now() - since < ms) throw new LinkError(kind, 'LIBUSB_ERROR_ACCESS');
      return env.bus.open(device);
    },
  };
}

describe('"ValueError: The device has no langid": the rule for 0483:df11', () => {
  test('is missing: permission-denied, which rule to install, nothing changed', async () => {
    const it = fieldBench();
    const bus = slowSystem(it, 'access', Number.POSITIVE_INFINITY);
    const error = await failure(flash({ ...it.env, bus }, { image: next }));
    expect(error).toMatchObject({ code: 'permission-denied', board: 'untouched' });
    expect(inEnglish(error.next)).toMatch(/udev rule for 0483:df11/);
    expect(holdsImage(it.board.flash, old)).toBe(true);
    expect(findSymptoms('ValueError: The device has no langid')[0]?.code).toBe(error.code);
  });

  test.each([100, 400, 1800])('is applied %i ms after the board appeared: waited for', async (ms) => {
    const it = fieldBench();
    const env = { ...it.env, bus: slowSystem(it, 'access', ms) };
    expect(await flash(env, { image: next })).toMatchObject({ board: 'verified' });
    expect(holdsImage(it.board.flash, next)).toBe(true);
  });

  test.each<[LinkFailure, number]>([
    ['access', 150],
    ['access', 2500],
    ['no-driver', 2500],
    ['busy', 2500],
  ])('comes late again when the board resets itself in the middle (%s, %i ms): the run continues', async (kind, ms) => {
    for (const fault of ['crash', 'brown-out', 'replug']) {
      const it = fieldBench(`${fault}-at=60`);
      const slow = slowSystem(it, kind, ms);
      // On the bus for long when odflash begins.
      await it.clock.sleep(10_000);
      const report = await flash({ ...it.env, bus: slow }, { image: next });
      expect(report, fault).toMatchObject({ board: 'verified' });
      expect(it.board.recorder.strikes, fault).toHaveLength(1);
      expect(holdsImage(it.board.flash, next), fault).toBe(true);
      expect(configurationKept(it), fault).toBe(true);
    }
  });
});

test.each([
  ['none', 'layout-untold'],
  ['empty', 'layout-untold'],
  ['truncated', 'not-an-f405'],
])('strings that cannot be read with every right (%s): no F405, untouched', async (strings, why) => {
  const it = fieldBench(`strings=${strings}`);
  const error = await failure(flash(it.env, { image: next, board: v36, ask: acceptWarnings }));
  expect(error).toMatchObject({ code: 'board-unknown', board: 'untouched', details: { why } });
  // Naming the board would not help: it was named.
  expect(inEnglish(error.next)).not.toContain('--board');
  expect(inEnglish(error.next)).toContain('power-cycle');
  expect(it.board.recorder.operations).toEqual([]);
});

test('two seconds of another program (fwupd, ModemManager) on the board are waited out', async () => {
  const it = fieldBench();
  const [device] = await it.env.bus.list();
  const other = device && (await it.env.bus.open(device));
  await other?.claim(0);
  it.clock.after(2000, () => void other?.[Symbol.asyncDispose]());
  expect(await flash(it.env, { image: next })).toMatchObject({ board: 'verified' });
});
