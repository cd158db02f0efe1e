// Axes: round steps, labels that distinguish their ticks, numbers as people read them. Pure.

import { decimals } from '../render/say.ts';

export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  /** A number on this axis. */
  label(value: number): string;
}

/** 1, 2 or 5 times a power of ten, at least `rough`. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999_999) ?? 10;
  return factor * power;
}

/** Around these numbers, with about `most` ticks; whole steps at both ends, so that it stays where it is while they change a little. */
export function scaleAround(least: number, highest: number, most: number): Scale {
  const [low, high] = spread(least, highest);
  const step = roundStep((high - low) / Math.max(most - 1, 1));
  const from = Math.floor(low / step) * step;
  const to = Math.ceil(high / step) * step;
  return scaleOf(from, to, step);
}

/** Around these numbers, on that many lines of text: every tick lies on a line, the same number of lines from the one before. */
export function scaleOnLines(least: number, highest: number, lines: number): Scale {
  const [low, high] = spread(least, highest);
  const intervals = Math.max(lines - 1, 1);
  // Two ticks at least; where there is room, no two on neighbouring lines.
  const apart = [2, 3, 4].filter((count) => 2 * count <= lines);
  const tight = (high - low) / intervals;
  const powers = [0, 1, 2].map((power) => 10 ** (Math.floor(Math.log10(tight)) + power));
  const choices = powers
    .flatMap((power) => [1, 2, 5].map((factor) => factor * power))
    .flatMap((step) => (apart.length > 0 ? apart : [1]).map((count) => ({ step, line: step / count })))
    .map(({ step, line }) => ({ step, line, from: Math.floor(low / line + 1e-9) * line }))
    .filter(({ line, from }) => from + intervals * line >= high)
    .sort((a, b) => a.line - b.line);
  const [{ step, line, from } = { step: high - low, line: tight, from: low }] = choices;
  const to = from + intervals * line;
  return { ...scaleOf(Math.ceil(from / step - 1e-9) * step, to, step), from, to };
}

/** The ticks between two moments. */
export function scaleBetween(from: number, to: number, most: number): Scale {
  const step = roundStep(Math.max(to - from, 1e-9) / Math.max(most, 1));
  return { ...scaleOf(Math.ceil(from / step) * step, to, step), from, to };
}

function scaleOf(from: number, to: number, step: number): Scale {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const count = Math.floor((to - from) / step + 1e-6);
  const ticks = Array.from({ length: count + 1 }, (_, index) => from + index * step);
  const widest = Math.max(Math.abs(from), Math.abs(to));
  const exponent = widest >= 1e6 || decimals > 5;
  const label = (value: number) => {
    const near = Math.abs(value) < step * 1e-6 ? 0 : value;
    return exponent ? near.toExponential(2) : near.toFixed(decimals);
  };
  return { from, to, ticks, label };
}

/** Room for what does not change at all. */
function spread(least: number, highest: number): readonly [number, number] {
  if (!(Number.isFinite(least) && Number.isFinite(highest))) return [-1, 1];
  const width = highest - least;
  const around = Math.max(Math.abs(least), Math.abs(highest));
  if (width > around * 1e-9 && width > 1e-12) return [least - width * 0.02, highest + width * 0.02];
  const room = around > 0 ? around * 0.05 : 1;
  return [least - room, highest + room];
}

/** Six digits that mean something: `24.0312`, `-0.00031`, `1.25e+9`. */
export function numberText(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '-';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-5) return value.toExponential(3);
  return value.toFixed(Math.min(Math.max(5 - Math.floor(Math.log10(size)) - 1, 0), 6));
}

/** `12 s`, `2:05`, `1:02:05`. */
export function momentText(seconds: number, places = 0): string {
  if (seconds < 60) return `${decimals(seconds, places)} s`;
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
