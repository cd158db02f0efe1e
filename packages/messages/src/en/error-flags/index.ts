import type { ErrorFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { axisFlags } from './axis.ts';
import { boardFlags } from './board.ts';
import { controllerFlags } from './controller.ts';
import { encoderFlags } from './encoder.ts';
import { gateDriverFlags } from './gate-driver.ts';
import { motorFlags } from './motor.ts';
import { thermistorFlags } from './thermistor.ts';

/** What each error flag means, what sets it, and what a person does. */
export const errorFlags: Readonly<Record<ErrorFlagCode, FlagText>> = {
  ...axisFlags,
  ...boardFlags,
  ...controllerFlags,
  ...encoderFlags,
  ...gateDriverFlags,
  ...motorFlags,
  ...thermistorFlags,
  unknown: {
    meaning: 'this firmware release is not known to have this flag',
    cause: 'another build of the firmware, or a misread value',
    remedy: 'see the documentation of the firmware that is installed',
  },
};
