// Messages about lists of firmware releases and copies of them. Sizes are texts with their unit.

import type { Said } from '@odflash/core/messages';

export interface ReleaseListMessages {
  'releases.files': { readonly count: number; readonly place: string };
  'releases.digest': { readonly from: 'publisher' | 'mirror' | 'not-verified' };
  'releases.mirror': { readonly folder: string; readonly files: number; readonly added: number };
  'releases.use-mirror': { readonly folder: string };
  'releases.mirrored': { readonly outcome: 'added' | 'kept' };
  'releases.skipped': { readonly why: Said };
}
