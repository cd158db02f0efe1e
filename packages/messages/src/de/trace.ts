import type { TraceField, TraceMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const fields: Readonly<Record<TraceField, string>> = {
  time: 'keine Zeit',
  'hex-pair': 'kein Paar von Hex-Ziffern',
  'setup-packet': 'kein Setup-Paket',
  'hex-digits': 'keine Folge von Hex-Ziffern',
  outcome: 'kein bekanntes Ergebnis',
  devices: 'keine Liste von Geräten',
  device: 'kein Gerät',
};

/** Each stands behind the line it is about. */
export const trace: Texts<TraceMessages> = {
  'trace.too-long': ({ bytes, limit }) => `ein Trace hat höchstens ${limit} Bytes, diese Datei hat ${bytes}`,
  'trace.line-too-long': ({ bytes, limit }) => `eine Zeile mit ${bytes} Bytes; die längste hat ${limit}`,
  'trace.no-first-line': 'keine Trace-Datei von odflash: sie hat keine erste Zeile',
  'trace.no-object': ({ first }) =>
    first ? 'keine Trace-Datei von odflash: die erste Zeile ist kein JSON-Objekt' : 'kein JSON-Objekt',
  'trace.not-a-trace': 'keine Trace-Datei von odflash',
  'trace.other-version': ({ found, supported }) =>
    `Trace-Version ${found} wird nicht unterstützt; dieses odflash liest Version ${supported}`,
  'trace.after-end': 'Zeilen nach dem Ende des Trace',
  'trace.end-without-reason': 'ein Ende ohne Grund',
  'trace.unknown-operation': ({ found }) => `unbekannte Operation: ${found}`,
  'trace.wrong-field': ({ field, expected, found }) => `„${field}“ ist ${fields[expected]}: ${found}`,
  'trace.wrong-number': ({ field, most, found }) => `„${field}“ ist keine Zahl bis ${most}: ${found}`,
  'trace.device-without-path': 'ein Gerät ohne Pfad',
  'trace.wrong-refusal': ({ outcome }) => `${outcome} ist kein bekannter Grund für ein gescheitertes Öffnen`,
};
