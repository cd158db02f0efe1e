// Messages about the work on a flash: what is saved, repeated, given up. Locations are files as a person finds them.

import type { Said } from './said.ts';

/** A record of an interrupted run, and the files it names. */
export interface RecordName {
  readonly locations: readonly string[];
  readonly begun?: string | undefined;
  readonly undo?: string | undefined;
  readonly configuration?: string | undefined;
}

/** Codes of messages about the work on a flash, each with its parameters. */
export interface FlashMessages {
  'flash.bytes-because-of-vectors': undefined;
  /** Bits at a time. */
  'flash.narrower-than-planned': { readonly width: number; readonly planned: number };
  'flash.narrower-after-mismatch': { readonly width: number };
  'flash.startup-unknown': undefined;
  'flash.verify-again': { readonly sectors: number };
  'flash.unverifiable': undefined;
  /** `expected` and `found`: bytes. */
  'flash.mismatch': {
    readonly address: number;
    readonly sector: number;
    readonly expected: number;
    readonly found: number;
  };
  'flash.reads-differ': undefined;
  'flash.not-started': { readonly cause: Said };
  'flash.nothing-runs': undefined;
  'flash.still-protected': { readonly protection: 'read' | 'write' };
  'flash.unlock': { readonly protection: 'read' | 'write' };
  // Records and backups.
  'flash.continuing': undefined;
  'flash.undo-unusable': { readonly location: string };
  'flash.record-does-not-fit': RecordName;
  'flash.record-of-another': RecordName;
  'flash.record-fits-too': RecordName;
  'flash.update-closed': { readonly location: string };
  'flash.configuration-owed': { readonly location: string };
  'flash.journal-failed': { readonly what: 'written' | 'removed'; readonly cause: Said };
  'flash.raw-record-failed': { readonly cause: Said };
  'flash.record-kept-aside': { readonly location: string };
  'flash.undo-saved': { readonly location: string };
  'flash.undo-partial': { readonly location: string };
  'flash.sectors-changed-since': { readonly sectors: readonly number[]; readonly location: string };
}
