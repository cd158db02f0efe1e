// odflash replay: a trace as a table for people, or line by line for machines. What requests mean is @odflash/core's.

import { type DecodedEntry, type Trace, traceDecoder } from '@odflash/core/trace';
import type { TraceEntry } from '@odflash/core/usb';
import type { Context } from '../../command-runner.ts';
import { readInput } from '../../files.ts';
import type { JsonFields, Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { table } from '../../render/table.ts';
import { traceIn } from '../../shared/trace-input.ts';
import type { ReplayOptions } from './options.ts';

interface Row {
  /** In the file. */
  readonly line: number;
  readonly entry: TraceEntry;
  readonly decoded: DecodedEntry;
}

export async function replayTrace(file: string, options: ReplayOptions, { output }: Context): Promise<Outcome> {
  const trace = traceIn(file, await readInput(file, 'trace'));
  const decode = traceDecoder();
  const rows = trace.entries.map((entry, index): Row => ({ line: index + 2, entry, decoded: decode(entry) }));
  const troubled = rows.filter(({ decoded }) => !decoded.well).length;
  output.data('trace', { ...trace.header, entries: rows.length }, headText(trace));
  for (const row of options.errors || options.trouble ? rows.filter(isNearTrouble) : rows)
    output.data('entry', rowFields(row), rowText(row));
  const how = trace.end ?? (trace.cutOff ? 'cut-off' : 'stopped');
  return {
    board: 'untouched',
    fields: { file, entries: rows.length, trouble: troubled, end: how },
    text: worded('record.replayed', { lines: rows.length, errors: troubled, end: how }),
  };
}

/** What went wrong and the two requests before it, which are what it is an answer to. */
function isNearTrouble(_row: Row, index: number, rows: readonly Row[]): boolean {
  return rows.slice(index, index + 3).some(({ decoded }) => !decoded.well);
}

function headText({ header }: Trace): string {
  return table([
    [worded('record.row-recorded'), header.begun],
    [worded('record.row-program'), `odflash ${header.odflash}`],
    [worded('record.row-system'), header.platform],
    [worded('record.row-access'), header.host],
  ]);
}

function rowFields({ line, entry, decoded }: Row): JsonFields {
  return { line, ...entry, ...decoded };
}

/** Time, duration, link, request, answer. */
function rowText({ entry, decoded }: Row): string {
  const duration = 'duration' in entry ? entry.duration.toFixed(1) : '';
  const link = 'link' in entry ? String(entry.link) : '';
  const times = `${entry.at.toFixed(1).padStart(10)} ${duration.padStart(8)} ${link.padStart(2)}`;
  const mark = decoded.well ? ' ' : '!';
  return `${times} ${mark} ${visiblePart(decoded.request).padEnd(44)} ${visiblePart(decoded.answer)}`.trimEnd();
}
