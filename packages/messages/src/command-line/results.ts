// Messages about how a flash or an erase ended. Sizes and times are texts with their unit.

import type { Said } from '@odflash/core/messages';

export interface ResultMessages {
  'result.dry-run-nothing': undefined;
  'result.dry-run': { readonly time: string };
  'result.part-unchanged': undefined;
  'result.unchanged': { readonly what: 'image' | 'firmware' | 'blank' | 'no-configuration'; readonly time: string };
  'result.unchanged-but': {
    readonly what: 'image' | 'firmware' | 'blank' | 'no-configuration';
    readonly time: string;
    readonly leftOut: Said;
  };
  'result.part-written': { readonly effort: Said };
  'result.verified': { readonly what: 'image' | 'firmware' | 'blank' | 'no-configuration'; readonly effort: Said };
  'result.effort': {
    readonly erased: number;
    readonly written?: { readonly size: string; readonly width: number } | undefined;
    readonly readBack: string;
    readonly time: string;
  };
  'result.left-out': {
    readonly sectors: string;
    readonly count: number;
    readonly size: string;
    readonly action: 'written' | 'compared';
  };
  'result.previous-saved': { readonly path: string };
  'result.back-by-restore': { readonly path: string };
  'result.back-by-restore-in-dfu': { readonly path: string };
  'result.back-by-update': { readonly path: string; readonly via?: string | undefined };
  'result.no-way-back': undefined;
  'result.continued': undefined;
  'result.rewritten': { readonly sectors: string };
  'result.recovered': { readonly connection: number; readonly sectors: number };
  'result.started': undefined;
  'result.stays-in-dfu': undefined;
  'result.start-not-confirmed': undefined;
  'result.start-not-checked': undefined;
  'result.not-bootable': undefined;
  'result.settings-not-checked': undefined;
  'result.set-to-machine': undefined;
  'result.board-untouched': undefined;
  'result.board-config-changed': undefined;
  'result.board-unbootable': undefined;
  'result.board-partly-written': undefined;
  'result.board-written': undefined;
  'result.board-verified': undefined;
  'result.board-unknown': undefined;
}
