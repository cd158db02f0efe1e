import { hex32 } from '@odflash/core/bytes';
import type { BinaryFormatMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { elfMachines, usbId } from '../notation.ts';

const dfuseParts = {
  prefix: 'das Präfix',
  'target-prefix': 'ein Target-Präfix',
  'element-header': 'ein Element-Header',
} as const;

/** e_type of what is no linked program. */
const elfTypes: Readonly<Record<number, string>> = {
  0: 'hat keinen Typ',
  1: 'ist eine Objektdatei (.o), die nicht gelinkt wurde',
  4: 'ist ein Speicherabbild (Core-Dump)',
};

export const binaryFormats: Texts<BinaryFormatMessages> = {
  'dfuse.version': ({ version }) => `unbekannte Formatversion ${version}, erwartet wird 1`,
  'dfuse.image-size': ({ size, end }) => `DFUImageSize ist ${size}, die Datei hat ${end} Bytes vor ihrem Suffix`,
  'dfuse.no-suffix': 'kein DFU-Suffix („UFD“) am Ende: die Datei wurde abgeschnitten',
  'dfuse.suffix-checksum': ({ found, expected }) =>
    `die CRC im Suffix ist ${hex32(found)}, berechnet ${hex32(expected)}`,
  'dfuse.other-device': (id) => `die Datei nennt das USB-Gerät ${usbId(id)}, nicht den Bootloader von ST (0483:df11)`,
  'dfuse.no-target': ({ found }) => `erwartet wird "Target", gefunden ${JSON.stringify(found)}`,
  'dfuse.other-alternate': ({ alternate, address }) =>
    `Daten für ${hex32(address)} im Flash gehören zur alternativen Einstellung ${alternate}, der Flash ist die Einstellung 0`,
  'dfuse.target-size': ({ target, size, bytes }) =>
    `dwTargetSize von Target ${target} ist ${size}, seine Elemente brauchen ${bytes} Bytes`,
  'dfuse.cut-off': ({ part, address, bytes, left }) =>
    `${part === 'element' ? `das Element für ${hex32(address ?? 0)}` : dfuseParts[part]} braucht ${bytes} Bytes, ${left} sind übrig`,
  'elf.64-bit': 'dies ist eine 64-Bit-ELF-Datei, der STM32F405 hat einen 32-Bit-Kern',
  'elf.big-endian': 'dies ist eine Big-Endian-ELF-Datei, der STM32F405 ist Little-Endian',
  'elf.unknown-class': ({ fileClass, byteOrder }) =>
    `Klasse ${fileClass} mit Byte-Reihenfolge ${byteOrder} gibt es nicht`,
  'elf.other-machine': ({ machine }) =>
    `dieses Programm ist für ${elfMachines[machine] ?? `Maschine ${machine}`}, nicht für ARM`,
  'elf.not-linked': ({ type }) =>
    `die Datei ${elfTypes[type] ?? `hat den unbekannten Typ ${type}`}, erwartet wird ein gelinktes Programm`,
  'elf.no-program-headers': 'keine Programm-Header: nichts zu laden',
  'elf.program-header-size': ({ bytes, expected }) => `Programm-Header von ${bytes} Bytes, erwartet ${expected}`,
  'elf.segment-size': ({ file, memory }) =>
    `ein Segment mit mehr Bytes in der Datei (${file}) als im Speicher (${memory})`,
  'elf.cut-off': ({ headers, bytes, left }) =>
    `${headers === undefined ? 'der ELF-Header' : `die Tabelle der ${headers} Programm-Header`} braucht ${bytes} Bytes, ${left} sind übrig: die Datei wurde abgeschnitten`,
  'elf.segment-cut-off': ({ address, bytes, offset, end }) =>
    `das Segment für ${hex32(address)} braucht ${bytes} Bytes ab Offset ${offset}, die Datei endet bei ${end}`,
  'elf.headers-skipped': ({ bytes, address }) =>
    `${bytes} Bytes ELF-Header und Füllung an ${hex32(address)} ausgelassen: keine Firmware`,
  'uf2.half-block': ({ bytes, expected }) =>
    `der letzte Block hat ${bytes} von ${expected} Bytes: die Datei wurde abgeschnitten`,
  'uf2.payload': ({ bytes }) => `Nutzdaten von ${bytes} Bytes passen nicht in einen Block`,
  'uf2.block-missing': ({ block }) => `Block ${block} fehlt`,
  'uf2.blocks-skipped': ({ blocks }) =>
    `${blocks === 1 ? '1 Block' : `${blocks} Blöcke`} ausgelassen: als nicht für den Hauptflash markiert`,
  'uf2.mark': ({ expected, found }) => `erwartet wird die Marke ${hex32(expected)}, gefunden ${hex32(found)}`,
  'uf2.total': ({ block, total, expected }) =>
    `Block ${block} von ${total}, aber der erste Block nennt insgesamt ${expected}`,
  'uf2.cut-off': ({ blocks, total }) => `die Datei hat ${blocks} von ${total} Blöcken: sie wurde abgeschnitten`,
  'uf2.other-family': ({ family, families }) =>
    `die Datei ist für die Familie ${hex32(family)}, nicht für einen STM32F4 (${families.map(hex32).join(', ')})`,
  'raw.linked-elsewhere': ({ linked, loaded }) =>
    `Die Adressen in der Binärdatei sind die eines Programms an ${hex32(linked)}, geladen wird sie aber an ${hex32(loaded)}; --address ändert das.`,
  'raw.suffix-checksum': ({ found, expected }) =>
    `die CRC im DFU-Suffix ist ${hex32(found)}, berechnet ${hex32(expected)}`,
  'raw.suffix-stripped': ({ bytes, ...id }) =>
    `das DFU-Suffix (${bytes} Bytes, für ${usbId(id)}) gehört nicht zur Firmware`,
  'raw.not-startable': ({ address, why }, say) =>
    `unbekanntes Dateiformat, und als Rohbinärdatei an ${hex32(address)} würde sie nicht starten: ${say(why)}`,
  'raw.other-bootloader': ({ maker }) =>
    `die Datei beginnt mit dem DFU-Präfix der Bootloader von ${maker}: sie ist nicht für einen STM32`,
};
