// Samples as they came, by time, for drawing. Numbers only; a row without numbers is a gap.

export interface History {
  /** Rows so far that are still kept, gaps included. */
  readonly length: number;
  /** Seconds of the newest row; 0 before there is one. */
  readonly end: number;
  /** Seconds of the oldest row that is kept. */
  readonly start: number;
  push(seconds: number, values: readonly number[] | undefined): void;
  /** Index of the first row at or after that moment. */
  indexAt(seconds: number): number;
  time(index: number): number;
  /** NaN in a gap. */
  value(series: number, index: number): number;
  /** Of everything that was ever pushed, gaps left out. */
  summary(series: number): Summary;
}

interface Summary {
  /** The newest number; `undefined` before there is one. */
  readonly last: number | undefined;
  readonly least: number;
  readonly most: number;
}

/** Rows kept: over an hour at 100 a second. The oldest half goes when they are full. */
const defaultMost = 400_000;

export function createHistory(seriesCount: number, most: number = defaultMost): History {
  const times: number[] = [];
  const rows: number[][] = Array.from({ length: seriesCount }, () => []);
  const summaries = rows.map(() => ({
    last: undefined as number | undefined,
    least: Number.POSITIVE_INFINITY,
    most: Number.NEGATIVE_INFINITY,
  }));
  return {
    get length() {
      return times.length;
    },
    get end() {
      return times.at(-1) ?? 0;
    },
    get start() {
      return times[0] ?? 0;
    },
    push(seconds, values) {
      if (times.length >= most) for (const list of [times, ...rows]) list.splice(0, most >> 1);
      times.push(seconds);
      for (const [series, list] of rows.entries()) {
        const value = values?.[series] ?? Number.NaN;
        list.push(value);
        const summary = summaries[series];
        if (!summary || !Number.isFinite(value)) continue;
        summary.last = value;
        summary.least = Math.min(summary.least, value);
        summary.most = Math.max(summary.most, value);
      }
    },
    indexAt(seconds) {
      let low = 0;
      let high = times.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((times[middle] ?? 0) < seconds) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    time: (index) => times[index] ?? Number.NaN,
    value: (series, index) => rows[series]?.[index] ?? Number.NaN,
    summary: (series) => summaries[series] ?? { last: undefined, least: Number.NaN, most: Number.NaN },
  };
}
