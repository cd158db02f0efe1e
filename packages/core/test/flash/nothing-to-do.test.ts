// A flash that is refused has told why; one that changes nothing asks nothing; a dry run leaves what earlier runs have left.

import { type FlashEvent, flash } from '@odflash/core';
import { expect, test } from 'vitest';
import { sha256Hex } from '../../src/image/sha256.ts';
import { writeRecord } from '../../src/records/store.ts';
import { bench, failure, firmware, imageOf, sectorOf } from './bench.ts';

test('a file that is refused has told every finding, and only where there is a reason to refuse it', async () => {
  const { env } = bench();
  const told: FlashEvent[] = [];
  const onEvent = (event: FlashEvent) => told.push(event);
  const image = { ...imageOf(firmware(1)), segments: [] };
  expect(await failure(flash(env, { image, onEvent }))).toMatchObject({ code: 'image-empty', board: undefined });
  expect(told).toMatchObject([
    { type: 'findings', findings: expect.arrayContaining([expect.objectContaining({ level: 'stop' })]) },
  ]);
});

test('an image of an unknown board that is there already is compared, and nothing is asked', async () => {
  const { env, board } = bench({ holds: firmware(1) });
  const image = { ...imageOf(firmware(1)), claims: {} };
  expect(await flash(env, { image })).toMatchObject({ outcome: 'unchanged', board: 'verified' });
  expect(board.recorder.operations).toEqual([]);
});

test('a dry run leaves the record of a run that has finished, and the next run removes it', async () => {
  const { env, board, vault } = bench({ holds: firmware(1) });
  const sectors = [0, 1].map((index) => {
    const next = sha256Hex(sectorOf(board.flash, index));
    return { index, old: sha256Hex(Uint8Array.of(index)), next, other: [] };
  });
  const { names } = await writeRecord(vault, {
    chip: board.serial,
    path: '1-1',
    begun: '',
    flash: { sectors, inProgress: [] },
  });
  const left = () => names.filter((name) => vault.files.has(name));
  for (const image of [imageOf(firmware(1)), imageOf(firmware(2))]) {
    await flash(env, { image, dryRun: true });
    expect(left()).toEqual(names);
  }
  await flash(env, { image: imageOf(firmware(1)) });
  expect(left()).toEqual([]);
});
