// What every list says of a file, in a mirror's manifest and in what is remembered: and whether some JSON says it. Pure.

import { boardVersion } from '@odflash/core';
import type { FirmwareFile } from '@odflash/core/update';
import type { CatalogueEntry } from './entry.ts';
import { isVersion } from './firmware-tag.ts';
import { isSize, type JsonRecord } from './json.ts';

export type FileFacts = Pick<CatalogueEntry, 'version' | 'prerelease' | 'board' | 'name' | 'size' | 'verified'>;

/** A file name that is one everywhere: no folders, nothing hidden, nothing two file systems read differently. */
const nameForm = /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$/;

const verdicts: Readonly<Record<FirmwareFile['verified'], true>> = {
  publisher: true,
  'known-file': true,
  mirror: true,
  'not-verified': true,
};

export function isFileName(value: unknown): value is string {
  return typeof value === 'string' && nameForm.test(value);
}

export function hasFileFacts(value: JsonRecord): value is JsonRecord & FileFacts {
  const { version, prerelease, board, name, size, verified } = value;
  return (
    typeof version === 'string' &&
    isVersion(version) &&
    typeof prerelease === 'boolean' &&
    typeof board === 'string' &&
    boardVersion(board)?.name === board &&
    isFileName(name) &&
    isSize(size) &&
    typeof verified === 'string' &&
    Object.hasOwn(verdicts, verified)
  );
}
