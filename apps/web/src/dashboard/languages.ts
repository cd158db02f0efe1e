// The texts of the dashboard in each language, fetched with it.

import type { LanguageCode } from '../text/languages.ts';
import type { DashboardWords } from './texts.ts';

export const dashboardIn: Readonly<Record<LanguageCode, () => Promise<DashboardWords>>> = {
  en: () => import('./texts-en.ts'),
  de: () => import('./texts-de.ts'),
  zh: () => import('./texts-zh.ts'),
};
