// In a session every single write was typed on purpose: that a value changes at all is not asked again. What heats, takes a
// protection away, or moves something later without a host is asked as everywhere (SETTINGS of the project: classes C and E).

import type { Ask } from '../../ask/question.ts';
import { acceptWarnings } from '../../ask/settle.ts';
import { globTable } from '../../odrive/glob.ts';
import type { RunningListener } from '../events.ts';

const asked = globTable([
  {
    // E: heats or unprotects.
    paths: [
      'config.enable_brake_resistor',
      'config.brake_resistance',
      'config.dc_bus_*_trip_level',
      'config.*_ramp_*',
      'config.max_regen_current',
      'config.dc_max_*',
      'axis*.motor.config.current_lim*',
      'axis*.motor.config.requested_current_range',
      'axis*.motor.config.resistance_calib_max_voltage',
      'axis*.motor.config.motor_type',
      'axis*.motor.config.inverter_temp_limit_*',
      'axis*.*_thermistor.config.*',
      'axis*.motor.*_thermistor.config.*',
    ],
  },
  {
    // C: moves later.
    paths: [
      'axis*.config.startup_*',
      'axis*.*.config.pre_calibrated',
      'config.gpio*',
      'config.gpio*.*',
      'axis*.config.enable_step_dir',
      'axis*.config.step_dir_always_on',
      'axis*.config.enable_sensorless_mode',
      'axis*.config.*watchdog*',
      'can.config.*',
      'axis*.config.can.*',
      'axis*.config.can_*',
    ],
  },
]);

interface Audience {
  readonly ask?: Ask | undefined;
  readonly onEvent?: RunningListener | undefined;
}

/** Who is asked and informed, without the question whether a harmless value may change. */
export function deliberate({ ask, onEvent }: Audience, path: string): Audience {
  if (asked(path)) return { ask, onEvent };
  return {
    ask: async (question) => {
      const isChange = question.type === 'warnings' && question.findings.every(({ code }) => code === 'configuration');
      return isChange ? acceptWarnings(question) : ask?.(question);
    },
    onEvent: (event) => {
      if (event.type !== 'findings') return onEvent?.(event);
      onEvent?.({ ...event, findings: event.findings.filter(({ code }) => code !== 'configuration') });
    },
  };
}
