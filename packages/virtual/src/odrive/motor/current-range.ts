// What current the shunt amplifiers can measure, and so allow, by the range that is asked for (Motor::setup in motor.cpp;
// 0.4.7 and later: 1.35 V of swing over 500 µΩ on boards from v3.4 on, 675 µΩ before).

const swing = 0.9 * 1.35;
const gains = [80, 40, 20, 10] as const;

/** A. `minor` of the board version the firmware was built for. */
export function maxAllowedCurrent(requestedRange: number, minor: number): number {
  const unity = swing / (minor <= 3 ? 675e-6 : 500e-6);
  const gain = gains.find((candidate) => candidate <= unity / requestedRange) ?? 10;
  return Math.fround(unity / gain);
}
