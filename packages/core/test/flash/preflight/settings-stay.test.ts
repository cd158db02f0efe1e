// A downgrade or a change of generation by flash: the settings on the board stay, and that is asked.

import { acceptWarnings, type Finding, flash } from '@odflash/core';
import { expect, test } from 'vitest';
import { bench, firmwareImage } from '../../update/bench.ts';
import { failure } from '../bench.ts';

const inDfu = (firmware: string) => bench(`v3.6-56V+dfu,firmware=${firmware}`);
const stays = (findings: readonly Finding[]) =>
  findings.filter(({ text }) => text.includes('settings on the board stay'));

test.each([
  ['0.5.6', '0.5.5', 'A downgrade from 0.5.6 to 0.5.4 or 0.5.5'],
  ['0.5.6', '0.4.12', 'other units and names'],
  ['0.4.12', '0.5.6', 'other units and names'],
])('from %s to %s is asked before the first change, and a dry run ends the same', async (installed, next, text) => {
  const it = inDfu(installed);
  const image = firmwareImage('v3.6-56V', next);
  for (const dryRun of [false, true]) {
    const error = await failure(flash(it.env, { image, dryRun }));
    expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched', details: { warnings: ['installed'] } });
  }
  const report = await flash(it.env, { image, ask: acceptWarnings });
  expect(stays(report.findings)).toEqual([
    expect.objectContaining({ level: 'warn', text: expect.stringContaining(text) }),
  ]);
});

test.each([
  ['0.5.5', '0.5.6'],
  ['0.5.6', '0.5.6'],
])('from %s to %s nothing is said', async (installed, next) => {
  const it = inDfu(installed);
  const report = await flash(it.env, { image: firmwareImage('v3.6-56V', next, 9) });
  expect(stays(report.findings)).toEqual([]);
});

test('nothing is claimed of firmware that does not tell its release, or where the settings are erased', async () => {
  const it = inDfu('0.5.6');
  it.board.flash.fill(0xff, 0, 0xc0000);
  const image = firmwareImage('v3.6-56V', '0.5.5');
  expect(stays((await flash(it.env, { image })).findings)).toEqual([]);
  const fresh = inDfu('0.5.6');
  const report = await flash(fresh.env, { image, ask: acceptWarnings, freshConfiguration: true });
  expect(stays(report.findings)).toEqual([]);
});
