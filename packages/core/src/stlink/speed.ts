// The clock of SWD: what a probe offers, and which of it to take. Pure.

import { probeCommands } from './commands.ts';

/** Clock in kHz of a V2 by the divider its command takes. */
export const dividers: readonly { readonly kHz: number; readonly divider: number }[] = [
  { kHz: 4000, divider: 0 },
  { kHz: 1800, divider: 1 },
  { kHz: 1200, divider: 2 },
  { kHz: 950, divider: 3 },
  { kHz: 650, divider: 5 },
  { kHz: 480, divider: 7 },
  { kHz: 400, divider: 9 },
  { kHz: 360, divider: 10 },
  { kHz: 240, divider: 15 },
  { kHz: 150, divider: 25 },
  { kHz: 125, divider: 31 },
  { kHz: 100, divider: 40 },
  { kHz: 50, divider: 79 },
  { kHz: 25, divider: 158 },
  { kHz: 15, divider: 265 },
  { kHz: 5, divider: 798 },
];

/** What a V2 runs at after power-up, in kHz, and for good where its firmware has no command for it. */
export const powerUpKHz = 1800;

/** The fastest of `offered` that is not above `wanted`, else the slowest. */
export function chosenKHz(offered: readonly number[], wanted: number): number {
  const falling = [...offered].sort((a, b) => b - a);
  return falling.find((kHz) => kHz <= wanted) ?? falling.at(-1) ?? powerUpKHz;
}

/** The command that sets a V2 to a clock of {@link dividers}. */
export function dividerCommand(kHz: number): Uint8Array {
  const row = dividers.find((candidate) => candidate.kHz === kHz);
  return probeCommands.setDivider(row?.divider ?? 1);
}

export const frequenciesLength = 52;
const maxFrequencies = 10;

/** The clocks a V3 offers for SWD, in kHz. */
export function parseFrequencies(reply: Uint8Array): readonly number[] {
  const view = new DataView(reply.buffer, reply.byteOffset, reply.byteLength);
  const count = Math.min(view.getUint8(8), maxFrequencies);
  return Array.from({ length: count }, (_, index) => view.getUint32(12 + 4 * index, true)).filter((kHz) => kHz > 0);
}
