import { hex32 } from '@odflash/core/bytes';
import type { ImageEvidenceMessages, ProductKind } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { boardsText } from './words.ts';

const witnesses = {
  bytes: 'its contents say',
  digest: 'the first download of this release says',
  name: 'its name says',
} as const;

const kinds: Readonly<Record<ProductKind, string>> = {
  'other-odrive': 'an ODrive of another generation than v3',
  'debug-probe': 'a debug probe',
  'printer-or-cnc': 'a 3D printer or CNC controller',
  'uf2-bootloader': 'a UF2 bootloader',
  zephyr: 'a Zephyr program',
  nuttx: 'a NuttX program',
  riot: 'a RIOT program',
  chibios: 'a ChibiOS program',
};

export const imageEvidence: Texts<ImageEvidenceMessages> = {
  'vectors.absent': ({ address }) => `no vector table: nothing at ${hex32(address)}`,
  'vectors.valid': ({ stackPointer, resetHandler }) =>
    `stack pointer ${hex32(stackPointer)}, reset handler ${hex32(resetHandler)}`,
  'vectors.erased': 'the vector table is erased (all 0xFF)',
  'vectors.zero': 'the vector table is zero: nothing would start',
  'vectors.stack-pointer': ({ stackPointer, from, to }) =>
    `the stack pointer ${hex32(stackPointer)} is not in this chip's RAM (${hex32(from)} to ${hex32(to)})`,
  'vectors.not-thumb': ({ resetHandler }) => `the reset handler ${hex32(resetHandler)} is even, so not Thumb code`,
  'vectors.outside-flash': ({ resetHandler }) => `the reset handler ${hex32(resetHandler)} is outside the flash`,
  'vectors.handler-missing': ({ resetHandler }) =>
    `the reset handler ${hex32(resetHandler)} is not in the image: a part is missing`,

  'evidence.built-and-named': ({ built, named }) =>
    `it was built for the ${built} and identifies itself as ${named.join(' and ')}`,
  'evidence.named-and-measured': ({ named, voltages }) =>
    `it identifies itself as built for the ${named} but measures its supply like a board for ${voltages.join(' or ')} V`,
  'evidence.self-contradiction': ({ contradiction }, say) => `The file contradicts itself: ${say(contradiction)}`,
  'evidence.contradiction': ({ first, second }) => {
    const says = `${witnesses[first.kind]} ${boardsText(first.boards)}`;
    return `${says.charAt(0).toUpperCase()}${says.slice(1)}, but ${witnesses[second.kind]} ${boardsText(second.boards)}`;
  },
  'evidence.boards': ({ boards }) => boardsText(boards),

  'product.named': ({ name }) => name,
  'product.kind': ({ kind }) => kinds[kind],
  'product.other-chip': ({ ram, chips }) => `a program for a chip with a RAM of ${ram} KiB (${chips})`,
};
