import type { SerialMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const serial: Texts<SerialMessages> = {
  'serial.library-missing': ({ library }) =>
    `Serielle Schnittstellen brauchen das Paket ${library}, das nicht installiert ist.`,
  'serial.not-opened': ({ path, reason }) =>
    `Die serielle Schnittstelle ${path} konnte nicht geöffnet werden: ${reason}.`,
  'serial.release-unknown': ({ path, release }) =>
    `Das Board an ${path} antwortet nur im ASCII-Protokoll und hat Firmware ${release}, deren Werte nicht mit Namen bekannt sind.`,
  'serial.silent': ({ path }) => `An ${path} antwortet nichts, weder im ASCII- noch im nativen Protokoll.`,
  'serial.cannot-call': ({ path }) => `Das ASCII-Protokoll kann ${path} nicht aufrufen.`,
  'serial.no-dfu': 'Ein Board an einer seriellen Schnittstelle lässt sich nicht in den DFU-Modus verfolgen.',
  'serial.no-uptime':
    'Diese Firmware meldet ihre Laufzeit nicht, deshalb lässt sich ein Neustart an einer seriellen Schnittstelle nicht prüfen.',
  'next.call-over-usb': 'Das Board dafür über USB anschließen.',
  'next.install-serial-library': ({ library }) => `Neben odflash installieren: npm install ${library}@13`,
  'next.check-serial-port':
    'Namen der Schnittstelle prüfen, ob ein anderes Programm sie verwendet, und die eigenen Rechte (Linux: Gruppe dialout).',
  'next.check-serial-line':
    'Prüfen, ob es die Schnittstelle des Boards ist, ob es Strom hat, die Baudrate (--serial-port PORT@RATE) und die Leitungen (TX an RX).',
};
