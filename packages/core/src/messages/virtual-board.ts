// Messages about virtual boards: how one is described, and how it is kept on the disk.

import type { Said } from './said.ts';

/** Codes of messages about a virtual board that is kept on the disk, each with its parameters. */
export interface VirtualBoardMessages {
  // Why a description is not a board. `form`: what a value looks like.
  'virtual-board.unknown-profile': { readonly name: string; readonly names: readonly string[] };
  'virtual-board.unknown-wiring': { readonly name: string };
  'virtual-board.unknown-option': { readonly name: string; readonly near: readonly string[] };
  'virtual-board.only-at-start': { readonly name: string };
  'virtual-board.without-probe': { readonly name: string };
  'virtual-board.value-missing': { readonly name: string; readonly form: string };
  'virtual-board.value-invalid': { readonly name: string; readonly value: string; readonly form: string };
  'next.list-virtual': undefined;
  // Of its folder.
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
