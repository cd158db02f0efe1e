// The texts of the demo in each language, fetched with it.

import type { LanguageCode } from '../text/languages.ts';
import type { DemoTexts } from './texts.ts';

export const demoIn: Readonly<Record<LanguageCode, () => Promise<{ readonly texts: DemoTexts }>>> = {
  en: () => import('./texts-en.ts'),
  de: () => import('./texts-de.ts'),
  zh: () => import('./texts-zh.ts'),
};
