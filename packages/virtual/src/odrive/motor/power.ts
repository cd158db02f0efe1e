// The DC bus as running firmware sees and guards it: the voltage it makes of the ADC, under- and over-voltage, the brake
// resistor. A real control loop looks 8000 times a second; here it is looked at whenever something may have changed.

import type { PropertyValue } from '@odflash/core/odrive';
import { type BusReading, voltsOf } from '../../chip/supply.ts';
import { raiseBit } from '../error-bits.ts';
import type { FirmwareTraits } from '../releases.ts';
import type { Axis } from './axis.ts';
import { type BrakeState, brakeDuty } from './brake.ts';

export interface PowerContext {
  readonly traits: FirmwareTraits;
  /** Divider the firmware was built for. */
  readonly divider: number;
  readonly axes: readonly Axis[];
  adc(): BusReading;
  get(path: string): PropertyValue | undefined;
  set(path: string, value: PropertyValue): void;
  /** The brake resistor begins to conduct, for that part of the time. */
  conducts(duty: number): void;
}

export interface Power {
  /** V. */
  vbus(): number;
  /** Looks at bus and brake. */
  look(): void;
  /** At the start, and with clear_errors from 0.5.2 on: the brake works if it is enabled. */
  armBrake(): void;
}

/** What is wrong, by name. */
type Trouble =
  | 'under-voltage'
  | 'over-voltage'
  | 'over-regen'
  | 'over-current'
  | 'duty-nan'
  | 'duty-range'
  | 'resistance';

/** ODrive.Error from 0.5.2 on. */
const systemBits: Readonly<Record<Trouble, number>> = {
  'under-voltage': 1,
  'over-voltage': 2,
  'over-regen': 3,
  'over-current': 4,
  'duty-nan': 6,
  'duty-range': 6,
  resistance: 7,
};
/** Up to 0.5.1: an axis has an error of its own for the voltage, its motor for the rest. */
const axisBits: Readonly<Partial<Record<Trouble, number>>> = { 'under-voltage': 1, 'over-voltage': 2 };
const motorBits: Readonly<Partial<Record<Trouble, number>>> = {
  'duty-range': 6,
  'duty-nan': 13,
  'over-regen': 14,
  'over-current': 15,
};
/** Motor.ERROR_SYSTEM_LEVEL, Axis.ERROR_MOTOR_FAILED. */
const systemLevel = 24;
const motorFailed = 6;

export function createPower(context: PowerContext): Power {
  const { traits, get, set, axes } = context;
  let conducting = false;
  const number = (path: string) => Number(get(path) ?? Number.NaN);
  const vbus = (steps = context.adc().steps) => voltsOf(steps, context.divider);
  const fail = (trouble: Trouble) => {
    const raise = traits.systemErrors ? raiseSystemError : raiseAxisErrors;
    raise(context, trouble);
    for (const axis of axes) axis.disarm();
    if (traits.systemErrors || axisBits[trouble] === undefined) set('brake_resistor_armed', false);
  };
  const brake = (volts: number): BrakeState | 'invalid' | 'off' => {
    if (traits.brakeIsOptional && get('config.enable_brake_resistor') !== true) return 'off';
    const resistance = number('config.brake_resistance');
    if (traits.brakeIsOptional && !(resistance > 0)) return 'invalid';
    const ramp = get('config.enable_dc_bus_overvoltage_ramp');
    return brakeDuty(
      {
        vbus: volts,
        resistance,
        maxRegenCurrent: Number(get('config.max_regen_current') ?? 0),
        ramp:
          ramp === undefined
            ? undefined
            : {
                enabled: ramp === true,
                start: number('config.dc_bus_overvoltage_ramp_start'),
                end: number('config.dc_bus_overvoltage_ramp_end'),
              },
      },
      traits.generation === '0.4' ? 'fault-above-0.9' : 'cut-to-0.95',
    );
  };
  const conduct = (duty: number, volts: number, saturated: boolean) => {
    const current = duty > 0 ? (duty * volts) / number('config.brake_resistance') : 0;
    set('ibus', current);
    set('brake_resistor_current', current);
    set('brake_resistor_saturated', saturated);
    if (duty > 0 && !conducting) context.conducts(duty);
    conducting = duty > 0;
    if (current > number('config.dc_max_positive_current')) fail('over-current');
    if (current < number('config.dc_max_negative_current')) fail('over-regen');
  };
  return {
    vbus,
    armBrake: () =>
      set('brake_resistor_armed', !traits.brakeIsOptional || get('config.enable_brake_resistor') === true),
    look: () => {
      const volts = vbus();
      if (!(volts >= number('config.dc_bus_undervoltage_trip_level'))) fail('under-voltage');
      if (!(volts <= number('config.dc_bus_overvoltage_trip_level'))) fail('over-voltage');
      // Of the many looks a real loop takes one meets the noise at its highest.
      const peak = vbus(context.adc().peakSteps);
      const state = brake(peak);
      if (state === 'off') return conduct(0, peak, false);
      if (state === 'invalid') return fail('resistance');
      if ('fault' in state && !traits.tellsBrakeFault) return set('brake_resistor_armed', false);
      if ('fault' in state) return fail(state.fault === 'not-a-number' ? 'duty-nan' : 'duty-range');
      const armed = get('brake_resistor_armed') === true;
      conduct(armed ? state.duty : 0, peak, armed && state.saturated);
    },
  };
}

type Raise = (context: PowerContext, trouble: Trouble) => void;

/** ODrive::disarm_with_error: every motor learns that the system failed. */
const raiseSystemError: Raise = (context, trouble) => {
  raiseBit(context, 'error', systemBits[trouble]);
  for (const axis of ['axis0', 'axis1']) {
    raiseBit(context, `${axis}.motor.error`, systemLevel);
    if (context.traits.raisesMotorFailed) raiseBit(context, `${axis}.error`, motorFailed);
  }
};

const raiseAxisErrors: Raise = (context, trouble) => {
  const bits = { axis: axisBits[trouble], motor: motorBits[trouble] };
  for (const axis of ['axis0', 'axis1']) {
    if (bits.axis !== undefined) raiseBit(context, `${axis}.error`, bits.axis);
    if (bits.motor !== undefined) raiseBit(context, `${axis}.motor.error`, bits.motor);
  }
};
