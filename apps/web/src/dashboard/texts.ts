// What the dashboard says: a language fills all of it.

import type { DecimalMark, Language } from '@odflash/messages';

/** Texts of its own, and what the error flags of the firmware mean. */
export interface DashboardWords {
  readonly texts: DashboardTexts;
  readonly errorFlags: Language['errorFlags'];
}

export interface DashboardTexts {
  readonly decimalMark: DecimalMark;
  readonly title: string;
  readonly connecting: string;
  readonly back: string;
  readonly noWrites: string;
  readonly status: string;
  readonly bus: string;
  readonly uptime: string;
  readonly healthy: string;
  readonly misconfigured: string;
  readonly errors: string;
  readonly latched: string;
  readonly cause: string;
  readonly remedy: string;
  readonly sensors: Readonly<Record<'fets' | 'motor', string>>;
  readonly notMeasured: string;
  readonly plot: string;
  readonly plotHint: string;
  readonly plotOf: (paths: string) => string;
  readonly remove: (path: string) => string;
  readonly properties: string;
  readonly search: string;
  readonly found: (shown: number, all: number) => string;
  readonly draw: (path: string) => string;
  readonly columns: readonly [path: string, value: string, type: string, plot: string];
  readonly configuration: string;
  readonly configurationHint: string;
  readonly backup: string;
  readonly compare: string;
  readonly comparing: string;
  readonly changes: (count: number, same: number, skipped: number) => string;
  readonly board: string;
  readonly file: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly because: Readonly<Record<'translated' | 'held' | 'set-incomplete' | 'not-calibrated', string>>;
  readonly skipped: (why: string, paths: readonly string[]) => string;
  readonly restore: (count: number) => string;
  readonly restoring: string;
  readonly restored: (count: number) => string;
}
