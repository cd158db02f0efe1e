import type { ActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const actions: Texts<ActionMessages> = {
  'next.nothing': '',
  'next.confirm-warnings': 'To confirm, pass --yes.',
  'next.consent': ({ consent, otherwise }, say) =>
    `${otherwise === undefined ? '' : `${say(otherwise)} `}To confirm, pass --consent ${quoted(consent)}.`,
};

/** A shell must not read a value's own signs, a quote above all: names and values come from files and devices. */
function quoted(text: string): string {
  return /^[\w=:.,+/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
