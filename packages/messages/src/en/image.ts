import type { ImageMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const image: Texts<ImageMessages> = {
  'image.file-empty': 'the file is empty',
};
