import type { SerialMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const serial: Texts<SerialMessages> = {
  'serial.library-missing': ({ library }) =>
    `Serielle Schnittstellen brauchen das Paket ${library}, das nicht installiert ist.`,
  'serial.not-opened': ({ path, reason }) =>
    `Die serielle Schnittstelle ${path} konnte nicht geöffnet werden: ${reason}.`,
  'serial.release-unknown': ({ path, release }) =>
    `Das Board an ${path} antwortet nur im ASCII-Protokoll und hat Firmware ${release}, deren Werte nicht mit Namen bekannt sind.`,
  'serial.cannot-call': ({ path }) => `Das ASCII-Protokoll kann ${path} nicht aufrufen.`,
  'serial.no-restart':
    'Ein Board an einer seriellen Schnittstelle lässt sich über einen Neustart hinweg nicht verfolgen.',
  'next.call-over-usb': 'Das Board dafür über USB anschließen.',
  'next.install-serial-library': ({ library }) => `Neben odflash installieren: npm install ${library}@13`,
  'next.check-serial-port':
    'Namen der Schnittstelle prüfen, ob ein anderes Programm sie verwendet, und die eigenen Rechte (Linux: Gruppe dialout).',
};
