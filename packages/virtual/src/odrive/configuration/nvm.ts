// ODrive's non-volatile memory in flash sectors 10 and 11 (Firmware/MotorControl/nvm.c): each sector is an array of 64-bit
// fields, the first 512 of which are a table of two bits for every field. A record is appended to the sector that does not
// hold the current one, marked invalid before and valid after it is written; then the other sector's record is marked.

import { configurationSectors, mainFlash, type Sector } from '@odflash/core/board';

const fieldLength = 8;
const fieldCount = (128 * 1024) / fieldLength;
/** The table takes two bits a field: 4 KiB. */
const firstField = fieldCount / 32;
const states = { valid: 0b00, invalid: 0b01, erased: 0b11 } as const;

/** One step of storing a record, to be done in order. */
export type NvmStep =
  | { readonly kind: 'erase'; readonly sector: Sector }
  | { readonly kind: 'program'; readonly address: number; readonly data: Uint8Array };

interface SectorState {
  readonly sector: Sector;
  readonly bytes: Uint8Array;
  /** The field after the last one that was used. */
  readonly next: number;
  /** State of the last field that was used. */
  readonly last: number;
}

function stateOf(bytes: Uint8Array, field: number): number {
  return ((bytes[field >> 2] ?? 0xff) >> (2 * (field & 3))) & 3;
}

function look(flash: Uint8Array, sector: Sector): SectorState {
  const offset = sector.address - mainFlash.address;
  const bytes = flash.subarray(offset, offset + sector.length);
  let next = fieldCount;
  while (next > firstField && stateOf(bytes, next - 1) === states.erased) next--;
  return { sector, bytes, next, last: next > firstField ? stateOf(bytes, next - 1) : states.erased };
}

/** Which of the two sectors is read and which one is written next. */
function lookAtBoth(flash: Uint8Array): { readonly current: SectorState; readonly other: SectorState } {
  const [first, second] = configurationSectors.map((sector) => look(flash, sector));
  if (!first || !second) throw new RangeError('the flash has no configuration sectors');
  return second.last === states.valid ? { current: second, other: first } : { current: first, other: second };
}

/** The fields of the current record, a multiple of 8 bytes; empty if there is none. */
export function readRecord(flash: Uint8Array): Uint8Array {
  const { current } = lookAtBoth(flash);
  let start = current.next;
  while (start > firstField && stateOf(current.bytes, start - 1) === states.valid) start--;
  return current.bytes.slice(start * fieldLength, current.next * fieldLength);
}

/** The steps that make `record` the current one. */
export function storeSteps(flash: Uint8Array, record: Uint8Array): readonly NvmStep[] {
  const { current, other } = lookAtBoth(flash);
  const count = Math.ceil(record.length / fieldLength);
  const steps: NvmStep[] = [];
  const full = other.next + count >= fieldCount;
  if (full) steps.push({ kind: 'erase', sector: other.sector });
  const start = full ? firstField : other.next;
  steps.push(
    marking(other.sector, start, count, states.invalid),
    { kind: 'program', address: other.sector.address + start * fieldLength, data: record },
    marking(other.sector, start, count, states.valid),
  );
  if (current.next < fieldCount) steps.push(marking(current.sector, current.next, 1, states.invalid));
  else steps.push({ kind: 'erase', sector: current.sector });
  return steps;
}

/** The steps that leave no record at all. */
export function eraseSteps(): readonly NvmStep[] {
  return configurationSectors.map((sector) => ({ kind: 'erase', sector }));
}

/** Programs the table: bits of other fields in the same bytes stay ones, so nothing happens to them. */
function marking(sector: Sector, start: number, count: number, state: number): NvmStep {
  const first = start >> 2;
  const data = new Uint8Array(((start + count + 3) >> 2) - first).fill(0xff);
  for (let field = start; field < start + count; field++) {
    const shift = 2 * (field & 3);
    const at = (field >> 2) - first;
    data[at] = (data[at] ?? 0xff) & ~((states.erased ^ state) << shift);
  }
  return { kind: 'program', address: sector.address + first, data };
}

/** Does the steps on a flash of no board yet: bits only go from 1 to 0. */
export function applySteps(flash: Uint8Array, steps: readonly NvmStep[]): void {
  for (const step of steps) {
    const place = step.kind === 'erase' ? step.sector : { address: step.address, length: step.data.length };
    const offset = place.address - mainFlash.address;
    for (let i = 0; i < place.length; i++) {
      flash[offset + i] = step.kind === 'erase' ? 0xff : (flash[offset + i] ?? 0) & (step.data[i] ?? 0xff);
    }
  }
}
