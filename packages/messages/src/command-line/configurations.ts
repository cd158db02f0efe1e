// Messages about what became of a configuration, and of an update as a whole. Times are texts with their unit.

import type { Said } from '@odflash/core/messages';

/** Values that were skipped for one reason. */
export interface SkippedGroup {
  readonly count: number;
  readonly reason: Said;
}

export interface ConfigurationMessages {
  'configuration.dry-run-update': { readonly warnings: number };
  'configuration.firmware-as-reported': { readonly firmware: string };
  'configuration.held-off': { readonly flags: readonly string[] };
  'configuration.updated': {
    readonly after?: string | undefined;
    readonly before?: string | undefined;
    readonly how: 'compared' | 'written' | 'written-earlier';
    readonly time: string;
  };
  'configuration.not-restored': { readonly file: string };
  'configuration.restore-identical': { readonly file: string };
  'configuration.saved-files': { readonly files: readonly string[] };
  'configuration.remains-saved': { readonly file: string };
  'configuration.restored': {
    readonly written: number;
    readonly matched: number;
    readonly skipped: readonly SkippedGroup[];
  };
  'configuration.comparison': {
    readonly differing: number;
    readonly same: number;
    readonly skipped: readonly SkippedGroup[];
  };
  'configuration.cannot-be-restored': { readonly count: number };
  'configuration.took': { readonly time: string };
  'configuration.healthy': { readonly bus: 'not-compared' | 'same' | 'changed' | 'wrong-class' };
  'configuration.worse': undefined;
  'configuration.lost-calibrations': { readonly names: readonly string[] };
  'configuration.bus': { readonly bus: 'not-compared' | 'same' | 'changed' | 'wrong-class' };
}
