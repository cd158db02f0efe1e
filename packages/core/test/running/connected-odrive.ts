// The types of what the tests assign to, as `odflash generate-types` writes them.

import type { Reading } from '../../src/running/live/board-objects.ts';

interface Axis {
  get requested_state(): Reading<number>;
  set requested_state(value: number | string);
  readonly current_state: Reading<number>;
  readonly controller: {
    get input_vel(): Reading<number>;
    set input_vel(value: number);
    readonly config: {
      get pos_gain(): Reading<number>;
      set pos_gain(value: number);
      get vel_gain(): Reading<number>;
      set vel_gain(value: number);
    };
  };
  readonly motor: {
    readonly config: {
      get current_lim(): Reading<number>;
      set current_lim(value: number);
      get pole_pairs(): Reading<number>;
      set pole_pairs(value: number);
    };
  };
}

export interface Odrive {
  readonly axis0: Axis;
  readonly hw_version_major: Reading<number>;
  readonly vbus_voltage: Reading<number>;
  get test_property(): Reading<number>;
  set test_property(value: number);
  readonly config: {
    get dc_bus_overvoltage_trip_level(): Reading<number>;
    set dc_bus_overvoltage_trip_level(value: number);
  };
  save_configuration(): Promise<boolean>;
  reboot(): Promise<void>;
  test_function(delta: number): Promise<number>;
}
