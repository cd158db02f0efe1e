// The languages of the page, each fetched when it is wanted. The browser's own is the default; a choice is remembered.

import type { PageTexts } from './page-texts.ts';

export type LanguageCode = 'en' | 'de' | 'zh';

interface PageLanguage {
  /** In the language itself. */
  readonly name: string;
  readonly texts: () => Promise<PageTexts>;
  readonly words: () => Promise<typeof import('../engine/words-en.ts')>;
}

export const languages: Readonly<Record<LanguageCode, PageLanguage>> = {
  en: {
    name: 'English',
    texts: async () => (await import('./en.ts')).english,
    words: () => import('../engine/words-en.ts'),
  },
  de: {
    name: 'Deutsch',
    texts: async () => (await import('./de.ts')).german,
    words: () => import('../engine/words-de.ts'),
  },
  zh: {
    name: '简体中文',
    texts: async () => (await import('./zh.ts')).chinese,
    words: () => import('../engine/words-zh.ts'),
  },
};

const key = 'language';

type Browser = Pick<Window, 'localStorage'> & { readonly navigator: Pick<Navigator, 'languages'> };

/** What was chosen, otherwise the first language of the browser that the page has, otherwise English. */
export function chosenLanguage(browser: Browser): LanguageCode {
  const wanted = [remembered(browser) ?? '', ...browser.navigator.languages].map((tag) => tag.split('-')[0] ?? '');
  return wanted.find((code): code is LanguageCode => Object.hasOwn(languages, code)) ?? 'en';
}

/** The language of texts that are shown, by their tag. */
export function codeOf({ tag }: Pick<PageTexts, 'tag'>): LanguageCode {
  const [code = ''] = tag.split('-');
  return Object.hasOwn(languages, code) ? (code as LanguageCode) : 'en';
}

/** Remembers a choice; a browser that stores nothing forgets it. */
export function chooseLanguage(browser: Browser, code: string): void {
  try {
    browser.localStorage.setItem(key, code);
  } catch {
    // Storage is refused: the page stays in the language of the browser.
  }
}

function remembered(browser: Browser): string | undefined {
  try {
    return browser.localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
