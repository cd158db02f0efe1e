import { describe, expect, it } from 'vitest';
import { languageOf } from '../src/render/language.ts';

describe('the language of the command line', () => {
  it.each([
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.utf8' }, 'zh'],
    [{ LANG: 'de_AT.UTF-8@euro' }, 'de'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'fr_FR.UTF-8' }, 'en'],
    [{ LANG: 'den_DE.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{}, 'en'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: '' }, 'de'],
    [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8' }, 'zh'],
  ] as const)('is, with %j, that of the messages: %s', (env, code) => {
    expect(languageOf(env, 'linux')).toBe(code);
  });

  it.each([
    [{ LANG: 'de_DE' }, 'with other characters than UTF-8'],
    [{ LANG: 'de_DE.ISO-8859-1' }, 'with other characters than UTF-8'],
    [{ LANG: 'zh_CN.UTF-8', TERM: 'linux' }, 'on a console that has no Chinese characters'],
  ])('is English with %j: %s', (env, _) => {
    expect(languageOf(env, 'linux')).toBe('en');
  });

  it('can be chosen on Windows, too, where no locale is set', () => {
    expect(languageOf({ LANG: 'de_DE' }, 'win32')).toBe('de');
    expect(languageOf({ LC_ALL: 'C' }, 'win32')).toBe('en');
  });
});
