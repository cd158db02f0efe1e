// Which language the command line speaks: that of the locale where the terminal can show it, otherwise English.

import type { Language } from '@odflash/messages';
import { speak } from './say.ts';

type LanguageCode = 'en' | 'de' | 'zh';

/** Each is loaded only when it is spoken. */
const languages: Readonly<Record<Exclude<LanguageCode, 'en'>, () => Promise<Language>>> = {
  de: async () => (await import('@odflash/messages/de')).german,
  zh: async () => (await import('@odflash/messages/zh')).chinese,
};

/** Words every message in the language of that environment from now on. */
export async function speakAs(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Promise<void> {
  const code = languageOf(env, platform);
  speak(code === 'en' ? undefined : await languages[code]());
}

/** The language that the locale names (POSIX.1 XBD 8.2: LC_ALL, LC_MESSAGES, LANG; an empty variable counts as unset). */
export function languageOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): LanguageCode {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || (platform === 'win32' ? systemLocale() : '');
  const [code = ''] = locale.toLowerCase().split(/[-_.@]/);
  if (code !== 'de' && code !== 'zh') return 'en';
  return canShow(code, env, platform) ? code : 'en';
}

/** What is written is UTF-8. The console of the Linux kernel has 512 characters at most, none of them Chinese. */
function canShow(code: LanguageCode, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  const characters = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (platform !== 'win32' && !/utf-?8/i.test(characters)) return false;
  return code !== 'zh' || env.TERM !== 'linux';
}

/** Windows sets no variables for it. */
function systemLocale(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}
