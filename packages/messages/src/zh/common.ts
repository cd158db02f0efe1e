import type { CommonMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { deviceText } from './words.ts';

export const common: Texts<CommonMessages> = {
  'common.device': deviceText,
  'common.quoted': ({ text }) => text,
  'common.sentences': ({ sentences }, say) => sentences.map(say).join(''),
};
