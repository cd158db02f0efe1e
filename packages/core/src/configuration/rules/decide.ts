// What becomes of one value by its class, the board it is from and the board it goes to: the table of SETTINGS. Pure.

import type { ConfigurationGeneration } from '../../odrive/release-order.ts';
import type { PropertyValue } from '../../odrive/value.ts';
import type { FileValue } from '../file/file-values.ts';
import { type BoardTrait, type Classification, classOf, sameTrait, traitOf } from './classes.ts';
import { type BoardTraits, defaultOf } from './defaults.ts';
import { nearlyEqual } from './judge.ts';

/** Where a file is from, seen from the board it goes to. */
export type Origin = 'same-chip' | 'other-chip' | 'unknown';

/** The board a file is from, as far as it is known. */
export interface SourceBoard {
  /** Releases it may have run, see file-release.ts. */
  readonly releases: readonly string[];
  /** For defaults: the variant the firmware was built for. */
  readonly traits: BoardTraits | undefined;
  /** {@link traits} are those of the board, not only of its firmware. */
  readonly proved: boolean;
}

export interface TargetBoard {
  readonly release: string;
  readonly generation: ConfigurationGeneration;
  readonly traits: BoardTraits | undefined;
  readonly proved: boolean;
}

export interface Decision extends Classification {
  readonly fate: /** As in the file, or translated. */
    | 'write'
    /** On another chip the value is its release's default: the board keeps its own. */
    | 'own-default'
    /** Depends on a trait that differs, or is unknown. */
    | 'other-variant'
    /** Measured on another motor and encoder. */
    | 'other-board'
    /** A startup flag that is written as false. */
    | 'held';
  readonly value: PropertyValue;
  /** The value was the default of the source's release, and becomes the default of the target's. */
  readonly translated?: true | undefined;
  /** What the value depends on, where it does. */
  readonly dependsOn?: BoardTrait | undefined;
}

export interface DecideOptions {
  readonly origin: Origin;
  readonly source: SourceBoard;
  readonly target: TargetBoard;
  readonly holdStartup: boolean;
  /** Writes the file's startup flags to another chip, too. */
  readonly withStartup: boolean;
  /** A person consented to carry the calibration. */
  readonly calibration: boolean;
  /** A person consented to this value on this board. */
  readonly consented: (path: string, value: PropertyValue) => boolean;
}

export function decide({ property: { path }, value }: FileValue, options: DecideOptions): Decision {
  const { origin, source, target } = options;
  const classification = classOf(path, target.generation);
  const as = (fate: Decision['fate'], wanted: PropertyValue = value): Decision => ({
    ...classification,
    fate,
    value: wanted,
  });
  const kind = classification.class;
  if (kind === 'startup') {
    const held = options.holdStartup || (origin !== 'same-chip' && !options.withStartup);
    return held && value === true ? as('held', false) : as('write');
  }
  if (origin !== 'same-chip') {
    if ((kind === 'motor' || kind === 'encoder') && !options.calibration) return as('other-board');
    const isBound = classification.trait !== undefined || kind === 'supply';
    if (isBound && isSourceDefault(path, value, source)) return as('own-default');
    const trait = traitOf(path, classification, value, target.traits);
    const isSame = trait && source.proved && target.proved && sameTrait(trait, source.traits, target.traits);
    if (trait && isSame !== true && !options.consented(path, value))
      return { ...as('other-variant'), dependsOn: trait };
  }
  const wanted = translated(path, value, source, target);
  return wanted === undefined ? as('write') : { ...as('write', wanted), translated: true };
}

/** Whether a value of the file is what its firmware had by itself. */
export function isSourceDefault(path: string, value: unknown, { releases, traits }: SourceBoard): boolean {
  return releases.some((release) => sameAs(defaultOf(path, release, traits), value));
}

/** The target's default, where the value is the source's and they differ. */
function translated(
  path: string,
  value: PropertyValue,
  source: SourceBoard,
  target: TargetBoard,
): PropertyValue | undefined {
  const wanted = defaultOf(path, target.release, target.traits);
  if (wanted === undefined || sameAs(wanted, value) || !isSourceDefault(path, value, source)) return undefined;
  return wanted;
}

function sameAs(usual: number | boolean | undefined, value: unknown): boolean {
  return typeof usual === 'number' && typeof value === 'number'
    ? nearlyEqual(usual, value)
    : usual !== undefined && usual === value;
}
