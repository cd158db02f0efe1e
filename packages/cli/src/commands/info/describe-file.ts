// odflash info FILE, as a person reads it.

import { basename } from 'node:path';
import { describeImage, type ImageDescription } from '@odflash/core';
import { boardCheck, mainFlash } from '@odflash/core/board';
import type { Range } from '@odflash/core/bytes';
import type { ImageEvidence } from '@odflash/core/image';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { bytesText, count, numbersText, rangeText } from '../../render/format.ts';
import type { Color } from '../../render/paint.ts';
import { say } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { table } from '../../render/table.ts';
import { loadImage } from '../../shared/load-image.ts';

/** More pieces than this are counted, not listed: a person reads no hundred lines. */
const listed = 16;

export async function describeFile(
  path: string,
  options: { readonly address?: number | undefined },
  { output }: Context,
): Promise<Outcome> {
  const image = await loadImage(path, options);
  const description = describeImage(image);
  output.data('image', { path, ...description }, imageText(basename(path), description, output.color));
  return { board: 'untouched', fields: { path, format: description.format, bytes: description.bytes } };
}

function imageText(name: string, image: ImageDescription, color: Color): string {
  const { claims, evidence, vector, sectors, outside, gaps } = image;
  const rows: [string, string][] = [
    ['Format', say(image.formatName)],
    ['Size', `${bytesText(image.bytes)} in ${count(image.segments.length, 'segment')}`],
    ...pieces('Segment', image.segments),
    ...pieces('Gap', gaps),
    ...pieces('Outside the flash', outside),
    ['Sectors', sectors.length > 0 ? sectorsText(sectors) : 'none'],
    [
      'Vector table',
      vector.plausible ? `${color('green', 'ok')}: ${say(vector.why)}` : color('yellow', say(vector.why)),
    ],
    ['Firmware', claims.firmwareVersion ?? 'version unknown'],
    ...boardRows(evidence, color),
    ...boardCheckRow(claims.firmwareVersion),
    ...(claims.targetNames ?? []).map((target): [string, string] => ['Target name', target]),
    ...image.notes.map((note): [string, string] => ['Note', say(note.text)]),
  ];
  return `${color('bold', visiblePart(name))}\n${table(rows)}`;
}

const witnessNames = { bytes: 'by its contents', digest: 'by the first download', name: 'by its name' } as const;

/** The board with what tells it; two witnesses are both named. */
function boardRows({ board, witnesses, contradiction, product }: ImageEvidence, color: Color): [string, string][] {
  const [only, second] = witnesses;
  const boards = board ? say(board) : 'unknown';
  const told = only && !second ? `${boards}, ${witnessNames[only.kind]}` : boards;
  return [
    ...(product === undefined
      ? []
      : [['Product', color('yellow', `another product: ${say(product)}`)] satisfies [string, string]]),
    ['Board', contradiction === undefined ? told : color('yellow', say(contradiction))],
    ...(second ? witnesses.map(({ kind, says }): [string, string] => ['', `${say(says)}, ${witnessNames[kind]}`]) : []),
  ];
}

function boardCheckRow(release: string | undefined): [string, string][] {
  const text = release === undefined ? undefined : boardCheck(release);
  return text === undefined ? [] : [['Board check', say(text)]];
}

function pieces(name: string, ranges: readonly Range[]): [string, string][] {
  const rows = ranges
    .slice(0, listed)
    .map((range): [string, string] => [name, `${rangeText(range)}  ${bytesText(range.length)}`]);
  if (ranges.length > listed) rows.push([name, `and ${ranges.length - listed} more`]);
  return rows;
}

function sectorsText(sectors: ImageDescription['sectors']): string {
  const numbers = numbersText(sectors.map(({ index }) => index));
  const share = sectors.reduce((sum, { bytes }) => sum + bytes, 0) / mainFlash.length;
  return `${numbers}  (${Math.ceil(share * 100)} % of the flash)`;
}
