import type { CalibrationMessages } from '../../command-line/calibration.ts';
import type { Texts } from '../../language.ts';

export const calibration: Texts<CalibrationMessages> = {
  'calibration.planned': 'Dry run: nothing was moved.',
  'calibration.failed': ({ axis, step }, say) => `${axis} is idle: it failed in the step “${say(step)}”.`,
  'calibration.done': ({ axis }) => `${axis} is calibrated and idle.`,
  'calibration.saved': 'Saved.',
  'calibration.not-saved': 'Not saved: the results are lost at the next restart. Run it with --save to keep them.',
  'call.planned': ({ path }) => `Dry run: ${path} was not called.`,
  'call.called': ({ path }) => `${path} was called.`,
  'call.unknown': ({ path }) =>
    `${path} was sent once and the reply was lost: whether it was executed is unknown. To see the board: odflash status`,
};
