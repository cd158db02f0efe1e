// Messages about the status of a running board.

import type { DeviceName, Said } from '@odflash/core/messages';

export interface StatusMessages {
  'status.nothing-to-clear': undefined;
  'status.no-errors': undefined;
  'status.boards-with-errors': { readonly count: number; readonly of: number };
  'status.in-dfu': { readonly device: DeviceName };
  'status.unavailable': { readonly device: DeviceName; readonly why: Said };
  'status.firmware': { readonly release: string };
  'status.row-bus': undefined;
  'status.row-uptime': undefined;
  'status.after-restart': { readonly flags: readonly string[] };
  'status.temperature': { readonly of: 'fets' | 'motor'; readonly celsius?: string | undefined };
}
