// Firmware files. What is accepted must be a sound image: sorted pieces that neither touch nor overlap, no more data than
// the file has, and the same again after it was written in another format.

import { isFlasherError, readImage, writeImage } from '@odflash/core';
import { endOf } from '@odflash/core/bytes';
import { describeImage } from '@odflash/core/image';
import { joined } from './mutate.mjs';
import { must, refusedOnly } from './subject.mjs';

const flashStart = 0x0800_0000;

function firmware(length) {
  const data = Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
  new DataView(data.buffer).setUint32(0, 0x2002_0000, true);
  new DataView(data.buffer).setUint32(4, flashStart + 0x41, true);
  return data;
}

const segments = [
  { address: flashStart, data: firmware(300) },
  { address: flashStart + 0x1_0000, data: firmware(40) },
];
const image = { segments };

/** One 512-byte block each (https://github.com/microsoft/uf2). */
function uf2File(data) {
  const count = Math.ceil(data.length / 256);
  return joined(
    ...Array.from({ length: count }, (_, index) => {
      const block = new Uint8Array(512);
      const view = new DataView(block.buffer);
      const words = [0x0a324655, 0x9e5d5157, 0x2000, flashStart + index * 256, 256, index, count, 0x57755a57];
      words.forEach((word, at) => {
        view.setUint32(at * 4, word, true);
      });
      view.setUint32(508, 0x0ab16f30, true);
      block.set(data.subarray(index * 256, index * 256 + 256), 32);
      return block;
    }),
  );
}

/** ELF32, little-endian, ARM, executable: a header, two segments, their bytes (TIS ELF 1.2). */
function elfFile() {
  const parts = [
    { virtual: flashStart, physical: flashStart, data: firmware(200) },
    { virtual: 0x2000_0000, physical: flashStart + 200, data: firmware(24) },
  ];
  const head = new Uint8Array(52 + 32 * parts.length);
  const view = new DataView(head.buffer);
  head.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  const halves = { 16: 2, 18: 40, 40: 52, 42: 32, 44: parts.length, 46: 40 };
  for (const [at, value] of Object.entries(halves)) view.setUint16(Number(at), value, true);
  const words = { 20: 1, 24: flashStart + 0x41, 28: 52, 36: 0x0500_0200 };
  for (const [at, value] of Object.entries(words)) view.setUint32(Number(at), value, true);
  let offset = head.length;
  for (const [index, { virtual, physical, data }] of parts.entries()) {
    const fields = [1, offset, virtual, physical, data.length, data.length, 5, 4];
    fields.forEach((field, at) => {
      view.setUint32(52 + index * 32 + at * 4, field, true);
    });
    offset += data.length;
  }
  return joined(head, ...parts.map(({ data }) => data));
}

/** Gives every line of digit pairs behind `marks` characters the last byte with which all bytes add up to `sum`. */
const repairLines = (marks, sum) => (file) => {
  const lines = Buffer.from(file).toString('latin1').split('\n');
  const repaired = lines.map((line) => {
    const digits = line.slice(marks, -2);
    if (!/^([0-9a-f]{2})+$/i.test(digits)) return line;
    const total = Buffer.from(digits, 'hex').reduce((left, byte) => left - byte, sum);
    return line.slice(0, -2) + (total & 0xff).toString(16).padStart(2, '0');
  });
  return Uint8Array.from(Buffer.from(repaired.join('\n'), 'latin1'));
};

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  return crc;
});

/** The checksum at the end of a .dfu file (DFU 1.1, appendix B): everything before it, without the final inversion. */
function repairSuffix(file) {
  if (file.length < 16) return file;
  const copy = file.slice();
  let crc = 0xffff_ffff;
  for (const byte of copy.subarray(0, -4)) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff];
  new DataView(copy.buffer).setUint32(copy.length - 4, crc, true);
  return copy;
}

function feed(file, below) {
  const options = below(5) === 0 ? { address: 0x0804_0000 } : {};
  return refusedOnly(
    (error) => isFlasherError(error) && [2, 5].includes(error.exit),
    () => {
      const read = readImage(file, options);
      let end = -1;
      for (const segment of read.segments) {
        must(segment.data.length > 0 && segment.address > end, 'pieces are sorted, not empty and do not touch');
        end = endOf(segment);
      }
      must(end <= 0x1_0000_0000, 'nothing lies beyond the address space');
      must(describeImage(read).bytes <= file.length, 'no more data than the file holds');
      if (below(16) === 0) sameAgain(read, ['intel-hex', 's-record', 'dfuse'][below(3)]);
    },
  );
}

function sameAgain(read, format) {
  const again = readImage(writeImage(read, format)).segments;
  must(again.length === read.segments.length, `as many pieces after ${format}`);
  for (const [index, { address, data }] of again.entries()) {
    const before = read.segments[index];
    must(address === before.address && Buffer.compare(data, before.data) === 0, `the same bytes after ${format}`);
  }
}

const dfuse = writeImage(image, 'dfuse');

/** @type {import('./subject.mjs').Subject[]} */
export const images = [
  { name: 'Intel HEX', seeds: [writeImage(image, 'intel-hex')], feed, repair: repairLines(1, 0) },
  { name: 'S-record', seeds: [writeImage(image, 's-record')], feed, repair: repairLines(2, 0xff) },
  { name: 'ELF', seeds: [elfFile()], feed },
  { name: 'DfuSe', seeds: [dfuse], feed, repair: repairSuffix },
  { name: 'UF2', seeds: [uf2File(firmware(700))], feed },
  {
    name: 'raw binary',
    seeds: [firmware(300), joined(firmware(300), dfuse.subarray(-16))],
    feed,
    repair: repairSuffix,
  },
];
