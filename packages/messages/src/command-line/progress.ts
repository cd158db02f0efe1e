// Messages about progress, said while a command works. Sizes and times are texts with their unit.

import type { Said } from '@odflash/core/messages';

export interface ProgressMessages {
  'progress.board': { readonly serial?: string | undefined; readonly path: string };
  'progress.running': {
    readonly serial?: string | undefined;
    readonly path: string;
    readonly board?: string | undefined;
    readonly evidence: 'proof' | 'claim';
    readonly firmware: string;
  };
  'progress.entering-dfu': undefined;
  'progress.starting-old': undefined;
  'progress.starting-new': undefined;
  'progress.recovering': { readonly cause: Said; readonly attempt: number };
  'progress.recovered': undefined;
  'progress.waiting': { readonly time: string };
  'progress.no-board-in-dfu': undefined;
  'progress.no-probe': undefined;
  'progress.other-boards': { readonly others: readonly Said[] };
  'progress.firmware': {
    readonly name: string;
    readonly version?: string | undefined;
    readonly board?: Said | undefined;
    readonly format: Said;
    readonly verified?: string | undefined;
  };
  'progress.more-ranges': { readonly count: number };
  'progress.plan': {
    readonly action: 'rewrite' | 'erase';
    readonly count: number;
    readonly sectors: string;
    readonly write?: { readonly size: string; readonly width: number } | undefined;
    readonly unchanged?: string | undefined;
    readonly time: string;
  };
  'progress.reading': { readonly size?: string | undefined; readonly time: string };
  /** `again`: what was read back differs, and is written again. `left`: of the time. */
  'progress.sector': { readonly sector: number; readonly again: boolean; readonly left?: string | undefined };
  'progress.time-left': { readonly time: string };
  'progress.record-ends': { readonly record: 'log' | 'trace'; readonly path: string; readonly why: Said };
  'progress.record-reason': { readonly system: string };
  'progress.record-full': { readonly mebibytes: number };
  'progress.idling-first': { readonly axes: readonly string[] };
  'progress.stopping-leaves-unbootable': undefined;
  'progress.phase-connect': undefined;
  'progress.phase-inspect': undefined;
  'progress.phase-erase': undefined;
  'progress.phase-write': undefined;
  'progress.phase-verify': undefined;
  'progress.phase-start': undefined;
  'progress.phase-backup': undefined;
  'progress.phase-restore': undefined;
}
