import { describe, expect, it } from 'vitest';
import { chooseLanguage, chosenLanguage } from '../src/text/languages.ts';

function browser(tags: readonly string[], kept = new Map<string, string>()) {
  const localStorage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  } as Storage;
  return { localStorage, navigator: { languages: tags } };
}

describe('the language of the page', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'zh-CN'], 'zh'],
    [['fr'], 'en'],
    [['constructor'], 'en'],
    [[], 'en'],
  ])('of a browser that wants %j is %s', (tags, code) => {
    expect(chosenLanguage(browser(tags))).toBe(code);
  });

  it('is the one that was chosen before', () => {
    const chooser = browser(['de']);
    chooseLanguage(chooser, 'zh');
    expect(chosenLanguage(chooser)).toBe('zh');
  });

  it('is that of the browser where storage is refused', () => {
    const refusing = {
      get localStorage(): Storage {
        throw new DOMException('refused', 'SecurityError');
      },
      navigator: { languages: ['de'] },
    };
    chooseLanguage(refusing, 'zh');
    expect(chosenLanguage(refusing)).toBe('de');
  });
});
