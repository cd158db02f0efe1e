// A flash that is refused has told why; one that changes nothing asks nothing; a dry run leaves what earlier runs have left.

import { type Ask, acceptWarnings, type FlashEvent, flash } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../src/image/sha256.ts';
import { writeRecord } from '../../src/records/store.ts';
import { bench, configuration, failure, firmware, imageOf, sectorOf } from './bench.ts';

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

describe('an image that is there already, with a warning', () => {
  const image = { ...imageOf(firmware(1)), claims: {} };
  /** Without a saved configuration: no motor moves by itself, so nothing else is asked before a start. */
  const held = () => {
    const made = bench({ holds: firmware(1) });
    configuration(made.board.flash).fill(0xff);
    return made;
  };

  test.each<[string, Ask | undefined]>([
    ['is not started without an answer', undefined],
    ['is not started where a person does not accept it', async () => ''],
  ])('%s', async (_, ask) => {
    const { env, board } = held();
    const report = await flash(env, { image, ask });
    expect(report).toMatchObject({ outcome: 'unchanged', board: 'verified', start: 'not-confirmed' });
    expect(report.human).toEqual(['switch-to-run']);
    expect(board.running()).toBe('rom');
  });

  test('is started where it is accepted, or where there is none', async () => {
    expect(await flash(held().env, { image, ask: acceptWarnings })).toMatchObject({ start: 'started' });
    expect(await flash(held().env, { image: imageOf(firmware(1)) })).toMatchObject({ start: 'started' });
  });
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
