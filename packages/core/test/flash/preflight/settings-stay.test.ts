// A downgrade or a change of generation by flash: the settings on the board stay, and that is asked.

import { acceptWarnings, type Finding, FlasherError, flash } from '@odflash/core';
import { expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { bench, firmwareImage } from '../../update/bench.ts';
import { failure, outcome } from '../bench.ts';

const inDfu = (firmware: string) => bench(`v3.6-56V+dfu,firmware=${firmware}`);
const stays = (findings: readonly Finding[]) =>
  findings.filter(({ text }) => inEnglish(text).includes('settings on the board stay'));

test.each([
  ['0.5.6', '0.5.5', 'A downgrade from 0.5.6 to 0.5.4 or 0.5.5'],
  ['0.5.6', '0.4.12', 'different units and names'],
  ['0.4.12', '0.5.6', 'different units and names'],
])('from %s to %s is asked before the first change, and a dry run ends the same', async (installed, next, text) => {
  const it = inDfu(installed);
  const image = firmwareImage('v3.6-56V', next);
  for (const dryRun of [false, true]) {
    const error = await failure(flash(it.env, { image, dryRun }));
    expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched', details: { warnings: ['installed'] } });
  }
  const report = await flash(it.env, { image, ask: acceptWarnings });
  expect(stays(report.findings)).toEqual([expect.objectContaining({ level: 'warn', text: saying(new RegExp(text)) })]);
});

test.each([
  ['0.5.5', '0.5.6'],
  ['0.5.6', '0.5.6'],
])('from %s to %s nothing is reported', async (installed, next) => {
  const it = inDfu(installed);
  const report = await flash(it.env, { image: firmwareImage('v3.6-56V', next, 9) });
  expect(stays(report.findings)).toEqual([]);
});

test('nothing is reported for firmware of unknown release, or where the settings are erased', async () => {
  const it = inDfu('0.5.6');
  it.board.flash.fill(0xff, 0, 0xc0000);
  const image = firmwareImage('v3.6-56V', '0.5.5');
  expect(stays((await flash(it.env, { image })).findings)).toEqual([]);
  const fresh = inDfu('0.5.6');
  const report = await flash(fresh.env, { image, ask: acceptWarnings, freshConfiguration: true });
  expect(stays(report.findings)).toEqual([]);
});

test('after an interrupted flash the release is that of the firmware that ran before', async () => {
  for (let cut = 100; cut < 420; cut += 20)
    for (const [installed, next, expected] of [
      ['0.5.5', '0.5.6', 0],
      ['0.5.6', '0.5.4', 1],
    ] as const) {
      const it = bench(`v3.6-56V+dfu,firmware=${installed},power-cut-at=${cut}`);
      const image = firmwareImage('v3.6-56V', next);
      await outcome(flash(it.env, { image, ask: acceptWarnings }));
      if (it.board.running() !== undefined && it.board.bootVerdict().starts) continue;
      it.board.power(true);
      await it.clock.sleep(2_000);
      const dry = await outcome(flash(it.env, { image, dryRun: true }));
      if (expected === 0) expect(dry).not.toBeInstanceOf(FlasherError);
      else expect(dry).toMatchObject({ code: 'not-confirmed' });
      const { findings } = await flash(it.env, { image, ask: acceptWarnings });
      expect(stays(findings), `${installed} to ${next}, cut at ${cut}`).toHaveLength(expected);
    }
});
