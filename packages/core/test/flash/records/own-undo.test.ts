// What odflash saved from a chip may go back to that chip after a yes, whatever it is; from elsewhere it is refused.

import { acceptWarnings, flash, readImage, update } from '@odflash/core';
import { expect, test } from 'vitest';
import { type Bench, bench, failure, firmware, imageOf, v36 } from '../bench.ts';

const ask = acceptWarnings;

/** Firmware for the other voltage: the string of a v3.6 and the scale of 24 V. */
function wrongFirmware(words = 'ODrive 3.6 CDC Interface'): Uint8Array {
  const bytes = firmware(1);
  bytes.set(new TextEncoder().encode(`\0${words}\0`), 2000);
  bytes.set([0x33, 0x33, 0x11, 0x3c], 3000);
  return bytes;
}

/** A board that held that firmware and was flashed; back in DFU mode, with the file that leads back. */
async function flashed(holds: Uint8Array): Promise<Bench & { readonly undo: Uint8Array }> {
  const made = bench({ holds });
  const { undo } = await flash(made.env, { image: imageOf(firmware(2)), start: false });
  return { ...made, undo: made.vault.files.get(undo!.name)! };
}

test.each(['ODrive 3.6 CDC Interface', 'VESC'])(
  'firmware of the wrong kind can be restored to where it was saved: %s',
  async (words) => {
    const { env, undo, board } = await flashed(wrongFirmware(words));
    const image = readImage(undo);
    expect(await failure(flash(env, { image }))).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(await flash(env, { image, ask })).toMatchObject({ board: 'verified' });
    expect(Buffer.compare(board.flash.subarray(0, 20 * 1024), wrongFirmware(words))).toBe(0);
  },
);

test('it is refused on another board, with other contents, and without a record of it', async () => {
  const { undo, vault, env } = await flashed(wrongFirmware());
  const image = readImage(undo);
  const other = bench({ profile: 'v3.6-56V+dfu,flash=blank,serial=0123456789AB', vault });
  expect(await failure(flash(other.env, { image, ask }))).toMatchObject({ code: 'board-mismatch' });
  const changed = wrongFirmware();
  changed[9000]! ^= 1;
  expect(await failure(flash(env, { image: readImage(changed), ask }))).toMatchObject({ code: 'board-mismatch' });
  for (const name of [...vault.files.keys()].filter((key) => key.startsWith('saved-'))) {
    vault.files.set(name, Uint8Array.of(0x7b));
    expect(await failure(flash(env, { image, ask }))).toMatchObject({ code: 'board-mismatch' });
    vault.files.delete(name);
  }
  expect(await failure(flash(env, { image, ask }))).toMatchObject({ code: 'board-mismatch', board: 'untouched' });
});

test.each([
  ['v3.6-24V+dfu,flash=blank', [0xcd, 0xcc, 0x7a, 0x3c]],
  ['v3.6-56V+dfu,flash=blank,otp=blank', [0x33, 0x33, 0x11, 0x3c]],
])('it is refused on another board with the same number, identified by its OTP: %s', async (profile, scale) => {
  const held = wrongFirmware();
  held.set(scale, 3000);
  const { undo, vault, board } = await flashed(held);
  const other = bench({ profile: `${profile},serial=${board.serial}`, vault });
  const named = profile.includes('otp') ? { board: v36 } : {};
  const refused = await failure(flash(other.env, { image: readImage(undo), ask, ...named }));
  expect(refused).toMatchObject({ code: 'board-mismatch', board: 'untouched' });
});

test('a run that was interrupted on one of two boards with the same number is not continued on the other', async () => {
  const held = wrongFirmware();
  const first = bench({ holds: held });
  const stop = new AbortController();
  const stopped = flash(first.env, {
    image: imageOf(firmware(2)),
    signal: stop.signal,
    onEvent: (event) => event.type === 'sector' && event.progress === 'erasing' && stop.abort(),
  });
  expect(await failure(stopped)).toMatchObject({ code: 'aborted', board: 'partly-written' });
  const records = () => [...first.vault.files.keys()].filter((name) => name.startsWith('journal-'));
  expect(records()).toHaveLength(1);
  // Its flash is as if the run had just erased it.
  const other = bench({ profile: `v3.6-24V+dfu,flash=blank,serial=${first.board.serial}`, vault: first.vault });
  const image = imageOf(firmware(2), undefined, 'v3.6-24V');
  expect(await flash(other.env, { image, ask })).toMatchObject({ board: 'verified', resumed: false });
  expect(records()).toHaveLength(1);
  expect(await flash(first.env, { image: imageOf(firmware(2)), ask })).toMatchObject({ resumed: true });
  expect(records()).toEqual([]);
});

test('an undo backup is saved even if no record of it can be written', async () => {
  const made = bench({ holds: wrongFirmware() });
  made.vault.refuses = (name) => name.startsWith('saved-');
  const report = await flash(made.env, { image: imageOf(firmware(2)), start: false });
  expect(report).toMatchObject({ board: 'verified', undo: { complete: true } });
  const image = readImage(made.vault.files.get(report.undo!.name)!);
  expect(await failure(flash(made.env, { image, ask }))).toMatchObject({ code: 'board-mismatch' });
});

test('an update judges it as a flash does', async () => {
  const { env, undo } = await flashed(wrongFirmware());
  const report = await update(env, { firmware: { image: readImage(undo), name: 'undo.dfu' }, ask, dryRun: true });
  expect(report).toMatchObject({ outcome: 'planned', board: 'untouched' });
});
