// What current the shunt amplifiers can measure, and so allow, by the range that is asked for (Motor::setup in motor.cpp;
// the swing of the release over 500 µΩ on boards from v3.4 on, 675 µΩ before).

import type { FirmwareTraits } from '../releases.ts';

const gains = [80, 40, 20, 10] as const;

/** A. `minor` of the board version the firmware was built for. */
export function maxAllowedCurrent(
  requestedRange: number,
  minor: number,
  { amplifierSwing }: Pick<FirmwareTraits, 'amplifierSwing'>,
): number {
  const unity = (0.9 * amplifierSwing) / (minor <= 3 ? 675e-6 : 500e-6);
  const gain = gains.find((candidate) => candidate <= unity / requestedRange) ?? 10;
  return Math.fround(unity / gain);
}
