// Helpers as methods of what they are about: `odrv0.dump_errors()`, `odrv0.axis0.step_and_plot()`.

import type { ObjectExtras } from '@odflash/core/running';
import type { Helpers } from './helper-parts.ts';

/** Of a board: `odrv0.dump_errors()` is `dump_errors(odrv0)`. */
const ofBoards = [
  ...['dumpErrors', 'dump_errors', 'clearErrors', 'clear_errors', 'rateTest', 'rate_test'],
  ...[
    'showOscilloscope',
    'show_oscilloscope',
    'oscilloscopeDump',
    'oscilloscope_dump',
    'printDrvRegs',
    'print_drv_regs',
  ],
  ...[
    'dumpThreads',
    'dump_threads',
    'dumpInterrupts',
    'dump_interrupts',
    'dumpDma',
    'dump_dma',
    'dumpTiming',
    'dump_timing',
  ],
];
/** Of an axis: `odrv0.axis0.step_and_plot()` is `step_and_plot(odrv0.axis0)`. */
const ofAxes = [
  ...['stepAndPlot', 'step_and_plot', 'printDrvRegs', 'print_drv_regs'],
  ...['setMotorThermistorCoeffs', 'set_motor_thermistor_coeffs'],
];

/** The names of helpers that the object at this path has as methods. */
export function methodsAt(path: string): readonly string[] {
  if (path === '') return ofBoards;
  return /^axis\d$/.test(path) ? ofAxes : [];
}

/** Helpers as methods; what the firmware has under that name goes first. */
export function methodsOf(helpers: () => Helpers | undefined): ObjectExtras {
  return (object, path, name) => {
    const helper = methodsAt(path).includes(name) ? helpers()?.[name] : undefined;
    return typeof helper === 'function' ? (...words: readonly unknown[]) => helper(object, ...words) : undefined;
  };
}
