// Messages about settings that are judged and written. Values are as a person types them.

import type { Said } from './said.ts';

/** Why a value is refused or asked about, and what it was held against, in volts. */
interface Broken {
  readonly rule:
    | 'not-a-number'
    | 'infinite'
    | 'not-positive'
    | 'negative'
    | 'positive'
    | 'above-limit'
    | 'above-default'
    | 'ramp-below-bus'
    | 'ramp-reversed'
    | 'ramp-near-bus'
    | 'ramp-not-judged';
  readonly bound?: number | undefined;
}

/** What the limit of a board is known by; volts. */
interface Limit {
  readonly by: 'otp' | 'firmware' | 'assumed';
  readonly rated: number;
}

type Skipped =
  | 'not-found'
  | 'not-configuration'
  | 'read-only'
  | 'other-type'
  | 'foreign-reference'
  | 'renamed'
  | 'other-unit'
  | 'other-board'
  | 'other-variant'
  | 'own-default'
  | 'refused'
  | 'no-switch';

type Calibration = 'motor' | 'encoder-offset' | 'index-search' | 'hall' | 'anticogging';

interface Paths {
  readonly paths: readonly string[];
}

/** One message for each value. */
interface Values {
  readonly values: readonly Said[];
}

/** Codes of messages about settings that are judged and written, each with its parameters. */
export interface SettingsMessages {
  // One value each, for a list or a line.
  'settings.change': { readonly path: string; readonly from?: string | undefined; readonly to: string };
  'settings.default-change': { readonly path: string; readonly from: string; readonly to: string };
  'settings.becomes': { readonly path: string; readonly from: string; readonly to: string };
  'settings.not-kept': { readonly path: string; readonly wanted: string; readonly found: string };
  'settings.broken-rule': Broken & { readonly path: string; readonly value: string };
  /** `kept`: what the board keeps; `keptBreaks`: what is wrong with that. */
  'settings.refusal': Broken & {
    readonly path: string;
    readonly value: string;
    readonly kept?: string | undefined;
    readonly keptBreaks?: Broken | undefined;
  };
  'settings.variant-value': {
    readonly path: string;
    readonly trait?: 'voltage' | 'shunt' | 'minor' | undefined;
    readonly inFile?: string | undefined;
    readonly kept?: string | undefined;
    readonly breaks?: Broken | undefined;
  };
  /** `since`: the first release with that default. */
  'settings.old-default': { readonly path: string; readonly value: string; readonly since: string };
  'settings.repeat': { readonly path: string; readonly calibration: Calibration };
  'settings.skipped': Paths & { readonly reason: Skipped };
  // Why values are skipped, in a few words; the second counts values that are not missed.
  'settings.skip-reason': { readonly reason: Skipped };
  'settings.unmissed-reason': { readonly reason: Skipped };
  // The preflight of a plan.
  'settings.weaker': Values;
  'settings.not-written': Values & { readonly limit: Limit };
  'settings.unusual': Values & { readonly limit: Limit };
  'settings.brake-stays-off': undefined;
  'settings.from-other-board': Values & {
    readonly group: 'variant' | 'supply' | 'wiring' | 'machine' | 'motor' | 'encoder';
  };
  'settings.other-identity': Values;
  /** `serial`: of the board, where a consent may write one of them. */
  'settings.variant-skipped': Values & {
    readonly doubt: 'not-told' | 'not-confirmed';
    readonly serial?: string | undefined;
  };
  'settings.calibration-skipped': Paths & { readonly serial: string };
  'settings.own-defaults': Paths;
  'settings.unknown': Paths;
  'settings.translated': Values;
  'settings.old-defaults': Values;
  'settings.startup-off': Paths;
  'settings.incomplete-off': Paths;
  'settings.flags-off': Values;
  // One value that a person sets.
  'settings.already-set': undefined;
  'settings.to-set': Values;
  'settings.left-out': { readonly path: string; readonly reason: Skipped };
  // What became of it.
  'settings.refused-afterwards': { readonly refusal: Said };
  'settings.repeat-afterwards': { readonly path: string; readonly calibration: Calibration };
  'settings.taken-back': { readonly path: string };
  'settings.not-restored': { readonly count: number; readonly file: string; readonly missed: readonly Said[] };
  'settings.other-generation': { readonly file: string; readonly from: string; readonly to: string };
  'settings.not-switched-off': Paths;
  'settings.axis-not-idle': { readonly axis: string };
  'settings.board-invalid': { readonly limit: Limit };
}
