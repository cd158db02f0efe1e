// The brake resistor: when it conducts and how much (update_brake_current in low_level.cpp up to 0.5.1 and in main.cpp after).
// No motor feeds anything back here, so only the overvoltage ramp and odd settings make it conduct.

/** Settings that decide, as the firmware has them; `undefined` where the release has no such setting. */
export interface BrakeSettings {
  /** V, as the firmware reads it. */
  readonly vbus: number;
  /** Ω. */
  readonly resistance: number;
  /** A; 0 up to 0.4. */
  readonly maxRegenCurrent: number;
  readonly ramp?: { readonly enabled: boolean; readonly start: number; readonly end: number } | undefined;
}

/** How a release limits the duty cycle: 0.4 takes more than 0.9 for a fault, later ones cut it to 0.95. */
export type BrakeLimit = 'fault-above-0.9' | 'cut-to-0.95';

export type BrakeState =
  /** 0 to 0.95 of the time. */
  { readonly duty: number; readonly saturated: boolean } | { readonly fault: 'not-a-number' | 'out-of-range' };

const saturation = 0.95;

/** The duty cycle of a brake that is armed, with no current from the motors. */
export function brakeDuty({ vbus, resistance, maxRegenCurrent, ramp }: BrakeSettings, limit: BrakeLimit): BrakeState {
  const regenerated = (-maxRegenCurrent * resistance) / vbus;
  const isRamp = ramp?.enabled && resistance > 0 && ramp.start < ramp.end;
  const over = isRamp ? Math.max(0, (vbus - ramp.start) / (ramp.end - ramp.start)) : 0;
  const duty = regenerated + over;
  if (limit === 'fault-above-0.9')
    return duty <= 0.9 ? { duty: Math.max(0, duty), saturated: false } : { fault: 'out-of-range' };
  if (Number.isNaN(duty)) return { fault: 'not-a-number' };
  return { duty: Math.min(Math.max(0, duty), saturation), saturated: duty >= saturation };
}
