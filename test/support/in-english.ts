// What a message says in English, for tests that read sentences.

import { type Say, speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';

export const inEnglish: Say = speaker(english);
