// odflash rate-test: what is measured, and what a person sees of it.

import { expect, it } from 'vitest';
import { odflashInProcess as odflash } from '../in-process.ts';

it.each(['0.4.12', '0.5.1', '0.5.6'])('measures a board with %s', async (firmware) => {
  const words = ['rate-test', '--reads', '50', '--virtual', `v3.6-56V,firmware=${firmware}`, '--json'];
  const { status, lines } = await odflash(words);
  expect(status).toBe(0);
  const rate = lines().find(({ type }) => type === 'rate') as unknown as {
    readonly rate: number;
    readonly reads: number;
    readonly repeats: number;
    readonly loops: number;
    readonly latency: {
      readonly least: number;
      readonly median: number;
      readonly most: number;
      readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
    };
  };
  expect(rate).toMatchObject({ reads: 50, repeats: 0 });
  const { least, median, most, histogram } = rate.latency;
  expect(least).toBeGreaterThan(0);
  expect(least <= median && median <= most).toBe(true);
  expect(rate.rate).toBeCloseTo(1000 / ((least + most) / 2), -2);
  expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(50);
  // 8000 control loops a second, counted by the board itself.
  const loopsPerRead = (firmware === '0.4.12' ? 168e6 / (2 * 10_192) : 8_000) / rate.rate;
  expect(rate.loops).toBeCloseTo(loopsPerRead, 0);
});

it('shows rate, latency and a bar for each span that was seen', async () => {
  const { stdout } = await odflash(['rate-test', '--reads', '20', '--virtual', 'v3.6-56V']);
  expect(stdout).toMatch(/^Rate +\d+ reads\/s \(20 reads of n_evt_control_loop\)$/m);
  expect(stdout).toMatch(/^Latency +min [\d.]+ ms, median [\d.]+ ms, 99 % [\d.]+ ms, max [\d.]+ ms$/m);
  expect(stdout).toMatch(/^ {2}[\d.]+ to [\d.]+ ms +20 +(█|#){40}$/m);
});

it('refuses an invalid number of reads', async () => {
  for (const reads of ['0', '-1', 'many'])
    expect((await odflash(['rate-test', '--reads', reads, '--virtual', 'v3.6-56V'])).status).toBe(2);
});
