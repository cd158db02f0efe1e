// The texts of the demo in each language, fetched with it.

import type { LanguageCode } from '../text/languages.ts';
import type { DemoTexts } from './texts.ts';

/** What the demo says, and how it words what is wrong with a board. */
export interface DemoWords {
  readonly texts: DemoTexts;
  readonly say: typeof import('./texts-en.ts').say;
}

export const demoIn: Readonly<Record<LanguageCode, () => Promise<DemoWords>>> = {
  en: () => import('./texts-en.ts'),
  de: () => import('./texts-de.ts'),
  zh: () => import('./texts-zh.ts'),
};
