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
    meaning: '不知道此固件发行版本有这个标志',
    cause: '固件的另一种构建，或读错的值',
    remedy: '参见已安装固件的文档',
  },
};
