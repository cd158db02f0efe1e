// The width a flash programs with, and that a slow one is explained.

import { type FlashEvent, flash } from '@odflash/core';
import { expect, it } from 'vitest';
import { saying } from '../../../../../test/support/in-english.ts';
import { bench, firmware, imageOf, v36 } from '../bench.ts';

/** A firmware whose stack pointer is not a multiple of 256, as Betaflight's. */
function otherProduct(): Uint8Array {
  const bytes = firmware(1);
  new DataView(bytes.buffer).setUint32(0, 0x2001_fff8, true);
  return bytes;
}

async function flashed(holds: Uint8Array, spec: { readonly x32?: boolean; readonly dryRun?: boolean } = {}) {
  const { env } = bench({ holds });
  const events: FlashEvent[] = [];
  const onEvent = (event: FlashEvent) => events.push(event);
  const report = await flash(env, { image: imageOf(firmware(2)), onEvent, ...spec });
  const notes = events.flatMap((event) => (event.type === 'note' && event.code === 'narrow' ? event.text : []));
  return { width: report.width, notes };
}

it('is bytes over firmware whose stack pointer a stray request could damage, which is reported once', async () => {
  for (const dryRun of [true, false])
    expect(await flashed(otherProduct(), { dryRun })).toEqual({
      width: 8,
      notes: [saying(/byte by byte/)],
    });
});

it('is words over ODrive firmware, and bytes on request, without a report', async () => {
  expect(await flashed(firmware(1))).toEqual({ width: 32, notes: [] });
  expect(await flashed(otherProduct(), { x32: false })).toEqual({ width: 8, notes: [] });
});

it('is bytes on a board that is only said to be an ODrive, unless words are asked for', async () => {
  const named = async (x32?: boolean) => {
    const { env } = bench({ profile: 'v3.6-56V+dfu,otp=blank', holds: firmware(1) });
    const request = { image: imageOf(firmware(2)), board: v36, dryRun: true, ...(x32 !== undefined && { x32 }) };
    return (await flash(env, request)).width;
  };
  expect([await named(), await named(true), await named(false)]).toEqual([8, 32, 8]);
});
