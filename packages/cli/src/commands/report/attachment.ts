// A log or a trace that goes into a bug report, and the serial numbers in it.

import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { looksLikeTrace } from '@odflash/core/trace';
import { readInput } from '../../files.ts';
import { traceIn } from '../../shared/trace-input.ts';
import { serialsIn, serialsInTrace } from './serials.ts';

export interface Attachment {
  readonly name: string;
  readonly kind: 'trace' | 'log';
  readonly text: string;
  readonly serials: readonly string[];
}

/** Throws `file-unreadable` and `bad-file`: a report that silently lacks what was asked for is useless. */
export async function readAttachment(path: string): Promise<Attachment> {
  const bytes = await readInput(path, 'log');
  const name = basename(path);
  if (!looksLikeTrace(bytes)) {
    const text = logText(bytes);
    return { name, kind: 'log', text, serials: [...serialsIn(name), ...serialsIn(text)] };
  }
  const text = new TextDecoder().decode(bytes);
  const devices = traceIn(path, bytes).entries.flatMap((entry) => {
    if ('devices' in entry) return entry.devices;
    return 'device' in entry ? [entry.device] : [];
  });
  const told = devices.flatMap(({ serial }) => serial ?? []);
  return { name, kind: 'trace', text, serials: [...serialsIn(name), ...told, ...serialsInTrace(text)] };
}

/** As a person sees it: without colours, which a recorded terminal has between the words, and in any of Windows' encodings. */
function logText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return stripVTControlCharacters(new TextDecoder(encoding).decode(bytes)).replaceAll('\r\n', '\n');
}
