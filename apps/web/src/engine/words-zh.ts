// What the engine says, in Chinese: the catalogue, and next steps in the words of a page.

import { speaker } from '@odflash/messages';
import { flashingTexts } from '@odflash/messages/zh';
import { nextSteps } from '../text/next-zh.ts';

/** Words a message in the language of the page. */
export const say: ReturnType<typeof speaker> = speaker({ texts: { ...flashingTexts, ...nextSteps } });
