// Messages about what the bytes of a firmware show: whether it would start, which board it is for, whose it is.

import type { Said } from './said.ts';

interface Handler {
  readonly resetHandler: number;
}

/** What says something of the boards a file is for. Boards by name. */
interface Witness {
  readonly kind: 'bytes' | 'digest' | 'name';
  readonly boards: readonly string[];
}

/** Kinds of firmware, where a proper name would say too little. */
export type ProductKind =
  | 'other-odrive'
  | 'debug-probe'
  | 'printer-or-cnc'
  | 'uf2-bootloader'
  | 'zephyr'
  | 'nuttx'
  | 'riot'
  | 'chibios';

/** Addresses are bytes of memory. */
export interface ImageEvidenceMessages {
  // The verdict on a vector table, as a clause.
  'vectors.absent': { readonly address: number };
  'vectors.valid': Handler & { readonly stackPointer: number };
  'vectors.erased': undefined;
  'vectors.zero': undefined;
  /** `from`, `to`: the RAM it is not in. */
  'vectors.stack-pointer': { readonly stackPointer: number; readonly from: number; readonly to: number };
  'vectors.not-thumb': Handler;
  'vectors.outside-flash': Handler;
  'vectors.handler-missing': Handler;
  // Two things a file says that cannot both be true, as a clause. Boards and families by name.
  'evidence.built-and-named': { readonly built: string; readonly named: readonly string[] };
  /** `voltages`: what it measures its supply for. */
  'evidence.named-and-measured': { readonly named: string; readonly voltages: readonly number[] };
  'evidence.self-contradiction': { readonly contradiction: Said };
  /** Two witnesses in the order of their weight. */
  'evidence.contradiction': { readonly first: Witness; readonly second: Witness };
  /** The boards that are left, as a noun. */
  'evidence.boards': { readonly boards: readonly string[] };
  // Another product, as a noun: by its proper name, its kind, or the chip whose RAM (in KiB) its stack pointer names.
  'product.named': { readonly name: string };
  'product.kind': { readonly kind: ProductKind };
  'product.other-chip': { readonly ram: number; readonly chips: string };
}
