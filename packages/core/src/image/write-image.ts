// A MemoryImage becomes a file that other tools read too. Round trips through readImage keep every segment.

import { endOf } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { type DfuseOptions, writeDfuse } from './formats/dfuse.ts';
import { writeIntelHex } from './formats/intel-hex.ts';
import { writeSRecord } from './formats/s-record.ts';
import type { ImageFormat, MemoryImage } from './memory-image.ts';

/** Formats that can be written. */
export type WritableFormat = Extract<ImageFormat, 'intel-hex' | 's-record' | 'dfuse' | 'raw'>;

/** A raw binary from the lowest to the highest address has at most this many bytes. */
export const maxRawSpan: number = 16 * 1024 * 1024;

/** How an image is written; most formats need nothing. */
export type WriteImageOptions = DfuseOptions;

/**
 * Writes `image` as a file. `raw` starts at the lowest address, fills the gaps with 0xFF (the erased state) and keeps no
 * address: `describeImage(image).gaps` names what was filled. Throws `image-empty` for an image without segments,
 * `image-out-of-range` for a raw binary of more than {@link maxRawSpan}.
 */
export function writeImage(
  image: Pick<MemoryImage, 'segments' | 'entry'>,
  format: WritableFormat,
  options: WriteImageOptions = {},
): Uint8Array {
  if (image.segments.every(({ data }) => data.length === 0)) {
    throw new FlasherError('image-empty', message('image.nothing-to-write'), { details: { format } });
  }
  return writers[format](image, options);
}

type Writer = (image: Pick<MemoryImage, 'segments' | 'entry'>, options: WriteImageOptions) => Uint8Array;

const writers: Readonly<Record<WritableFormat, Writer>> = {
  'intel-hex': writeIntelHex,
  's-record': writeSRecord,
  dfuse: writeDfuse,
  raw: writeRaw,
};

function writeRaw({ segments }: Pick<MemoryImage, 'segments'>): Uint8Array {
  const start = segments.reduce((least, { address }) => Math.min(least, address), Number.POSITIVE_INFINITY);
  const end = segments.reduce((most, segment) => Math.max(most, endOf(segment)), 0);
  if (end - start > maxRawSpan) {
    const text = message('image.mostly-filling', { from: start, to: end - 1 });
    throw new FlasherError('image-out-of-range', text, {
      details: { format: 'raw', start, end, limit: maxRawSpan },
      next: message('next.write-format-with-gaps'),
    });
  }
  const file = new Uint8Array(end - start).fill(0xff);
  for (const { address, data } of segments) file.set(data, address - start);
  return file;
}
