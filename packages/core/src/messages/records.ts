// Messages about what is kept on the disk for a board.

import type { DeviceName } from './device.ts';
import type { Said } from './said.ts';

/** Codes of messages about what is kept on the disk for a board, each with its parameters. */
export interface RecordMessages {
  /** Without a device: in a browser, where it may be any. */
  'records.board-taken': { readonly device?: DeviceName | undefined };
  'records.undo-not-written': { readonly cause: Said };
  'records.configuration-not-saved': { readonly cause: Said };
  'records.journal-not-written': { readonly cause: Said };
  'records.record-not-moved': { readonly location: string; readonly cause: Said };
  'records.saved-configuration-unusable': { readonly damage: Said };
  'records.update-configuration-unusable': { readonly location: string; readonly damage: Said };
  // Why a saved configuration cannot be used.
  'records.file-missing': undefined;
  'records.file-modified': undefined;
}
