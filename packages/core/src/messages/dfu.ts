// Messages about a DFU bootloader. States and statuses by the names of the specification.

import type { Said } from './said.ts';

/** Codes of messages about a DFU bootloader, each with its parameters. */
export interface DfuMessages {
  'dfu.refused-with-status': { readonly request: Said; readonly status: string };
  'dfu.refused': { readonly request: Said };
  'dfu.out-of-step': { readonly request: Said; readonly found: Said };
  'dfu.dead-end': { readonly found: Said };
  'dfu.still-busy': { readonly request: Said; readonly ms: number };
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
