// Quantities as people read them, in the language that is spoken. No colour, no terminal.

import { endOf, hex32, type Range } from '@odflash/core/bytes';
import { decimals } from './say.ts';

const KiB = 1024;

/** `512 B`, `35.0 KiB`, `256 KiB`, `1.00 MiB`: three significant digits at most. */
export function bytesText(bytes: number): string {
  const unit = unitFor(bytes);
  return `${threeDigits(bytes / unit.size)} ${unit.name}`;
}

/** `88.0/253 KiB`, both in the unit of the whole. */
export function shareText(bytes: number, total: number): string {
  const unit = unitFor(total);
  return `${threeDigits(bytes / unit.size)}/${threeDigits(total / unit.size)} ${unit.name}`;
}

const units = [
  { name: 'B', size: 1 },
  { name: 'KiB', size: KiB },
  { name: 'MiB', size: KiB * KiB },
] as const;

function unitFor(bytes: number): (typeof units)[number] {
  return units.findLast(({ size }) => bytes >= size) ?? units[0];
}

function threeDigits(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return decimals(value, value < 10 ? 2 : value < 100 ? 1 : 0);
}

/** `0.4 s`, `12 s`, `2 min 05 s`. */
export function timeText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${decimals(seconds, 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 100) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** `12 s`, `2 min 05 s`, `3 h 07 min`, `5 d 02 h`: how long something has been running. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [minutes, hours, days] = [60, 3_600, 86_400].map((unit) => Math.floor(seconds / unit)) as [
    number,
    number,
    number,
  ];
  const two = (value: number) => String(value).padStart(2, '0');
  if (days > 0) return `${days} d ${two(hours % 24)} h`;
  if (hours > 0) return `${hours} h ${two(minutes % 60)} min`;
  return minutes > 0 ? `${minutes} min ${two(seconds % 60)} s` : `${seconds} s`;
}

/** `41 KiB/s`; nothing while there is nothing to divide. */
export function rateText(bytes: number, ms: number): string {
  if (bytes <= 0 || ms <= 0) return '';
  return `${bytesText(Math.round((bytes / ms) * 1000))}/s`;
}

/** `0x08000000-0x08003FFF`, both ends included. */
export function rangeText(range: Range): string {
  return `${hex32(range.address)}-${hex32(endOf(range) - 1)}`;
}

/** `1 sector`, `2 sectors`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** `0-3, 7`: numbers that follow each other are joined. */
export function numbersText(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
