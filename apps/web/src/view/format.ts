// Numbers as people read them, with the decimal mark of their language.

import { type DecimalMark, decimal } from '@odflash/messages';

/** What a catalogue of texts says about numbers. */
export interface NumberForm {
  readonly decimalMark: DecimalMark;
}

/** `0.8 s`, `12 s`, `2 min 05 s`. */
export function seconds(ms: number, { decimalMark }: NumberForm): string {
  const whole = Math.round(ms / 1000);
  if (ms < 9_950) return `${decimal(ms / 1000, 1, decimalMark)} s`;
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Kilobytes per second, or nothing where no time has passed. */
export function rate(bytes: number, ms: number, { decimalMark }: NumberForm): string | undefined {
  return ms < 50 || bytes === 0 ? undefined : decimal(bytes / ms, 1, decimalMark);
}

/** `23.9 V` */
export function quantity(value: number, digits: number, unit: string, { decimalMark }: NumberForm): string {
  return `${decimal(value, digits, decimalMark)} ${unit}`;
}
