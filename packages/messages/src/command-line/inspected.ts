// Messages about what a board or a file is found to be. Sizes, times and voltages are texts with their unit.

import type { Said } from '@odflash/core/messages';

export interface InspectedMessages {
  'inspected.row-serial-number': undefined;
  'inspected.row-port': undefined;
  'inspected.row-board': undefined;
  'inspected.row-protection': undefined;
  'inspected.row-brown-out': undefined;
  'inspected.row-vector-table': undefined;
  'inspected.row-firmware': undefined;
  'inspected.row-built-for': undefined;
  'inspected.row-compatibility': undefined;
  'inspected.row-interrupted': undefined;
  'inspected.row-configuration': undefined;
  'inspected.row-bus': undefined;
  'inspected.row-format': undefined;
  'inspected.row-size': undefined;
  'inspected.row-segment': undefined;
  'inspected.row-gap': undefined;
  'inspected.row-outside-flash': undefined;
  'inspected.row-sectors': undefined;
  'inspected.row-product': undefined;
  'inspected.row-board-check': undefined;
  'inspected.row-target-name': undefined;
  'inspected.row-note': undefined;
  'inspected.none': undefined;
  'inspected.unknown': undefined;
  'inspected.ok-because': { readonly why: Said };
  'inspected.version-unknown': undefined;
  'inspected.board': { readonly board: string; readonly evidence: 'otp' | 'option' | 'firmware' };
  'inspected.board-unknown': {
    readonly why: 'not-an-f405' | 'layout-untold' | 'otp-blank' | 'otp-foreign' | 'otp-unreadable' | 'not-reported';
  };
  'inspected.board-in-dfu': undefined;
  'inspected.other-product': { readonly product: Said };
  'inspected.interrupted': undefined;
  'inspected.protection': {
    readonly read: boolean;
    readonly level?: number | undefined;
    readonly write?: string | undefined;
  };
  'inspected.brown-out': { readonly volts?: number | undefined };
  'inspected.sector': { readonly index: string };
  'inspected.sector-used': { readonly size: string };
  'inspected.sector-content': { readonly content: 'blank' | 'unreadable' | 'not-read' };
  'inspected.sector-of-configuration': { readonly writeProtected: boolean };
  'inspected.write-protected': undefined;
  'inspected.running': undefined;
  'inspected.firmware': { readonly release: string; readonly reported?: string | undefined };
  'inspected.configuration': { readonly saved: boolean };
  'inspected.bus': { readonly volts: number };
  'inspected.axis': { readonly state: Said; readonly flags: readonly string[] };
  'inspected.unsafe-in-dfu': { readonly board: string };
  'inspected.more-in-dfu': undefined;
  'inspected.size': { readonly size: string; readonly segments: number };
  'inspected.more': { readonly count: number };
  'inspected.sectors': { readonly sectors: string; readonly percent: number };
  'inspected.known-by': { readonly board: Said; readonly witness: 'bytes' | 'digest' | 'name' };
}
