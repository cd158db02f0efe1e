// A record that cannot be used: damaged, or of a format that is newer than this program. What can still be made out in it is
// reported, because it may be the only thing that knows where a configuration or an undo backup lies.

import { chipOf } from '../board/serial.ts';
import { isObject } from '../checks.ts';

export interface UnusableRecord {
  readonly name: string;
  readonly why: 'newer' | 'damaged';
  /** The chip it is of, by the name of the file; absent where that does not say it. */
  readonly chip?: string | undefined;
  /** Version of the program that wrote it. */
  readonly program?: string | undefined;
  /** When its run was begun. */
  readonly begun?: string | undefined;
  /** Files it names: undo backups and configurations. */
  readonly files: readonly string[];
}

const maxText = 64;
const maxFiles = 8;

/** Names that odflash gives to undo backups and configurations. */
const savedFile = /\b(?:undo|partial|odrive-config|config-sectors)-[A-Za-z0-9._-]{1,80}?\.(?:dfu|json)\b/g;

export function unusable(
  name: string,
  bytes: Uint8Array,
  { why, value }: { readonly why: UnusableRecord['why']; readonly value?: unknown },
): UnusableRecord {
  const text = new TextDecoder().decode(bytes.subarray(0, 1 << 20));
  const files = [...new Set(text.match(savedFile) ?? [])].slice(0, maxFiles);
  const told = isObject(value) ? { program: plain(value.program), begun: plain(value.begun) } : {};
  return { name, why, chip: chipIn(name), files, ...told };
}

/** The chip in the name of a record's file. */
function chipIn(name: string): string | undefined {
  return chipOf(/^(?:journal|update)-([0-9A-Fa-f]{12})(?=[-.])/.exec(name)?.[1]);
}

/** A text that can be shown as it is. */
function plain(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replaceAll(/[^ -~]/g, '').slice(0, maxText);
  return text === '' ? undefined : text;
}
