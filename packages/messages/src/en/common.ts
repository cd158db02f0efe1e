import type { CommonMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const common: Texts<CommonMessages> = {
  'common.quoted': ({ text }) => text,
  'common.sentences': ({ sentences }, say) => sentences.map(say).join(' '),
};
