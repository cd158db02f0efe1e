// Recordings of real hardware (fixtures/witnesses.json): what was seen where, and a way to hold it against a virtual board.

import { readFileSync } from 'node:fs';
import type { DeviceAnswer } from '@odflash/core/ports';
import { type Bench, requests } from '../bench.ts';

/** What was recorded, by name. Compared, never calculated with. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Witness {
  readonly id: string;
  /** Where it was published. */
  readonly source: string;
  readonly device: string;
  readonly kind: string;
  readonly facts: Facts;
}

/** Checks by the id of the witness they put to a virtual board. */
export type WitnessChecks = Readonly<Record<string, (facts: Facts) => Promise<void>>>;

export const witnesses: readonly Witness[] = JSON.parse(
  readFileSync(new URL('../fixtures/witnesses.json', import.meta.url), 'utf8'),
);

export function factsOf(id: string): Facts {
  const found = witnesses.find((witness) => witness.id === id);
  if (!found) throw new RangeError(`there is no witness "${id}"`);
  return found.facts;
}

/** bStatus and bState as recordings have them. */
export async function statusAndState(made: Bench): Promise<{ readonly status: number; readonly state: number }> {
  const { status, state } = await made.status();
  return { status, state };
}

/** Starts a command; the first GETSTATUS. */
export async function begun(made: Bench, ...command: readonly number[]): Promise<{ poll: number; state: number }> {
  await made.out(requests.download, 0, Uint8Array.from(command));
  return await made.status();
}

export const eraseOf = (address: number): readonly number[] => [0x41, ...littleEndian(address)];
export const pointerTo = (address: number): readonly number[] => [0x21, ...littleEndian(address)];

function littleEndian(address: number): readonly number[] {
  return [address & 0xff, (address >>> 8) & 0xff, (address >>> 16) & 0xff, address >>> 24];
}

export async function descriptor(made: Bench, type: number, index = 0): Promise<Uint8Array> {
  const { data }: DeviceAnswer = await made.control(0x80, 6, (type << 8) | index, type === 3 ? 0x0409 : 0, 255);
  return data;
}
