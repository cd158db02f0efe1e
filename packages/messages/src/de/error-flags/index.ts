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
    meaning: 'von diesem Firmware-Release ist kein solches Flag bekannt',
    cause: 'ein anderer Build der Firmware, oder ein falsch gelesener Wert',
    remedy: 'siehe die Dokumentation der installierten Firmware',
  },
};
