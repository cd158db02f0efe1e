// What a flash through a probe costs: time by the physical sum, commands to the probe.

import { type Ask, acceptWarnings, flash } from '@odflash/core';
import { expect, test } from 'vitest';
import { firmware, holdsImage, imageOf } from '../flash/bench.ts';
import { swdBench } from './engine-bench.ts';

const ask: Ask = acceptWarnings;

const whole = firmware(3, 256 * 1024);
/** Sum of what the flash, the transfer and one checksum take, by DS8626 and the cost model. */
const physical = (clocksPerWord: number, kHz: number) => 2550 + 1049 + (65_536 * clocksPerWord) / kHz + 35;

test.each([
  ['v2', physical(100, 4000)],
  ['v2-clone', physical(138, 1800)],
  ['v3', physical(100, 8000)],
])('256 KiB behind a %s take at most 1.15 times the physical sum, and 300 commands', async (probe, sum) => {
  const { env, clock, probe: wired, board } = swdBench(`probe=${probe}`, { content: firmware(1, 256 * 1024) });
  const [begun, before] = [clock.now(), wired.commands()];
  await flash(env, { image: imageOf(whole), backup: false, ask });
  const [ms, commands] = [clock.now() - begun, wired.commands() - before];
  expect(holdsImage(board.flash, imageOf(whole))).toBe(true);
  expect(ms).toBeLessThan(1.15 * sum);
  expect(commands).toBeLessThan(300);
});

test('an unchanged image is recognised by checksums in 0.6 s', async () => {
  const { env, clock } = swdBench('probe=v2', { content: whole });
  const begun = clock.now();
  const report = await flash(env, { image: imageOf(whole), backup: false, start: false, ask });
  expect(report.outcome).toBe('unchanged');
  expect(clock.now() - begun).toBeLessThan(600);
});
