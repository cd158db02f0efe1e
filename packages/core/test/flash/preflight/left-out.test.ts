// What a file brings and a run neither writes nor compares is said.

import { acceptWarnings, flash, verifyImage } from '@odflash/core';
import { expect, test } from 'vitest';
import { bench, configuration, firmware, flashBase, imageOf } from '../bench.ts';

/** A dump of 1 MiB: a firmware, and configuration sectors that were blank when it was made. */
function dump(seed: number): Uint8Array {
  const bytes = new Uint8Array(1024 * 1024).fill(0xff);
  bytes.set(firmware(seed));
  return bytes;
}

const blankConfiguration = [
  { sector: 10, bytes: 131_072 },
  { sector: 11, bytes: 131_072 },
];

test('blank configuration sectors of a dump are neither written nor compared, as both reports say', async () => {
  const { env, board } = bench({ holds: firmware(1) });
  const before = configuration(board.flash).slice();
  const image = imageOf(dump(2));
  expect(await flash(env, { image, ask: acceptWarnings, start: false })).toMatchObject({ leftOut: blankConfiguration });
  expect(Buffer.compare(configuration(board.flash), before)).toBe(0);
  expect(await verifyImage(env, { image })).toMatchObject({ equal: true, leftOut: blankConfiguration });
  expect(await flash(env, { image, start: false })).toMatchObject({
    outcome: 'unchanged',
    leftOut: blankConfiguration,
  });
});

test('a configuration of another board is not written, and counted byte by byte', async () => {
  const { env } = bench({ holds: firmware(1) });
  const bytes = dump(2)
    .subarray(0, 0xc_0000 + 1000)
    .fill(0x5a, 0xc_0000);
  const report = await flash(env, { image: imageOf(bytes), ask: acceptWarnings, start: false });
  expect(report.leftOut).toEqual([{ sector: 10, bytes: 1000 }]);
});

test('nothing is skipped in a firmware, and a part is reported as one when it is compared', async () => {
  const { env } = bench({ holds: firmware(1) });
  expect((await flash(env, { image: imageOf(firmware(2)), start: false })).leftOut).toEqual([]);
  const part = imageOf(firmware(2).subarray(17_000, 18_000), flashBase + 17_000);
  const { equal, leftOut, findings } = await verifyImage(env, { image: part });
  expect({ equal, leftOut }).toEqual({ equal: true, leftOut: [] });
  expect(findings).toContainEqual(expect.objectContaining({ code: 'partial-image', level: 'ok' }));
});
