// Messages about settings that are judged and written. Values are as a person types them.

import type { Said } from './said.ts';

/** Which rule of docs/settings.md a value breaks. */
export type SettingRule =
  | 'not-a-number'
  | 'infinite'
  | 'not-positive'
  | 'negative'
  | 'positive'
  /** Above what the board can measure, or its gate driver stands: it would never act. */
  | 'above-limit'
  /** Above the default of the firmware on the board. */
  | 'above-default'
  /** The resistor would be on forever. */
  | 'ramp-below-bus'
  | 'ramp-reversed'
  /** Less than 5 % above the bus. */
  | 'ramp-near-bus'
  /** The bus was not read, or is too low to say anything. */
  | 'ramp-not-judged';

/** Why a value is refused or asked about, and what it was held against, in volts. */
interface Broken {
  readonly rule: SettingRule;
  readonly bound?: number | undefined;
}

/**
 * What the limit of a board is known by. `otp`: its variant is proved, or reported by firmware that repeats it · `firmware`: OTP is
 * blank, and the firmware's own word counts · `assumed`: nothing is known, and the lowest is taken.
 */
export type LimitSource = 'otp' | 'firmware' | 'assumed';

/** What the limit of a board is known by; volts. */
interface Limit {
  readonly by: LimitSource;
  readonly rated: number;
}

/** Why the board has no place for a value. */
export type Misfit =
  /** The board's firmware has no such property. */
  | 'not-found'
  /** Not below an object named `config`. */
  | 'not-configuration'
  /** The firmware does not let it be written. */
  | 'read-only'
  /** The file's value does not fit the property's type. */
  | 'other-type'
  /** Points at a property of other firmware. */
  | 'foreign-reference'
  /** A calibration result under another name: its sign and unit may be others, too. */
  | 'renamed';

/** Why a value of the file is not written. */
export type SkipReason =
  | Misfit
  /** Means something else in the other generation: counts became turns, amperes became newton metres. */
  | 'other-unit'
  /** A result of calibrating another board's motor and encoder. */
  | 'other-board'
  /** Right for another variant of the board, or for one that is unknown. */
  | 'other-variant'
  /** A default of the file's release: the board keeps its own. */
  | 'own-default'
  /** Cannot be meant, or takes a protection away. */
  | 'refused'
  /** Firmware up to 0.5.1 had no such switch: whether there is a resistor is for a person to say. */
  | 'no-switch';

/** Calibrations a person has to make again. */
export type Calibration = 'motor' | 'encoder-offset' | 'index-search' | 'hall' | 'anticogging';

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
  'settings.skipped': Paths & { readonly reason: SkipReason };
  // Why values are skipped, in a few words; the second counts values that are not missed.
  'settings.skip-reason': { readonly reason: SkipReason };
  'settings.unmissed-reason': { readonly reason: SkipReason };
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
  'settings.unnamed-value': { readonly path: string; readonly value: number; readonly names: readonly string[] };
  'settings.to-set': Values;
  'settings.left-out': { readonly path: string; readonly reason: SkipReason };
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
