import type { ThermistorFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { tooHot } from './words.ts';

export const thermistorFlags: Readonly<Record<ThermistorFlagCode, FlagText>> = {
  'fet-thermistor.OVER_TEMP': { meaning: 'FETs zu heiß', ...tooHot },
  'motor-thermistor.OVER_TEMP': {
    meaning: 'Motor zu heiß',
    cause: 'Last, falsche Koeffizienten',
    remedy: 'abkühlen lassen; poly_coefficient_* prüfen',
  },
};
