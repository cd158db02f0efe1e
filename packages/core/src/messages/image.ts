// Messages about firmware files, whatever their format.

import type { Said } from './said.ts';

export type FormatName = 'intel-hex' | 's-record' | 'elf' | 'dfuse' | 'uf2' | 'raw';

/** Two places in a file: lines from 1, or offsets in bytes from 0. */
interface Places {
  readonly unit: 'line' | 'offset';
  readonly places: readonly number[];
}

/** Files that are no firmware, by what they are. */
export type OtherFile =
  | 'zip'
  | 'empty-zip'
  | 'gzip'
  | 'bzip2'
  | 'xz'
  | 'zstandard'
  | '7-zip'
  | 'rar'
  | 'tar'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'pdf'
  | 'windows-program'
  | 'macos-program'
  | 'macos-resources'
  | 'static-library'
  | 'sqlite'
  | 'old-office'
  | 'git-lfs'
  | 'html'
  | 'xml'
  | 'markup'
  | 'json'
  | 'json-or-ini'
  | 'utf-16';

/** Addresses are bytes of memory, `to` included; sizes are bytes. */
export interface ImageMessages {
  'image.file-empty': undefined;
  'image.format': { readonly format: FormatName };
  /** What is wrong, after the format and the place. */
  'image.bad-file': {
    readonly format?: FormatName | undefined;
    readonly line?: number | undefined;
    readonly offset?: number | undefined;
    readonly reason: Said;
  };
  'image.too-big': { readonly bytes: number; readonly limit: number };
  'image.impossible-address': { readonly bytes: number; readonly address: number };
  'image.own-addresses': { readonly format: FormatName; readonly lowest: number; readonly address: number };
  'image.not-firmware': { readonly what: Said; readonly advice?: OtherFileAdvice | undefined };
  'image.other-file': { readonly kind: OtherFile };
  /** `words`: what the container says of its board. */
  'image.container': { readonly maker: string; readonly board: number; readonly words?: string | undefined };
  'image.plain-text': { readonly start: string };
  'image.trailing-data': { readonly bytes: number } & (
    | { readonly after: 'dfu-suffix' | 'last-element' | 'named-in-headers' }
    | { readonly after: 'last-block'; readonly blocks: number }
  );
  'image.ram-skipped': {
    readonly bytes: number;
    readonly memory: 'ccm' | 'sram';
    readonly from: number;
    readonly to: number;
  };
  'image.equal-overlap': Places & { readonly bytes: number; readonly address: number };
  'image.overlap': Places & { readonly address: number; readonly values: readonly number[] };
  'image.records-lost': { readonly gaps: number; readonly address: number; readonly bytes: number };
  'image.scattered': { readonly pieces: number };
  'image.no-data': undefined;
  'image.ccm-only': { readonly address: number };
  'image.ram-only': { readonly address: number };
  'image.beyond-address-space': { readonly bytes: number; readonly address: number };
  'image.more-than-in-file': undefined;
  'image.nothing-to-write': undefined;
  'image.mostly-filling': { readonly from: number; readonly to: number };
}

/** What to do about a file that is not firmware. */
export type OtherFileAdvice = 'unpack' | 'without-dots' | 'link' | 'pull-lfs' | 'download-file' | 'save-as-ascii';
