// odflash info FILE, as a person reads it.

import { basename } from 'node:path';
import { boardCheck, mainFlash } from '@odflash/core/board';
import type { Range } from '@odflash/core/bytes';
import { describeImage, type ImageDescription, type ImageEvidence } from '@odflash/core/image';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import type { Color } from '../../render/color.ts';
import { bytesText, numbersText, rangeText } from '../../render/format.ts';
import { say, worded } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { table } from '../../render/table.ts';
import { loadImage } from '../../shared/load-image.ts';
import { row, vectorText } from './rows.ts';

type Rows = ReturnType<typeof row>;

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
  const { firmwareVersion: release } = claims;
  const check = release === undefined ? undefined : boardCheck(release);
  const rows = [
    row('inspected.row-format', say(image.formatName)),
    row(
      'inspected.row-size',
      worded('inspected.size', { size: bytesText(image.bytes), segments: image.segments.length }),
    ),
    ...pieces('inspected.row-segment', image.segments),
    ...pieces('inspected.row-gap', gaps),
    ...pieces('inspected.row-outside-flash', outside),
    row('inspected.row-sectors', sectors.length > 0 ? sectorsText(sectors) : worded('inspected.none')),
    row('inspected.row-vector-table', vectorText(vector, color)),
    row('inspected.row-firmware', release ?? worded('inspected.version-unknown')),
    ...boardRows(evidence, color),
    row('inspected.row-board-check', check && say(check)),
    ...(claims.targetNames ?? []).map((target) => row('inspected.row-target-name', target)),
    ...image.notes.map((note) => row('inspected.row-note', say(note.text))),
  ].flat();
  return `${color('bold', visiblePart(name))}\n${table(rows)}`;
}

/** The board with the evidence for it; two witnesses are both named. */
function boardRows({ board, witnesses, contradiction, product }: ImageEvidence, color: Color): readonly Rows[] {
  const [only, second] = witnesses;
  const told = board
    ? only && !second
      ? worded('inspected.known-by', { board, witness: only.kind })
      : say(board)
    : worded('inspected.unknown');
  const others = second ? witnesses : [];
  return [
    row('inspected.row-product', product && color('yellow', worded('inspected.other-product', { product }))),
    row('inspected.row-board', contradiction === undefined ? told : color('yellow', say(contradiction))),
    ...others.map(({ kind, says }): Rows => [['', worded('inspected.known-by', { board: says, witness: kind })]]),
  ];
}

function pieces(label: Parameters<typeof row>[0], ranges: readonly Range[]): readonly Rows[] {
  const more = ranges.length - listed;
  return [
    ...ranges.slice(0, listed).map((range) => row(label, `${rangeText(range)}  ${bytesText(range.length)}`)),
    ...(more > 0 ? [row(label, worded('inspected.more', { count: more }))] : []),
  ];
}

function sectorsText(sectors: ImageDescription['sectors']): string {
  const numbers = numbersText(sectors.map(({ index }) => index));
  const share = sectors.reduce((sum, { bytes }) => sum + bytes, 0) / mainFlash.length;
  return worded('inspected.sectors', { sectors: numbers, percent: Math.ceil(share * 100) });
}
