import { hex8 } from '@odflash/core/bytes';
import type { TextFormatMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { hex } from '../notation.ts';

export const textFormats: Texts<TextFormatMessages> = {
  'record.no-end': ({ ends, line }) =>
    `kein Ende-Record (${choice(ends)}) bis zur letzten Zeile, ${line}: die Datei wurde abgeschnitten`,
  'record.after-end': ({ line }) =>
    `diese Zeile folgt nach dem Ende-Record in Zeile ${line}: was danach kommt, würde nicht geflasht`,
  'record.too-many-digits': ({ digits, most }) => `ein Record mit ${digits} Ziffern; der längste hat ${most}`,
  'record.not-hex': ({ position, found }) => `Zeichen ${position} des Records, ${found}, ist keine Hex-Ziffer`,
  'record.odd-digits': ({ digits, cut }) => `eine ungerade Zahl von Hex-Ziffern (${digits})${cutText(cut)}`,
  'record.checksum': ({ found, expected }) => `die Prüfsumme ist ${hex8(found)}, berechnet ${hex8(expected)}`,
  'record.length': ({ bytes, count, cut }) =>
    `der Record enthält ${bytes} Bytes, seine Längenangabe ist ${count}${cutText(cut)}`,
  'record.wrong-start': ({ expected, found }) =>
    `erwartet wird ein Record, der mit „${expected}“ beginnt, gefunden ${found}`,
  'record.unknown-type': ({ type }) => `Record-Typ ${type} gibt es nicht`,
  'hex.type-length': ({ type, expected, found }) =>
    `ein Record vom Typ ${type} hat ${expected} Datenbytes, dieser hat ${found}`,
  'hex.wraps': ({ bytes, offset }) =>
    `${bytes} Bytes an Offset ${hex(offset)} laufen über das Ende ihres 64-KiB-Segments hinaus (Record-Typ 02)`,
  's-record.count': ({ least, count }) =>
    `die Längenangabe muss für diesen Record-Typ mindestens ${least} sein, sie ist ${count}`,
  's-record.records-differ': ({ declared, records }) =>
    `die Datei nennt ${declared} Daten-Records, enthält aber ${records}: Zeilen fehlen oder sind doppelt`,
};

const cutText = (cut: boolean): string => (cut ? '; die Datei endet mitten in diesem Record' : '');

/** `S7, S8 oder S9` */
function choice(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} oder ${names.at(-1)}`;
}
