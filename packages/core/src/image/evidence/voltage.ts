// Which supply voltage an ODrive image was built for. Every image scales the bus voltage by one constant, 3.3 V times the
// board's divider over 4096 steps: 11 on boards for 24 V, 19 on those for 48 and 56 V (ODrive v3 Firmware, board_config_v3.h,
// VBUS_S_DIVIDER_RATIO). 45 of 45 images from 0.4.1 to 0.5.6 have exactly one of the two, once; none of 70 others has any.

import type { Voltage } from '../../board/odrive-v3.ts';
import type { Block } from '../../bytes.ts';

interface Mark {
  readonly value: number;
  readonly voltages: readonly Voltage[];
}

const scales: readonly Mark[] = [
  { value: (3.3 * 11) / 4096, voltages: [24] },
  { value: (3.3 * 19) / 4096, voltages: [48, 56] },
];

/** The default over-voltage trip level, 1.07 times the nominal voltage; in most images from 0.4.10 on. */
const trips: readonly Mark[] = [24, 48, 56].map((voltage) => ({
  value: 1.07 * voltage,
  voltages: [voltage as Voltage],
}));

/**
 * The voltages the image may be for: one, or 48 and 56 where nothing distinguishes them. `undefined` unless exactly one of
 * the two scales is there, and once.
 */
export function voltagesIn(segments: readonly Block[]): readonly Voltage[] | undefined {
  const found = scalesIn(segments);
  const [scale] = found;
  if (!scale || found.length !== 1) return undefined;
  if (scale.voltages.length === 1) return scale.voltages;
  const levels = trips.filter(({ value }) => occurrences(segments, value) > 0);
  const [level] = levels;
  const tells = levels.length === 1 && level?.voltages.every((voltage) => scale.voltages.includes(voltage));
  return tells ? level?.voltages : scale.voltages;
}

/** True if both scales are there: then the bytes show no voltage, whatever else in them names one. */
export function isMixedScale(segments: readonly Block[]): boolean {
  return new Set(scalesIn(segments)).size > 1;
}

/** Each as often as it stands there. */
function scalesIn(segments: readonly Block[]): readonly Mark[] {
  return scales.flatMap((mark) => Array.from({ length: occurrences(segments, mark.value) }, () => mark));
}

/** How often a float literal stands in the segments, at any place. */
function occurrences(segments: readonly Block[], value: number): number {
  const literal = new Uint8Array(4);
  new DataView(literal.buffer).setFloat32(0, value, true);
  const [first = 0, second, third, fourth] = literal;
  let count = 0;
  for (const { data } of segments)
    for (let at = data.indexOf(first); at >= 0; at = data.indexOf(first, at + 1))
      if (data[at + 1] === second && data[at + 2] === third && data[at + 3] === fourth) count += 1;
  return count;
}
