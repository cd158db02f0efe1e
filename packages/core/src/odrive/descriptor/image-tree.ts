// The object tree of a firmware that is not running yet, where it lies in the image as text: in 0.5 it does, in 0.4 it is
// made while the firmware runs (Firmware/fibre/cpp/protocol.cpp).

import type { MemoryImage } from '../../image/memory-image.ts';
import type { Generation } from '../firmware-version.ts';
import { descriptorChecksum } from '../protocol/crc.ts';
import type { ObjectTree } from '../tree.ts';
import { parseDescriptor } from './descriptor.ts';

/** How every descriptor begins. */
const descriptorStart = new TextEncoder().encode('[{"name":"","id":0,"type":"json","access":"r"}');
/** The longest known one has 55 313 bytes. */
const maxBytes = 256 * 1024;

/** The descriptor's bytes in the image, from its first bracket to the one that closes it. */
function descriptorIn({ segments }: MemoryImage): Uint8Array | undefined {
  for (const { data } of segments) {
    const start = indexOf(data, descriptorStart);
    if (start >= 0) return wholeArray(data.subarray(start, start + maxBytes));
  }
  return undefined;
}

/** Whether the image has the text of a descriptor, whole or not. */
export function hasDescriptor({ segments }: MemoryImage): boolean {
  return segments.some(({ data }) => indexOf(data, descriptorStart) >= 0);
}

/**
 * The generation that the bytes prove, or `undefined`: in firmware that does not name the board it is built for, as ODrive's own
 * does, the missing text says nothing.
 */
export function generationOfImage(image: MemoryImage): Generation | undefined {
  if (hasDescriptor(image)) return '0.5';
  return image.claims?.boardVersion === undefined ? undefined : '0.4';
}

/** The tree, or `undefined` where there is none, or not a whole one. */
export function treeOfImage(image: MemoryImage): ObjectTree | undefined {
  const bytes = descriptorIn(image);
  if (!bytes) return undefined;
  try {
    return parseDescriptor(bytes);
  } catch {
    // A text that is cut off or changed says nothing; the board itself will.
    return undefined;
  }
}

/** The checksum of {@link treeOfImage} without the tree, which takes ten times as long to make. */
export function treeChecksumOfImage(image: MemoryImage): number | undefined {
  const bytes = descriptorIn(image);
  if (!bytes) return undefined;
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return descriptorChecksum(bytes);
  } catch {
    return undefined;
  }
}

const [quote, backslash, open, close] = [0x22, 0x5c, 0x5b, 0x5d];

function wholeArray(bytes: Uint8Array): Uint8Array | undefined {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote && bytes[at - 1] !== backslash) isText = !isText;
    if (isText) continue;
    if (byte === open) depth += 1;
    if (byte === close) depth -= 1;
    if (depth === 0) return bytes.subarray(0, at + 1);
  }
  return undefined;
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  return -1;
}
