// Properties whose setter does more than set, or less. Everything else is simply stored.

import type { PropertyNode, PropertyValue } from '@odflash/core/odrive';
import type { Axis } from './motor/axis.ts';
import { keepsPreCalibrated } from './motor/axis-steps.ts';
import type { FirmwareTraits } from './releases.ts';

export interface SetterContext {
  readonly axes: readonly Axis[];
  readonly traits: FirmwareTraits;
  arms(axis: number, state: number): void;
  get(path: string): PropertyValue | undefined;
  set(path: string, value: PropertyValue): void;
}

interface Setter {
  /** The path, with `axisN` for both axes. */
  readonly path: string;
  /** What is stored, or `undefined` to leave everything as it is. `axis` is 0 or 1, where the path has one. */
  readonly store: (value: PropertyValue, context: SetterContext, axis: number) => PropertyValue | undefined;
}

/** What CAN does at 42 MHz (Firmware/communication/can/odrive_can.cpp). */
export const canBaudRates: readonly PropertyValue[] = [125_000, 250_000, 500_000, 1_000_000];

const setters: readonly Setter[] = [
  { path: 'can.config.baud_rate', store: (value) => (canBaudRates.includes(value) ? value : undefined) },
  // The next control loop measures and takes the flag back.
  { path: 'task_timers_armed', store: () => false },
  {
    path: 'axisN.requested_state',
    store: (value, { axes, arms }, axis) => {
      axes[axis]?.request(Number(value));
      if (axes[axis]?.armed()) arms(axis, Number(value));
      return undefined;
    },
  },
  {
    path: 'axisN.controller.config.steps_per_circular_range',
    store: (value) => (Number(value) > 0 ? value : undefined),
  },
  {
    path: 'axisN.motor.config.pre_calibrated',
    store: (value, { set, traits }, axis) => {
      if (value === true && traits.preCalibratedActsAtOnce) set(`axis${axis}.motor.is_calibrated`, true);
      return value;
    },
  },
  {
    path: 'axisN.encoder.config.pre_calibrated',
    store: (value, { get, set, traits }, axis) =>
      value === true &&
      (!traits.checksPreCalibrated ||
        keepsPreCalibrated({
          get: (path) => get(`axis${axis}.${path}`),
          set: (path, inner) => set(`axis${axis}.${path}`, inner),
        })),
  },
];

/** Writes a property as a client does. */
export function writeProperty(property: PropertyNode, value: PropertyValue, context: SetterContext): void {
  const axis = Number(/^axis(\d)\./.exec(property.path)?.[1] ?? -1);
  const pattern = property.path.replace(/^axis\d\./, 'axisN.');
  const setter = setters.find(({ path }) => path === pattern);
  const stored = setter ? setter.store(value, context, axis) : value;
  if (stored !== undefined) context.set(property.path, stored);
}
