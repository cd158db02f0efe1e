// A .zip as every Windows opens it (APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16): deflated files, no folders, no dates.

import { crc32, deflateRawSync } from 'node:zlib';

const [local, central, end] = [0x04034b50, 0x02014b50, 0x06054b50];
/** The first day that a .zip can name, 1980-01-01. */
const firstDay = 0x21;

/** Packs `[{ name, content }]`. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, content } of files) {
    const packed = deflateRawSync(content, { level: 9 });
    const label = Buffer.from(name);
    // Needs version 2.0; names in UTF-8; deflated; time and day; checksum, sizes; length of the name, nothing extra.
    const facts = Buffer.concat([
      shorts(20, 0x0800, 8, 0, firstDay),
      longs(crc32(content), packed.length, content.length),
      shorts(label.length, 0),
    ]);
    parts.push(longs(local), facts, label, packed);
    // Made by version 2.0; then no comment, the first disk, nothing said of the file itself, and where it begins.
    directory.push(longs(central), shorts(20), facts, shorts(0, 0, 0), longs(0, offset), label);
    offset += 4 + facts.length + label.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const counts = shorts(0, 0, files.length, files.length);
  return Buffer.concat([...parts, index, longs(end), counts, longs(index.length, offset), shorts(0)]);
}

function shorts(...values) {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
}

function longs(...values) {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index);
  return bytes;
}
