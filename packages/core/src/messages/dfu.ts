// Messages about a bootloader that speaks DFU. States and statuses by the names of the specification.

import type { SaidText } from './said.ts';

export interface DfuMessages {
  'dfu.refused-with-status': { readonly request: SaidText; readonly status: string };
  'dfu.refused': { readonly request: SaidText };
  'dfu.out-of-step': { readonly request: SaidText; readonly found: SaidText };
  'dfu.dead-end': { readonly found: SaidText };
  'dfu.still-busy': { readonly request: SaidText; readonly ms: number };
  'dfu.driver-drops-requests': { readonly state: string };
  'dfu.no-interface': { readonly path: string };
  'dfu.no-memory-at': { readonly address: number };
  'dfu.link-closed': undefined;
  'dfu.resets-after-unlock': undefined;
  'dfu.both-protections-remain': undefined;
  'dfu.no-restart-after-unlock': undefined;
  /** `witness`: who says which board it is. */
  'dfu.unsafe-board': {
    readonly board: string;
    readonly witness: 'otp' | 'named' | 'running' | 'installed';
  };
}
