// What the engine says, in German: the catalogue, and next steps in the words of a page.

import { speaker } from '@odflash/messages';
import { flashingTexts } from '@odflash/messages/de';
import { nextSteps } from '../text/next-de.ts';

/** Words a message in the language of the page. */
export const say: ReturnType<typeof speaker> = speaker({ texts: { ...flashingTexts, ...nextSteps } });
