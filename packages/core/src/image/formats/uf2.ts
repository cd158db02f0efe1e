// UF2: 512-byte blocks, each with its address (Microsoft, "USB Flashing Format"). Takes blocks for the STM32F4 families.

import { message } from '../../messages/message.ts';
import { badFile, trailingData } from '../bad-file.ts';
import { imageBuilder } from '../image-builder.ts';
import type { MemoryImage } from '../memory-image.ts';

const format = 'uf2';
const blockLength = 512;
const dataOffset = 32;
const maxPayload = 476;
const magic = { first: 0x0a32_4655, second: 0x9e5d_5157, last: 0x0ab1_6f30 } as const;
const flag = { notMainFlash: 0x1, fileContainer: 0x1000, familyId: 0x2000 } as const;

/** STM32F4 and STM32F407VG in the families list of the UF2 specification. */
const families: readonly number[] = [0x5775_5a57, 0x6d09_22fa];

/**
 * Reads a UF2 file; blocks marked "not main flash" (comments, sources) are skipped with a note, as the format has it.
 * Throws `bad-file` with the offset: foreign families, missing blocks and half blocks included; `image-overlap` and
 * `image-empty` as {@link imageBuilder} does.
 */
export function readUf2(bytes: Uint8Array): MemoryImage {
  const builder = imageBuilder(format, 'offset', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const rest = bytes.length % blockLength;
  const blocks = (bytes.length - rest) / blockLength;
  if (rest !== 0) {
    const text = message('uf2.half-block', { bytes: rest, expected: blockLength });
    throw badFile(format, text, { reason: 'truncated', offset: bytes.length, expected: blockLength, found: rest });
  }
  const total = view.getUint32(24, true);
  if (total > 0 && blocks > total)
    throw trailingData(format, total * blockLength, {
      bytes: bytes.length - total * blockLength,
      after: 'last-block',
      blocks: total,
    });
  const seen = new Uint8Array(blocks);
  let skipped = 0;
  for (let at = 0; at < bytes.length; at += blockLength) {
    checkFrame(view, at);
    const flags = view.getUint32(at + 8, true);
    const family = view.getUint32(at + 28, true);
    if (flags & flag.familyId && !families.includes(family)) throw foreign(at, family);
    countBlock(view, at, seen);
    if (flags & (flag.notMainFlash | flag.fileContainer)) {
      skipped += 1;
      continue;
    }
    const address = view.getUint32(at + 12, true);
    const size = view.getUint32(at + 16, true);
    if (size > maxPayload) {
      const text = message('uf2.payload', { bytes: size });
      throw badFile(format, text, { reason: 'length', offset: at + 16, expected: maxPayload, found: size });
    }
    builder.add(address, bytes, at + dataOffset, at + dataOffset + size, at + dataOffset);
  }
  const missing = seen.indexOf(0);
  if (missing >= 0 && missing < total) {
    throw badFile(format, message('uf2.block-missing', { block: missing }), { reason: 'inconsistent', found: missing });
  }
  if (skipped > 0) builder.note('segment-skipped', message('uf2.blocks-skipped', { blocks: skipped }));
  return builder.build();
}

function checkFrame(view: DataView, at: number): void {
  for (const [offset, expected] of [
    [at, magic.first],
    [at + 4, magic.second],
    [at + blockLength - 4, magic.last],
  ] as const) {
    const found = view.getUint32(offset, true);
    if (found === expected) continue;
    const text = message('uf2.mark', { expected, found });
    throw badFile(format, text, { reason: 'syntax', offset, expected, found });
  }
}

/** Marks the block's number as seen; the total must be the same in every block and cannot exceed the file's. */
function countBlock(view: DataView, at: number, seen: Uint8Array): void {
  const number = view.getUint32(at + 20, true);
  const total = view.getUint32(at + 24, true);
  const expected = view.getUint32(24, true);
  if (total !== expected || number >= total) {
    const text = message('uf2.total', { block: number, total, expected });
    throw badFile(format, text, { reason: 'inconsistent', offset: at + 20, expected, found: total });
  }
  if (total > seen.length) {
    const text = message('uf2.cut-off', { blocks: seen.length, total });
    throw badFile(format, text, { reason: 'truncated', offset: at + 24, expected: total, found: seen.length });
  }
  seen[number] = 1;
}

function foreign(at: number, family: number) {
  const text = message('uf2.other-family', { family, families });
  return badFile(format, text, { reason: 'wrong-chip', offset: at + 28, found: family });
}
