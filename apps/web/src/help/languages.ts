// The topics of the help in each language, fetched when there is something to help with.

import type { LanguageCode } from '../text/languages.ts';
import type { Topics } from './topics.ts';

export const topicsIn: Readonly<Record<LanguageCode, () => Promise<{ readonly topics: Topics }>>> = {
  en: () => import('./topics-en.ts'),
  de: () => import('./topics-de.ts'),
  zh: () => import('./topics-zh.ts'),
};
