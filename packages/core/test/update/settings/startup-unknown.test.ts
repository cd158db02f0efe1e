// An update of a board found in DFU mode starts the new firmware at the end: with a configuration whose startup flags nothing
// has told, odflash asks before the first change.

import { type Ask, acceptWarnings, type UpdateEvent } from '@odflash/core';
import { expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { failure } from '../../flash/bench.ts';
import { bench, course, firmwareImage, run } from '../bench.ts';

const startup = (events: readonly UpdateEvent[]) =>
  events.flatMap((event) =>
    event.type === 'findings'
      ? event.findings.filter(({ code }) => code === 'startup').map(({ text }) => inEnglish(text))
      : [],
  );

/** Accepts everything but the start of the old firmware. */
const notTheOldOne: Ask = async (question) => (question.type === 'choice' ? 'skip' : acceptWarnings(question));

test('a saved configuration with unknown flags is a warning, and nothing is changed without confirmation', async () => {
  const it = bench('v3.6-56V+dfu');
  const before = it.board.flash.slice();
  const error = await failure(run(it, { ask: undefined }));
  expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched', details: { warnings: ['startup'] } });
  expect(startup(it.events)).toEqual([saying(/startup flags are unknown: a motor may move/)]);
  expect(Buffer.compare(it.board.flash, before)).toBe(0);
});

test('a dry run ends as the real run would, called the same way', async () => {
  const it = bench('v3.6-56V+dfu');
  expect(await failure(run(it, { ask: undefined, dryRun: true }))).toMatchObject({ code: 'not-confirmed' });
});

test('accepted, it is asked once and the new firmware runs', async () => {
  const it = bench('v3.6-56V+dfu');
  expect(await run(it, { ask: notTheOldOne })).toMatchObject({ outcome: 'changed' });
  expect(startup(it.events)).toHaveLength(1);
});

test.each([
  ['the old firmware is started first and tells its flags', 'v3.6-56V', {}],
  ['nothing is saved on the board', 'v3.6-56V+dfu,flash=blank', {}],
  ['the configuration is erased in the same run', 'v3.6-56V+dfu', { freshConfiguration: true, ask: notTheOldOne }],
])('nothing is unknown where %s', async (_, profile, spec) => {
  const it = bench(profile);
  it.board.enterBootloader();
  await run(it, spec);
  expect(startup(it.events).filter((text) => text.includes('unknown'))).toEqual([]);
});

test.each([
  ['a file for another board', 'v3.6-56V', 'v3.6-24V', 'board-mismatch'],
  ['a write-protected sector', 'v3.6-56V,wrp=2', 'v3.6-56V', 'write-protected'],
  ['a configuration that could not be saved', 'v3.6-56V,wrp=11', 'v3.6-56V', 'write-protected'],
])('nothing is started where %s ends the update anyway', async (_, profile, version, code) => {
  const it = bench(`${profile},startup=calibration,firmware=0.5.5`);
  it.board.enterBootloader();
  const asked: string[] = [];
  const ask: Ask = async (question) => {
    asked.push(question.type);
    return acceptWarnings(question);
  };
  const ended = run(it, { image: firmwareImage(version, '0.5.6'), ask });
  await expect(ended).rejects.toMatchObject({ code, board: 'untouched' });
  expect(asked).toEqual([]);
  expect(course(it)).not.toContain('boot-old-firmware');
  expect(it.board.running()).toBe('rom');
});
