// Messages of the shell. Axes are by the name they have in it, `odrv0.axis0`.

import type { DeviceName, Said } from '@odflash/core/messages';

export interface ShellMessages {
  'shell.board': { readonly name: string; readonly device: DeviceName; readonly firmware: string };
  'shell.disconnected': { readonly name: string };
  'shell.reconnected': { readonly name: string };
  'shell.no-board-yet': undefined;
  /** Of a board that is there. */
  'shell.not-connected': undefined;
  'shell.no-history': { readonly why: Said };
  'shell.keys': undefined;
  'shell.axis-lost-with-watchdog': { readonly axis: string };
  'shell.axis-restarted': { readonly axis: string };
  'shell.axis-lost': { readonly axis: string };
  'shell.axis-failed': { readonly axis: string; readonly board: string };
  'shell.axis-idle': { readonly axis: string };
  'shell.set-to-idle': { readonly axes: readonly string[] };
  'shell.none-in-use': undefined;
  'shell.interrupt': { readonly count: number; readonly priority: number };
  'shell.dma': { readonly channel: number; readonly priority: number };
  'shell.values-in-file': { readonly count: number; readonly file: string };
  'shell.step': {
    readonly axis: string;
    readonly of: 'position' | 'velocity';
    readonly by: number;
    readonly unit: 'turns' | 'counts';
    readonly after: number;
  };
}
