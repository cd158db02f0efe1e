// What the board's ADC reads of its DC bus: volts over the divider, 4096 steps of 3.3 V, and a little noise that repeats.

/** The bus voltage at the ADC. */
export interface BusReading {
  /** Steps now, 0 to 4095. */
  readonly steps: number;
  /** The highest that noise makes of it. */
  readonly peakSteps: number;
}

const reference = 3.3;
const steps = 4096;
/** Noise of a few steps either way, as any ADC beside a power stage has. Assumed. */
const noiseSteps = 2;

/** The reading at `now` (virtual ms) of `volts` on a board with that divider: the same for the same seed, moment and voltage. */
export function readBus(volts: number, divider: number, seed: number, now: number): BusReading {
  const exact = Math.round((volts / divider / reference) * steps);
  const noise = (mixed(seed, Math.floor(now)) % (2 * noiseSteps + 1)) - noiseSteps;
  return { steps: clamped(exact + (exact > 0 ? noise : 0)), peakSteps: clamped(exact > 0 ? exact + noiseSteps : 0) };
}

function clamped(value: number): number {
  return Math.min(Math.max(value, 0), steps - 1);
}

/** Volts that firmware built for `divider` makes of steps. */
export function voltsOf(reading: number, divider: number): number {
  return Math.fround((reading * reference * divider) / steps);
}

/** A whole number that looks like chance (xmur3's finish). */
export function mixed(seed: number, moment: number): number {
  let value = Math.imul((seed | 0) ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(moment | 0, 0xc2b2_ae35);
  value = Math.imul(value ^ (value >>> 16), 0x7feb_352d);
  value = Math.imul(value ^ (value >>> 15), 0x846c_a68b);
  return (value ^ (value >>> 16)) >>> 0;
}
