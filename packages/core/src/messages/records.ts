// Messages about what is kept on the disk for a board.

import type { DeviceName } from './device.ts';
import type { SaidText } from './said.ts';

export interface RecordMessages {
  'records.board-taken': { readonly device: DeviceName };
  'records.undo-not-written': { readonly cause: SaidText };
  'records.configuration-not-saved': { readonly cause: SaidText };
  'records.journal-not-written': { readonly cause: SaidText };
  'records.record-not-moved': { readonly location: string; readonly cause: SaidText };
  'records.saved-configuration-unusable': { readonly damage: SaidText };
  'records.update-configuration-unusable': { readonly location: string; readonly damage: SaidText };
  // Why a saved configuration cannot be used.
  'records.file-missing': undefined;
  'records.file-modified': undefined;
}
