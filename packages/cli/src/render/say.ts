// The language of the command line: the engine's messages in English.

import { type Say, speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';

export const say: Say = speaker(english);
