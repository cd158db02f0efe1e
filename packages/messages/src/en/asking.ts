import type { AskingMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const names = { serial: 'the serial number', port: 'the port path' } as const;

export const asking: Texts<AskingMessages> = {
  'asking.confirmed': ({ finding }, say) => `${say(finding)} Confirmed.`,
  'asking.consent-open': ({ consent }) => `Not confirmed: this needs the consent ${consent}.`,
  'asking.consent-wrong': ({ typed, named, expected }) => `'${typed}' is not ${names[named]} ${expected}.`,
  'asking.warnings-open': ({ count }) =>
    count === 1 ? '1 warning needs confirmation.' : `${count} warnings need confirmation.`,
  'asking.declined': 'Stopped. Nothing was changed.',
};
