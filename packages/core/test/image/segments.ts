// Random images for property tests: sorted, apart from each other, outside RAM, at the edges where address arithmetic breaks.

import fc from 'fast-check';
import type { Block } from '../../src/bytes.ts';

const edges = [0, 0x0800_0000, 0x0800_fff8, 0x080f_fff0, 0x1fff_c000, 0x7fff_fff0, 0x8000_0000, 0xffff_fe00];

const pieceArbitrary: fc.Arbitrary<Block> = fc.record({
  address: fc.tuple(fc.constantFrom(...edges), fc.nat(0x180)).map(([edge, offset]) => edge + offset),
  data: fc.uint8Array({ minLength: 1, maxLength: 120 }),
});

function isApart(piece: Block, next: Block | undefined): boolean {
  return !next || piece.address + piece.data.length < next.address;
}

/** What readImage must give back: no two segments touch. */
export const segmentsArbitrary: fc.Arbitrary<readonly Block[]> = fc
  .array(pieceArbitrary, { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.sort((a, b) => a.address - b.address))
  .map((pieces) => pieces.filter((piece, index) => isApart(piece, pieces[index + 1])));
