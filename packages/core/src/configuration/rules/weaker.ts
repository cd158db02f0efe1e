// Which changes take protection away, held against what the board has now. Data, and one comparison.

import { globTable } from '../../odrive/glob.ts';
import type { PropertyValue } from '../../odrive/value.ts';

/** The change that weakens: `up`, `down`, `off`, or `any` where both ways need a look. */
type Weakening = 'up' | 'down' | 'off' | 'any';

const rows: readonly { readonly weaker: Weakening; readonly paths: readonly string[] }[] = [
  {
    weaker: 'up',
    paths: [
      'config.dc_bus_overvoltage_trip_level',
      'config.dc_max_positive_current',
      'axis*.motor.config.current_lim',
      'axis*.motor.config.current_lim_margin',
      'axis*.motor.config.current_lim_tolerance',
      'axis*.motor.config.requested_current_range',
      'axis*.motor.config.I_bus_hard_max',
      'axis*.motor.config.inverter_temp_limit_*',
      'axis*.*_thermistor.config.temp_limit_*',
      'axis*.motor.*_thermistor.config.temp_limit_*',
    ],
  },
  {
    weaker: 'down',
    paths: [
      'config.dc_bus_undervoltage_trip_level',
      'config.dc_max_negative_current',
      'axis*.motor.config.I_bus_hard_min',
    ],
  },
  {
    weaker: 'off',
    paths: [
      'axis*.config.enable_watchdog',
      'axis*.*_thermistor.config.enabled',
      'axis*.motor.*_thermistor.config.enabled',
    ],
  },
  // On heats, off brakes no more.
  { weaker: 'any', paths: ['config.enable_brake_resistor', 'config.enable_dc_bus_overvoltage_ramp'] },
];

const rowOf = globTable(rows);
/** Zero is off where firmware has no other switch for it (up to 0.4.12). */
const watchdogTimeout = /^axis\d+\.config\.watchdog_timeout$/;

/** Whether writing `wanted` over `now` weakens a protection. `hasSwitch`: the firmware has `enable_watchdog`. */
export function isWeaker(path: string, now: PropertyValue, wanted: PropertyValue, hasSwitch: boolean): boolean {
  if (watchdogTimeout.test(path) && !hasSwitch) return Number(now) > 0 && Number(wanted) === 0;
  const weaker = rowOf(path)?.weaker;
  if (weaker === 'off') return now === true && wanted === false;
  if (weaker === 'any') return now !== wanted;
  if (typeof now !== 'number' || typeof wanted !== 'number') return false;
  return (weaker === 'up' && wanted > now) || (weaker === 'down' && wanted < now);
}
