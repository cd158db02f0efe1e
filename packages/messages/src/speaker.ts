// Messages in a language. The one place where parameters from outside are made printable.

import type { Said } from '@odflash/core/messages';
import { printable, printableExcerpt } from '@odflash/core/printable';
import type { Language, Say, SayWithin } from './language.ts';
import { type Shell, shellWord } from './shell-word.ts';

/** More of a parameter than this is not read, and it came from outside. UTF-16 units. */
const maxParameter = 1000;

/**
 * Words messages in `language`, and commands among them as that shell reads them. A sentence is one line in which every character can be seen. A code that the language does not
 * have (one of a newer engine) is given as it is, with its parameters.
 */
export function speaker(language: { readonly texts: Partial<Language['texts']> }, shell: Shell = 'posix'): Say {
  const texts = language.texts as Readonly<Record<string, string | ((params: unknown, say: SayWithin) => string)>>;
  const say: Say = (said) => {
    const text = Object.hasOwn(texts, said.code) ? texts[said.code] : undefined;
    if (text === undefined) return printable(`${said.code} ${JSON.stringify(said.params ?? {})}`);
    return typeof text === 'string' ? text : text(visible(said.params), within);
  };
  const within: SayWithin = Object.assign((said: Said) => say(said), {
    word: (text: string) => shellWord(text, shell),
  });
  return say;
}

/** Parameters with every string made printable; messages among them are worded later, by their own codes. */
function visible(value: unknown): unknown {
  if (typeof value === 'string') return printableExcerpt(value, maxParameter);
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== 'object' || value === null) return value;
  if ('code' in value && 'params' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visible(each)]));
}
