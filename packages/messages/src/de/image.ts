import { hex8, hex32 } from '@odflash/core/bytes';
import type { ImageMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { hex } from '../notation.ts';

const formats: Readonly<Record<ImageMessages['image.format']['format'], string>> = {
  'intel-hex': 'Intel HEX',
  's-record': 'Motorola S-Record',
  elf: 'ELF',
  dfuse: 'DfuSe',
  uf2: 'UF2',
  raw: 'Rohbinär',
};

const otherFiles: Readonly<Record<ImageMessages['image.other-file']['kind'], string>> = {
  zip: 'ein ZIP-Archiv',
  'empty-zip': 'ein leeres ZIP-Archiv',
  gzip: 'ein gzip-Archiv',
  bzip2: 'ein bzip2-Archiv',
  xz: 'ein xz-Archiv',
  zstandard: 'ein Zstandard-Archiv',
  '7-zip': 'ein 7-Zip-Archiv',
  rar: 'ein RAR-Archiv',
  tar: 'ein tar-Archiv',
  png: 'ein PNG-Bild',
  jpeg: 'ein JPEG-Bild',
  gif: 'ein GIF-Bild',
  pdf: 'ein PDF-Dokument',
  'windows-program': 'ein Windows-Programm',
  'macos-program': 'ein macOS-Programm',
  'macos-resources': 'eine macOS-Ressourcendatei („._…“)',
  'static-library': 'eine statische Bibliothek',
  sqlite: 'eine SQLite-Datenbank',
  'old-office': 'ein altes Office-Dokument',
  'git-lfs': 'ein Git-LFS-Zeiger',
  html: 'eine Webseite (HTML)',
  xml: 'ein XML-Dokument',
  markup: 'ein Markup-Dokument',
  json: 'ein JSON-Dokument',
  'json-or-ini': 'ein JSON- oder INI-Dokument',
  'utf-16': 'UTF-16-Text',
};

const advices: Readonly<Record<NonNullable<ImageMessages['image.not-firmware']['advice']>, string>> = {
  unpack: 'entpacken und die Firmware-Datei darin verwenden',
  'without-dots': 'die Datei ohne „._“ im Namen verwenden',
  link: 'das gelinkte Programm verwenden',
  'pull-lfs': '„git lfs pull“ ausführen',
  'download-file': 'die Datei selbst herunterladen, nicht ihre Webseite',
  'save-as-ascii': 'als ASCII oder UTF-8 speichern (PowerShell: -Encoding ascii)',
};

const ends = {
  'dfu-suffix': 'dem DFU-Suffix',
  'last-element': 'dem letzten Element',
  'named-in-headers': 'allem in den Headern Genannten',
} as const;

const memories = { ccm: 'CCM-RAM', sram: 'SRAM' } as const;

export const image: Texts<ImageMessages> = {
  'image.file-empty': 'die Datei ist leer',
  'image.format': ({ format }) => formats[format],
  'image.bad-file': ({ format, line, offset, reason }, say) => {
    const place = line !== undefined ? placeText('line', line) : offset !== undefined && placeText('offset', offset);
    const subject = [format && formats[format], place].filter(Boolean).join(', ');
    return subject === '' ? say(reason) : `${subject}: ${say(reason)}`;
  },
  'image.too-big': ({ bytes, limit }) =>
    `die Datei hat ${megabytes(bytes)} MiB, die Grenze ist ${megabytes(limit)} MiB`,
  'image.impossible-address': ({ bytes, address }) => `${bytes} Bytes können nicht an Adresse ${address} liegen`,
  'image.own-addresses': ({ format, lowest, address }) =>
    `die Datei (${formats[format]}) enthält ihre eigenen Adressen, ab ${hex32(lowest)}, nicht ${hex32(address)}`,
  'image.not-firmware': ({ what, advice }, say) =>
    `keine Firmware-Datei: ${say(what)}${advice === undefined ? '' : `; ${advices[advice]}`}`,
  'image.other-file': ({ kind }) => otherFiles[kind],
  'image.container': ({ maker, board, words }) =>
    `ein Firmware-Container von ${maker} für Board ${board}${words === undefined ? '' : ` (${words})`}`,
  'image.plain-text': ({ start }) =>
    `reiner Text (weder Intel HEX noch S-Record), der mit ${JSON.stringify(start)} beginnt`,
  'image.trailing-data': (what) => {
    const end = what.after === 'last-block' ? `dem letzten von ${what.blocks} Blöcken` : ends[what.after];
    return `${what.bytes} Bytes folgen nach ${end} und würden nicht geflasht`;
  },
  'image.ram-skipped': ({ bytes, memory, from, to }) =>
    `${bytes} Bytes für ${memories[memory]} (${hex32(from)} bis ${hex32(to)}) ausgelassen: RAM wird nicht geflasht`,
  'image.equal-overlap': ({ bytes, address, unit, places: [one = 0, two = 0] }) =>
    `${bytes} Bytes sind mehrfach mit gleichen Werten angegeben, zuerst an ${hex32(address)} (${placeText(unit, one)} und ${placeText(unit, two)})`,
  'image.overlap': ({ address, unit, places: [one = 0, two = 0], values: [first = 0, second = 0] }) =>
    `das Byte an ${hex32(address)} ist ${hex8(first)} bei ${placeText(unit, one)} und ${hex8(second)} bei ${placeText(unit, two)}`,
  'image.records-lost': ({ gaps, address, bytes }) => {
    const first = `${bytes} Bytes an ${hex32(address)}`;
    const what = gaps === 1 ? `Eine Lücke von ${first} liegt` : `${gaps} Lücken, die erste von ${first}, liegen`;
    return `${what} zwischen vollständigen Records: es können Zeilen fehlen`;
  },
  'image.scattered': ({ pieces }) => `mehr als ${pieces} getrennte Stücke: keine Firmware`,
  'image.no-data': 'die Datei ist wohlgeformt, enthält aber keine Daten',
  'image.ccm-only': ({ address }) =>
    `alles in der Datei ist für Adressen ab ${hex32(address)}: auf diesem Chip CCM-RAM, das keine Programme ausführen kann, aber der Flash eines RP2040 oder LPC: sie wurde für einen anderen Chip gebaut`,
  'image.ram-only': ({ address }) =>
    `alles in der Datei ist für RAM (ab ${hex32(address)}): sie wurde für den Lauf unter einem Debugger gebaut, nicht aus dem Flash`,
  'image.beyond-address-space': ({ bytes, address }) =>
    `${bytes} Bytes an ${hex32(address)} reichen über das Ende des Adressraums hinaus`,
  'image.more-than-in-file': 'die Header nennen mehr Daten, als die Datei enthält',
  'image.nothing-to-write': 'es gibt keine Daten, die in eine Datei zu schreiben wären',
  'image.mostly-filling': ({ from, to }) =>
    `eine Rohbinärdatei von ${hex32(from)} bis ${hex32(to)} hätte ${to + 1 - from} Bytes, meist Füllung`,
};

function placeText(unit: 'line' | 'offset', place: number): string {
  return unit === 'line' ? `Zeile ${place}` : `Offset ${place} (${hex(place)})`;
}

function megabytes(bytes: number): string {
  return String(Math.round((bytes / 1024 / 1024) * 100) / 100).replace('.', ',');
}
