import type { RecordMessages } from '../../command-line/records.ts';
import type { Texts } from '../../language.ts';

const ends = {
  exit: 'Die Aufzeichnung ist vollständig.',
  full: 'Die Aufzeichnung endet an ihrer Größenbegrenzung.',
  stopped: 'Die Aufzeichnung endet, wo das Programm abgebrochen wurde.',
  'cut-off':
    'Die Aufzeichnung endet mitten in einer Zeile: das Programm wurde abgebrochen, oder der Datenträger war voll.',
} as const;

const kinds = { trace: 'Aufzeichnung', log: 'Protokoll' } as const;

export const records: Texts<RecordMessages> = {
  'record.row-recorded': 'Aufgezeichnet',
  'record.row-program': 'Programm',
  'record.row-system': 'Betriebssystem',
  'record.row-access': 'USB-Zugriff',
  'record.replayed': ({ lines, errors, end }) =>
    `${lines === 1 ? '1 Zeile' : `${lines} Zeilen`}, ${errors} mit Fehlern. ${ends[end]}`,
  'record.written': ({ files }) => `Geschrieben: ${files.join(', ')}`,
  'record.private': ({ serials, trace }) =>
    `Der Bericht enthält weder Ihren Namen noch den Namen dieses Computers; Seriennummern sind ${serials ? 'enthalten' : 'unkenntlich'}.${trace ? ' Eine Aufzeichnung enthält die übertragene Firmware und Konfiguration.' : ''} Vor dem Veröffentlichen lesen.`,
  'record.title-report': 'Fehlerbericht',
  'record.title-findings': 'Befunde',
  'record.title-devices': ({ count, of }) => `Geräte: ${count} von ${of} am Bus`,
  'record.title-descriptors': 'Deskriptoren',
  'record.title-system': 'Betriebssystem',
  'record.title-attached': ({ kind, name }) => `${kinds[kind]} (Anhang): ${name}`,
  'record.row-made': 'erstellt',
  'record.none': 'keine',
};
