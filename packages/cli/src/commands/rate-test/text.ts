// The measurement of a rate as a person reads it.

import type { Latency, LatencyBin, RateReport } from '@odflash/core/running';
import { count } from '../../render/format.ts';
import { speaksUnicode } from '../../render/paint.ts';
import { columns, table } from '../../render/table.ts';

export function rateText({ path, reads, repeats, rate, loops, latency }: RateReport): string {
  const rows: [string, string][] = [
    ['Rate', `${rate.toFixed(0)} reads/s (${count(reads, 'read')} of ${path})`],
    ...(loops === undefined ? [] : [['Control loops', `${loops.toFixed(1)} from read to read`] as [string, string]]),
    ['Latency', latencyText(latency)],
    ...(repeats > 0 ? [['Repeats', `${count(repeats, 'request')} sent again`] as [string, string]] : []),
  ];
  return `${table(rows, '')}\n${histogramText(latency.histogram)}`;
}

function latencyText({ least, median, p99, most }: Latency): string {
  const [a, b, c, d] = [least, median, p99, most].map((ms) => ms.toFixed(2));
  return `least ${a} ms, median ${b}, 99 % ${c}, most ${d}`;
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
  return Number.isFinite(to) ? `${from} to ${to} ms` : `${from} ms and more`;
}
