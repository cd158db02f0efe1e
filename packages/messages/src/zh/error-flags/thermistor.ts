import type { ThermistorFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { tooHot } from './words.ts';

export const thermistorFlags: Readonly<Record<ThermistorFlagCode, FlagText>> = {
  'fet-thermistor.OVER_TEMP': { meaning: 'FET 过热', ...tooHot },
  'motor-thermistor.OVER_TEMP': {
    meaning: '电机过热',
    cause: '负载，或系数有误',
    remedy: '待其冷却；检查 poly_coefficient_*',
  },
};
