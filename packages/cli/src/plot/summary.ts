// What was sampled, in words: how much, how evenly, and the files that have it.

import type { PaceReport, Series } from '@odflash/core/running';
import { decimals, worded } from '../render/say.ts';

/** Below the title of a picture. */
export function captionText({ taken, rate, jitterMs }: PaceReport, gaps: number): string {
  return worded('sampling.caption', { samples: taken, rate: decimals(rate, 1), jitter: decimals(jitterMs, 2), gaps });
}

/** `requested`: samples a second, absent where as many as possible were. */
export function samplingLines(
  { taken, rate, jitterMs, longestMs }: PaceReport,
  series: readonly Series[],
  requested: number | undefined,
): readonly string[] {
  return [
    worded('sampling.summary', {
      samples: taken,
      path: series.length === 1 ? series[0]?.path : undefined,
      series: series.length,
      rate: decimals(rate, 1),
      requested: requested?.toString(),
    }),
    worded('sampling.jitter', { jitter: decimals(jitterMs, 2), longest: decimals(longestMs, 1) }),
  ];
}

/** One line, where there are files. */
export function writtenLines(files: readonly string[]): readonly string[] {
  return files.length > 0 ? [worded('record.written', { files })] : [];
}
