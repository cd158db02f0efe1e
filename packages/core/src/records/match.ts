// What a record says of a chip whose flash can be read: it counts only if every sector is as that run found it, left it or
// was about to leave it, so another firmware, another board or another board of the same serial number never passes for it.
// Pure.

import { isConfigurationSector } from '../board/odrive-v3.ts';
import { chipOf, sameSerial } from '../board/serial.ts';
import { proofOf } from '../target/board-evidence.ts';
import type { ChipKey } from '../target/chip.ts';
import type { Identity } from '../target/identity.ts';
import type { BoardRecord, FlashRecord, RecordSector } from './board-record.ts';

/** `finished`: every sector is as the run wanted it; only its record was not removed any more. */
export type RecordMatch = 'interrupted' | 'finished' | 'unrelated';

/** The chip in hand, as far as a record asks. */
export interface ChipContent {
  /** Hash of a sector's present content; `undefined` where it was not read. */
  readonly hashOf: (index: number) => string | undefined;
  /** True if it would start something. */
  readonly startable: boolean;
  /** True if it is in the port the record was written for. */
  readonly samePath: boolean;
  /** True if the run had written everything and read it back: then nothing may be as before. Default false. */
  readonly written?: boolean | undefined;
}

/**
 * What a record says of the chip in hand. A sector that was in hand may hold anything, but not where the chip starts
 * something and the run had invalidated its vectors: then a person has finished it by other means. Elsewhere than in its
 * port, a board passes only with the marks of an interruption, some sectors changed and some not yet as they should be, or
 * with the very configuration that was on it.
 */
export function matchOf(flash: FlashRecord, chip: ChipContent): RecordMatch {
  const states = flash.sectors
    .filter((sector) => !isWitness(sector))
    .map((sector): State => ({ sector, hash: chip.hashOf(sector.index) }));
  if (!knowsFirmware(flash) || !states.every(({ hash }) => hash !== undefined)) return 'unrelated';
  if (chip.written && !states.every(isNext)) return 'unrelated';
  const finishedByOthers = chip.startable && flash.sectors.some(({ index }) => index === 0);
  const odd = states.filter((state) => !isRight(state) && (finishedByOthers || !mayBeHalfWay(flash, state)));
  const [first] = odd;
  if (first && (finishedByOthers || !isUnrecorded(flash, states, first))) return 'unrelated';
  const atHome = chip.samePath || configurationSince(flash, chip) === 'unchanged';
  if (states.every(isNext)) return atHome ? 'finished' : 'unrelated';
  const changed = states.some((state) => (isUntold(state.sector) ? isNext(state) : !isOld(state)));
  return atHome || (changed && !first) ? 'interrupted' : 'unrelated';
}

interface State {
  readonly sector: RecordSector;
  readonly hash: string | undefined;
}

const isOld = ({ sector, hash }: State): boolean => hash === sector.old;
const isNext = ({ sector, hash }: State): boolean => hash === sector.next;
const isRight = (state: State): boolean => isOld(state) || isNext(state);

/** Whether the interrupted run had written the firmware, and only its configuration was still to be restored. */
export function isWritten({ update }: BoardRecord): boolean {
  return update?.stage === 'restoring';
}

function mayBeHalfWay({ inProgress }: FlashRecord, { sector, hash }: State): boolean {
  return isUntold(sector) || inProgress.includes(sector.index) || sector.other.some((half) => half === hash);
}

/**
 * A run goes through the sectors in order, and on where the disk does not take its record any more: then the sector in hand
 * is one that comes after those the record knows of, with everything before it written and nothing behind it.
 */
function isUnrecorded({ inProgress }: FlashRecord, states: readonly State[], { sector: { index } }: State): boolean {
  const others = states.filter(({ sector }) => sector.index !== 0 && sector.index !== index);
  return (
    others.length > 0 &&
    inProgress.every((known) => known < index) &&
    others.every((state) => (state.sector.index < index ? isNext(state) : isOld(state)))
  );
}

/** The run kept no undo backup, so what was there before is not known. */
function isUntold({ old }: RecordSector): boolean {
  return old === undefined;
}

/**
 * Whether the stored configuration is the one the record knows. `changed`: in part, as where the firmware was saving it ·
 * `replaced`: no sector is as it was · `untold`: the record, or the chip, does not say.
 */
export type ConfigurationSince = 'unchanged' | 'changed' | 'replaced' | 'untold';

export function configurationSince(flash: FlashRecord, { hashOf }: ChipContent): ConfigurationSince {
  const witnesses = flash.sectors.filter(isWitness).map(({ index, next }) => ({ next, hash: hashOf(index) }));
  if (witnesses.length === 0 || witnesses.some(({ hash }) => hash === undefined)) return 'untold';
  if (witnesses.every(({ next, hash }) => hash === next)) return 'unchanged';
  return witnesses.some(({ next, hash }) => hash === next) ? 'changed' : 'replaced';
}

/** Whether it says anything of the firmware. A run that found the firmware there already knows the configuration alone. */
export function knowsFirmware({ sectors }: FlashRecord): boolean {
  return sectors.some((sector) => !isWitness(sector));
}

/** A configuration sector that no run was going to change: the firmware may, at any time. */
export function isWitness({ index, old, next }: RecordSector): boolean {
  return old === next && isConfigurationSector(index);
}

/** True if OTP proves another board than the record is of: the number is another chip's, too. OTP never changes again. */
export function isOtherBoard({ board }: BoardRecord, identity: Identity): boolean {
  const proof = proofOf(identity);
  return proof !== undefined && board !== undefined && board !== proof.name;
}

/**
 * Whether a record may be of the board in hand, by the number its chip shows. `same`: by the chip's own number. `unknown`:
 * one of them does not show it.
 */
export function sameChip(record: BoardRecord, chip: string | undefined): 'same' | 'other' | 'unknown' {
  if (record.chip === undefined || chip === undefined) return 'unknown';
  return record.chip === chip ? 'same' : 'other';
}

/**
 * Whether a board is where it was when the record was written. A browser reports no ports: there it is the same by what it shows
 * of itself, and for one that shows nothing the answer is unknown.
 */
export function isInPlace(record: BoardRecord, { serial, path, nameOnly }: ChipKey): boolean {
  if (!nameOnly) return record.path === path;
  return sameChip(record, chipOf(serial)) === 'same' || sameSerial(record.serial, serial);
}
