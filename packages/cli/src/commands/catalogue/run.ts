// odflash catalogue: the releases for one board as a table, for several one line a version.

import type { BoardVersion } from '@odflash/core';
import type { CatalogueEntry } from '@odflash/node';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { bytesText } from '../../render/format.ts';
import { worded } from '../../render/say.ts';
import { columns } from '../../render/table.ts';
import { openReleases } from '../../shared/catalogue-source.ts';
import { namedBoard } from '../../shared/request.ts';
import type { ListReleasesOptions } from './options.ts';

/** Throws `usage` for a board version that was never made. */
export function wantedBoards({ board }: ListReleasesOptions): readonly BoardVersion[] | undefined {
  return board?.map(namedBoard);
}

export async function listReleases(options: ListReleasesOptions, context: Context): Promise<Outcome> {
  const { output, log, interrupt } = context;
  const boards = wantedBoards(options);
  const catalogue = openReleases(options, log);
  const entries = await catalogue.select({ boards, prereleases: options.prereleases, signal: interrupt.signal });
  if (options.json) for (const entry of entries) output.data('release', { ...entry }, '');
  else output.data('releases', {}, columns(boards?.length === 1 ? fileRows(entries) : versionRows(entries)));
  const [newest] = entries;
  const fields = { place: catalogue.place, files: entries.length, newest: newest?.version };
  const { place } = catalogue;
  return { board: 'untouched', fields, text: worded('releases.files', { count: entries.length, place }) };
}

function fileRows(entries: readonly CatalogueEntry[]): readonly (readonly string[])[] {
  return entries.map(({ version, name, size, verified }) => [
    version,
    name,
    size === undefined ? '' : bytesText(size),
    worded('releases.digest', { from: verified }),
  ]);
}

function versionRows(entries: readonly CatalogueEntry[]): readonly (readonly string[])[] {
  const boards = new Map<string, string[]>();
  for (const { version, board } of entries) boards.set(version, [...(boards.get(version) ?? []), board]);
  return [...boards].map(([version, names]) => [version, names.join(', ')]);
}
