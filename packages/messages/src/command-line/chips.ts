// Messages about a board whose mode, protection or flash contents were changed or compared. Times are texts with their unit.

import type { Said } from '@odflash/core/messages';

export interface ChipMessages {
  'chip.in-dfu-already': undefined;
  'chip.in-dfu': { readonly time: string };
  'chip.running': { readonly time: string };
  'chip.not-protected': undefined;
  'chip.unlocked': { readonly removed: readonly ('read' | 'write')[] };
  'chip.unlocked-and-erased': { readonly removed: readonly ('read' | 'write')[] };
  'chip.match': { readonly path: string; readonly time: string };
  'chip.match-of-compared': { readonly path: string; readonly time: string; readonly leftOut: Said };
  'chip.rest-not-compared': undefined;
  'chip.sector': { readonly index: string };
  'chip.matches': undefined;
  'chip.differs': { readonly address: number; readonly expected: number; readonly found: number };
}
