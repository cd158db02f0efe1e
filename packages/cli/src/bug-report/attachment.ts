// A log or a trace that goes into a bug report, and the serial numbers in it.

import { basename } from 'node:path';
import { looksLikeTrace } from '@odflash/core';
import { readInput } from '../files.ts';
import { traceIn } from '../trace-input.ts';
import { serialsIn } from './privacy.ts';

export interface Attachment {
  readonly name: string;
  readonly kind: 'trace' | 'log';
  readonly text: string;
  readonly serials: readonly string[];
}

/** Throws `file-unreadable` and `bad-file`: a report that silently lacks what was asked for helps nobody. */
export async function readAttachment(path: string): Promise<Attachment> {
  const bytes = await readInput(path, 'log');
  const text = new TextDecoder().decode(bytes);
  const name = basename(path);
  if (!looksLikeTrace(bytes)) return { name, kind: 'log', text, serials: serialsIn(text) };
  const devices = traceIn(path, bytes).entries.flatMap((entry) => {
    if ('devices' in entry) return entry.devices;
    return 'device' in entry ? [entry.device] : [];
  });
  return { name, kind: 'trace', text, serials: devices.flatMap(({ serial }) => serial ?? []) };
}
