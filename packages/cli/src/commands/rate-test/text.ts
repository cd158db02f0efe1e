// The measurement of a rate as a person reads it.

import type { Latency, LatencyBin, RateReport } from '@odflash/core/running';
import { speaksUnicode } from '../../render/color.ts';
import { decimals, worded } from '../../render/say.ts';
import { columns, table } from '../../render/table.ts';

export function rateText({ path, reads, repeats, rate, loops, latency }: RateReport): string {
  const rows: [string, string][] = [
    [worded('sampling.row-rate'), worded('sampling.rate', { rate: decimals(rate, 0), reads, path })],
    ...(loops === undefined ? [] : [loopsRow(loops)]),
    [worded('sampling.row-latency'), latencyText(latency)],
    ...(repeats > 0 ? [repeatsRow(repeats)] : []),
  ];
  return `${table(rows, '')}\n${histogramText(latency.histogram)}`;
}

function latencyText({ least, median, p99, most }: Latency): string {
  return worded('sampling.latency', {
    least: decimals(least, 2),
    median: decimals(median, 2),
    p99: decimals(p99, 2),
    most: decimals(most, 2),
  });
}

function loopsRow(loops: number): [string, string] {
  return [worded('sampling.row-loops'), worded('sampling.loops', { loops: decimals(loops, 1) })];
}

function repeatsRow(count: number): [string, string] {
  return [worded('sampling.row-repeats'), worded('sampling.sent-again', { count })];
}

const barLength = 40;

/** One bar for each bin, the longest of full length; whatever was seen is seen. */
function histogramText(bins: readonly LatencyBin[]): string {
  const most = Math.max(...bins.map((bin) => bin.count));
  const block = speaksUnicode(process.env, process.platform) ? '█' : '#';
  const bar = (amount: number) => block.repeat(amount === 0 ? 0 : Math.max(Math.round((amount / most) * barLength), 1));
  return columns(bins.map((bin) => [spanText(bin), String(bin.count).padStart(String(most).length), bar(bin.count)]));
}

function spanText({ from, to }: LatencyBin): string {
  return worded('sampling.bin', { from, to: Number.isFinite(to) ? to : undefined });
}
