import type { ThermistorFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';

export const thermistorFlags: Readonly<Record<ThermistorFlagCode, FlagText>> = {
  'fet-thermistor.OVER_TEMP': {
    meaning: 'FETs too hot',
    cause: 'high load or poor cooling',
    remedy: 'let it cool, lower the current',
  },
  'motor-thermistor.OVER_TEMP': {
    meaning: 'motor too hot',
    cause: 'load, wrong coefficients',
    remedy: 'let it cool; check poly_coefficient_*',
  },
};
