// Messages about a virtual board that is kept on the disk.

import type { Said } from './said.ts';

export interface VirtualBoardMessages {
  'virtual-board.in-use': { readonly folder: string };
  'virtual-board.not-saved': { readonly path: string; readonly system: string };
  'virtual-board.invalid': { readonly path: string; readonly why: Said };
  // Why a file holds no board.
  'virtual-board.size': { readonly bytes: number };
  'virtual-board.no-file': undefined;
  'virtual-board.not-json': undefined;
  'virtual-board.other-version': undefined;
  // What to do then.
  'next.other-state-folder': undefined;
  'next.wait-or-other-state-folder': undefined;
  'next.other-or-new-state-folder': undefined;
}
