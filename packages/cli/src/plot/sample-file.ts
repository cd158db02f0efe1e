// Samples in a file while they come: CSV, or one JSON object a line. A file that can be written no further ends in a whole
// line and in an error that says why: samples that are silently missing would be worse.

import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { Sample, Series } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import { alreadyExists, fileError, standardOutput } from '../files.ts';
import type { Output } from '../output.ts';
import { worded } from '../render/say.ts';

export type SampleFormat = 'csv' | 'json';

export interface SampleFile extends Disposable {
  readonly path: string;
  begin(series: readonly Series[]): void;
  /** Throws `file-unwritable`. */
  write(sample: Sample): void;
}

/** What the first column is: when a value was read, or which one of a sequence it is. */
export type Across = 'seconds' | 'values';

interface SampleFileOptions {
  readonly force: boolean;
  readonly across: Across;
  readonly output: Pick<Output, 'outlet'>;
}

/** Throws `file-unwritable` if it exists (unless `force`) or cannot be made; `usage` where standard output cannot be used. */
export function openSampleFile(
  path: string,
  format: SampleFormat,
  { force, across, output }: SampleFileOptions,
): SampleFile {
  const lines = path === standardOutput ? linesOnOutput(output) : linesInFile(path, force);
  const { head, row } = formats[format];
  let columns = 0;
  return {
    path: lines.path,
    begin(series) {
      columns = series.length;
      lines.put(head(series, across));
    },
    write: (sample) => lines.put(row(sample, columns, across)),
    [Symbol.dispose]: lines.close,
  };
}

/** Where lines go, one after the other. */
interface Lines {
  readonly path: string;
  readonly put: (text: string) => void;
  readonly close: () => void;
}

function linesOnOutput(output: Pick<Output, 'outlet'>): Lines {
  return { path: worded('file.standard-output'), put: output.outlet({ isText: true }), close: () => undefined };
}

function linesInFile(path: string, force: boolean): Lines {
  const file = open(path, force);
  let whole = 0;
  const put = (text: string) => {
    const bytes = Buffer.from(text);
    try {
      // write(2) may take less than it was given, on a disk that is nearly full above all.
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      whole += bytes.length;
    } catch (cause) {
      if (fstatSync(file).isFile()) ftruncateSync(file, whole);
      throw fileError(cause, path, 'file-unwritable', commandMessage('next.make-room-for-samples'));
    }
  };
  return { path, put, close: () => closeSync(file) };
}

function open(path: string, force: boolean): number {
  try {
    return openSync(path, force ? 'w' : 'wx');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') throw alreadyExists(path, cause);
    throw fileError(cause, path, 'file-unwritable');
  }
}

interface Format {
  readonly head: (series: readonly Series[], across: Across) => string;
  readonly row: (sample: Sample, columns: number, across: Across) => string;
}

const formats: Readonly<Record<SampleFormat, Format>> = {
  csv: { head: (...parts) => `${csvHead(...parts)}\n`, row: (...parts) => `${csvRow(...parts)}\n` },
  json: {
    head: (series) => `${JSON.stringify({ type: 'series', series })}\n`,
    row: (sample) => `${JSON.stringify({ type: 'sample', ...sampleFields(sample) })}\n`,
  },
};

export function csvHead(series: readonly Series[], across: Across): string {
  return [across === 'seconds' ? 'time_s' : 'index', ...series.map(({ path }) => csvCell(path))].join(',');
}

/** Seconds and numbers; nothing between the commas in a gap. */
export function csvRow({ at, values }: Sample, columns: number, across: Across): string {
  const cells = values ? values.map(plainNumber) : Array.from({ length: columns }, () => '');
  return [across === 'seconds' ? seconds(at) : String(at / 1000), ...cells].join(',');
}

/** Of one sample as JSON has it: no NaN, no infinities. */
export function sampleFields({ at, values }: Sample): {
  readonly time: number;
  readonly values: readonly unknown[] | null;
} {
  return {
    time: Number(seconds(at)),
    values: values?.map((value) => (Number.isFinite(value) ? value : String(value))) ?? null,
  };
}

const seconds = (ms: number) => (ms / 1000).toFixed(6);

/** Single floats have seven digits; what lies behind them is noise of the conversion. */
function plainNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : String(value).replace('Infinity', 'inf');
}

/** RFC 4180: what contains a comma or a quote stands in quotes. */
function csvCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
