// Messages about firmware files in binary formats. Addresses, offsets and sizes are bytes.

import type { Said } from './said.ts';

/** Codes of messages about firmware files in binary formats, each with its parameters. */
export interface BinaryFormatMessages {
  'dfuse.version': { readonly version: number };
  'dfuse.image-size': { readonly size: number; readonly end: number };
  'dfuse.no-suffix': undefined;
  'dfuse.suffix-checksum': { readonly found: number; readonly expected: number };
  'dfuse.other-device': { readonly vendorId: number; readonly productId: number };
  'dfuse.no-target': { readonly found: string };
  'dfuse.other-alternate': { readonly alternate: number; readonly address: number };
  'dfuse.target-size': { readonly target: number; readonly size: number; readonly bytes: number };
  'dfuse.cut-off': {
    readonly part: 'prefix' | 'target-prefix' | 'element-header' | 'element';
    readonly address?: number | undefined;
    readonly bytes: number;
    readonly left: number;
  };
  'elf.64-bit': undefined;
  'elf.big-endian': undefined;
  'elf.unknown-class': { readonly fileClass: number; readonly byteOrder: number };
  'elf.other-machine': { readonly machine: number };
  'elf.not-linked': { readonly type: number };
  'elf.no-program-headers': undefined;
  'elf.program-header-size': { readonly bytes: number; readonly expected: number };
  'elf.segment-size': { readonly file: number; readonly memory: number };
  'elf.cut-off': { readonly headers?: number | undefined; readonly bytes: number; readonly left: number };
  'elf.segment-cut-off': {
    readonly address: number;
    readonly bytes: number;
    readonly offset: number;
    readonly end: number;
  };
  'elf.headers-skipped': { readonly bytes: number; readonly address: number };
  'uf2.half-block': { readonly bytes: number; readonly expected: number };
  'uf2.payload': { readonly bytes: number };
  'uf2.block-missing': { readonly block: number };
  'uf2.blocks-skipped': { readonly blocks: number };
  'uf2.mark': { readonly expected: number; readonly found: number };
  'uf2.total': { readonly block: number; readonly total: number; readonly expected: number };
  'uf2.cut-off': { readonly blocks: number; readonly total: number };
  'uf2.other-family': { readonly family: number; readonly families: readonly number[] };
  'raw.linked-elsewhere': { readonly linked: number; readonly loaded: number };
  'raw.suffix-checksum': { readonly found: number; readonly expected: number };
  'raw.suffix-stripped': { readonly bytes: number; readonly vendorId: number; readonly productId: number };
  'raw.not-startable': { readonly address: number; readonly why: Said };
  'raw.other-bootloader': { readonly maker: string };
}
