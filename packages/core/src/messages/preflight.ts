// Messages about an image and a board before anything is changed. Boards by name, as in `v3.6-56V`; addresses are bytes of
// memory, `to` included.

import type { Said } from './said.ts';

/** What shows which board a file is for. */
export type FileWitness = 'bytes' | 'digest' | 'name';

/** What reads wrong on a board for which firmware was not built. */
export type WrongScale = 'low' | 'high' | 'other';

/** What firmware of a release does on a board for which it was not built. */
export interface WrongBoardEffect {
  readonly version?: string | undefined;
  /** Whether it compares the board; unknown = it depends on the release. */
  readonly checks?: boolean | undefined;
  readonly scale: WrongScale;
}

/** Codes of messages about an image and a board before anything is changed, each with its parameters. */
export interface PreflightMessages {
  // The image.
  'preflight.image-in-flash': undefined;
  'preflight.image-outside-flash': { readonly from: number; readonly to: number };
  'preflight.image-bytes': { readonly bytes: number };
  'preflight.image-without-data': undefined;
  'preflight.image-all-erased': undefined;
  'preflight.image-note': { readonly note: Said };
  /** From where on data are missing. */
  'preflight.image-ends-early': { readonly address: number };
  'preflight.vectors-cut': undefined;
  'preflight.vectors-valid': { readonly why: Said };
  'preflight.may-not-start': { readonly why: Said };
  'preflight.would-not-start': { readonly why: Said };
  'preflight.part': undefined;
  'preflight.only-part': undefined;
  'preflight.part-overwrites': { readonly sectors: readonly number[] };
  'preflight.no-bootable-firmware': { readonly why: Said };
  // Image and board.
  'preflight.file-contradicts': { readonly contradiction: Said };
  'preflight.file-of-product': {
    readonly product: Said;
    /** Evidence against it. */
    readonly named?: { readonly by: FileWitness; readonly boards: readonly string[] } | undefined;
    /** It is what was saved from this board. */
    readonly ownBackup: boolean;
  };
  'preflight.installed-product': { readonly product: Said };
  'preflight.installed-other': { readonly board: string; readonly boards: readonly string[] };
  'preflight.installed-contradicts': { readonly board: string };
  'preflight.file-unidentified': undefined;
  'preflight.file-board-open': {
    readonly fileBoard: string;
    readonly board: string;
    readonly open: readonly ('version' | 'voltage')[];
    readonly voltages: readonly number[];
  };
  'preflight.board-voltage-open': { readonly boards: readonly string[]; readonly voltages: readonly number[] };
  'preflight.file-fits': { readonly boards: readonly string[]; readonly by: readonly FileWitness[] };
  'preflight.file-for-other-board': {
    readonly boards: readonly string[];
    readonly by: readonly FileWitness[];
    readonly board: string;
    readonly effect: WrongBoardEffect;
    readonly ownBackup: boolean;
  };
  // The board.
  'preflight.read-protected': undefined;
  'preflight.not-read-protected': undefined;
  'preflight.not-write-protected': undefined;
  'preflight.write-protected': { readonly sectors: readonly number[] };
  /** `maybeOld`: it may be a v3.4 or older. */
  'preflight.not-an-odrive': {
    readonly why: 'not-an-f405' | 'layout-untold' | 'otp-blank' | 'otp-foreign' | 'otp-unreadable';
    readonly maybeOld: boolean;
  };
  'preflight.otp-contradicts': { readonly board: string; readonly named: string };
  'preflight.board': { readonly board: string; readonly evidence: 'otp' | 'named' };
  'preflight.wrong-firmware': { readonly firmware: 'running' | 'installed'; readonly claimed: string };
  'preflight.claims-differ': {
    readonly firmware: 'running' | 'installed';
    readonly claimed: string;
    readonly named: string;
  };
  // What is lost, or stays.
  'preflight.erases-firmware': undefined;
  'preflight.erases-configuration': undefined;
  'preflight.erases-configuration-to-defaults': undefined;
  'preflight.raw-confirmed': undefined;
  'preflight.raw-own': undefined;
  'preflight.raw-foreign': undefined;
  'preflight.raw-skipped': { readonly consent: string };
  /** `from`, `to`: releases that it may be, or the family. */
  'preflight.settings-of-other-generation': { readonly from: readonly string[]; readonly to: readonly string[] };
  'preflight.settings-of-newer': { readonly from: readonly string[]; readonly to: readonly string[] };
  'preflight.start-new-firmware': undefined;
  'preflight.start-new-firmware.yes': undefined;
  'preflight.start-new-firmware.no': undefined;
  // Records of earlier runs.
  'preflight.records-unusable': {
    readonly failure?: string | undefined;
    readonly unusable: readonly {
      readonly location: string;
      readonly why: 'newer' | 'damaged';
      readonly program?: string | undefined;
      readonly begun?: string | undefined;
      readonly files: readonly string[];
    }[];
    readonly unread: number;
  };
}
