import type { AskingMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const names = { serial: 'die Seriennummer', port: 'der Port-Pfad' } as const;

export const asking: Texts<AskingMessages> = {
  'asking.confirmed': ({ finding }, say) => `${say(finding)} Bestätigt.`,
  'asking.consent-open': ({ consent }) => `Nicht bestätigt: dafür ist die Zustimmung ${consent} nötig.`,
  'asking.consent-wrong': ({ typed, named, expected }) => `„${typed}“ ist nicht ${names[named]} ${expected}.`,
  'asking.warnings-open': ({ count }) =>
    count === 1 ? '1 Warnung muss bestätigt werden.' : `${count} Warnungen müssen bestätigt werden.`,
  'asking.declined': 'Abgebrochen. Es wurde nichts geändert.',
};
