// Messages about configurations in files, beside those on a board. Sizes and times are texts with their unit.

import type { Said } from '@odflash/core/messages';

export interface ConfigurationFileMessages {
  'saved.values': { readonly path: string; readonly values: number; readonly firmware: string; readonly time: string };
  'saved.sectors': { readonly path: string; readonly size: string; readonly time: string };
  'saved.sectors-limited': undefined;
  'saved.image': { readonly path: string; readonly size: string };
  'saved.gaps-filled': { readonly size: string; readonly gaps: number };
  'erased.planned': undefined;
  'erased.configuration': undefined;
  'compared.values': { readonly changes: number; readonly same: number; readonly skipped: number };
  'compared.not-written': { readonly reason: Said };
  'compared.title-group': {
    readonly group:
      | 'variant'
      | 'supply'
      | 'wiring'
      | 'machine'
      | 'identity'
      | 'startup'
      | 'motor'
      | 'encoder'
      | 'plain';
  };
  'compared.value': {
    readonly before?: string | undefined;
    readonly now: string;
    readonly because?: 'translated' | 'held' | 'set-incomplete' | 'not-calibrated' | undefined;
  };
}
