import { hex8, hex32 } from '@odflash/core/bytes';
import type { ImageMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const formats: Readonly<Record<ImageMessages['image.format']['format'], string>> = {
  'intel-hex': 'Intel HEX',
  's-record': 'Motorola S-record',
  elf: 'ELF',
  dfuse: 'DfuSe',
  uf2: 'UF2',
  raw: 'raw binary',
};

const otherFiles: Readonly<Record<ImageMessages['image.other-file']['kind'], string>> = {
  zip: 'a ZIP archive',
  'empty-zip': 'an empty ZIP archive',
  gzip: 'a gzip archive',
  bzip2: 'a bzip2 archive',
  xz: 'an xz archive',
  zstandard: 'a Zstandard archive',
  '7-zip': 'a 7-Zip archive',
  rar: 'a RAR archive',
  tar: 'a tar archive',
  png: 'a PNG picture',
  jpeg: 'a JPEG picture',
  gif: 'a GIF picture',
  pdf: 'a PDF document',
  'windows-program': 'a Windows program',
  'macos-program': 'a macOS program',
  'macos-resources': 'a macOS resource file ("._…")',
  'static-library': 'a static library',
  sqlite: 'an SQLite database',
  'old-office': 'an old Office document',
  'git-lfs': 'a Git LFS pointer',
  html: 'a web page (HTML)',
  xml: 'an XML document',
  markup: 'a markup document',
  json: 'a JSON document',
  'json-or-ini': 'a JSON or INI document',
  'utf-16': 'UTF-16 text',
};

const advices: Readonly<Record<NonNullable<ImageMessages['image.not-firmware']['advice']>, string>> = {
  unpack: 'unpack it and use the firmware file inside',
  'without-dots': 'use the file without "._" in its name',
  link: 'use the linked program',
  'pull-lfs': 'run "git lfs pull"',
  'download-file': 'download the file itself, not its web page',
  'save-as-ascii': 'save it as ASCII or UTF-8 (PowerShell: -Encoding ascii)',
};

const ends = {
  'dfu-suffix': 'the DFU suffix',
  'last-element': 'the last element',
  'named-in-headers': 'everything named in the headers',
} as const;

const memories = { ccm: 'CCM RAM', sram: 'SRAM' } as const;

export const image: Texts<ImageMessages> = {
  'image.file-empty': 'the file is empty',
  'image.format': ({ format }) => formats[format],
  'image.bad-file': ({ format, line, offset, reason }, say) => {
    const place = line !== undefined ? placeText('line', line) : offset !== undefined && placeText('offset', offset);
    const subject = [format && formats[format], place].filter(Boolean).join(', ');
    return subject === '' ? say(reason) : `${subject}: ${say(reason)}`;
  },
  'image.too-big': ({ bytes, limit }) => `the file has ${megabytes(bytes)} MiB, the limit is ${megabytes(limit)} MiB`,
  'image.impossible-address': ({ bytes, address }) => `${bytes} bytes cannot be at address ${address}`,
  'image.own-addresses': ({ format, lowest, address }) =>
    `the ${formats[format]} file carries its own addresses, from ${hex32(lowest)}, not ${hex32(address)}`,
  'image.not-firmware': ({ what, advice }, say) =>
    `not a firmware file: ${say(what)}${advice === undefined ? '' : `; ${advices[advice]}`}`,
  'image.other-file': ({ kind }) => otherFiles[kind],
  'image.container': ({ maker, board, words }) =>
    `a firmware container of ${maker} for board ${board}${words === undefined ? '' : ` (${words})`}`,
  'image.plain-text': ({ start }) =>
    `plain text (neither Intel HEX nor S-record), starting with ${JSON.stringify(start)}`,
  'image.trailing-data': (what) => {
    const end = what.after === 'last-block' ? `the last of ${what.blocks} blocks` : ends[what.after];
    return `${what.bytes} bytes follow ${end} and would not be flashed`;
  },
  'image.ram-skipped': ({ bytes, memory, from, to }) =>
    `${bytes} bytes for ${memories[memory]} (${hex32(from)} to ${hex32(to)}) skipped: RAM is not flashed`,
  'image.equal-overlap': ({ bytes, address, unit, places: [one = 0, two = 0] }) =>
    `${bytes} bytes are specified more than once with equal values, first at ${hex32(address)} (${placeText(unit, one)} and ${placeText(unit, two)})`,
  'image.overlap': ({ address, unit, places: [one = 0, two = 0], values: [first = 0, second = 0] }) =>
    `the byte at ${hex32(address)} is ${hex8(first)} at ${placeText(unit, one)} and ${hex8(second)} at ${placeText(unit, two)}`,
  'image.records-lost': ({ gaps, address, bytes }) => {
    const first = `${bytes} bytes at ${hex32(address)}`;
    const what = gaps === 1 ? `A gap of ${first} lies` : `${gaps} gaps, the first of ${first}, lie`;
    return `${what} between complete records: lines may be missing`;
  },
  'image.scattered': ({ pieces }) => `more than ${pieces} separate pieces: not firmware`,
  'image.no-data': 'the file is well-formed but contains no data',
  'image.ccm-only': ({ address }) =>
    `everything in the file is for addresses from ${hex32(address)}: CCM RAM on this chip, which cannot run programs, but the flash of an RP2040 or an LPC: it was built for another chip`,
  'image.ram-only': ({ address }) =>
    `everything in the file is for RAM (from ${hex32(address)}): it was built to run under a debugger, not from flash`,
  'image.beyond-address-space': ({ bytes, address }) =>
    `${bytes} bytes at ${hex32(address)} run past the end of the address space`,
  'image.more-than-in-file': 'the headers specify more data than the file contains',
  'image.nothing-to-write': 'there is no data to write into a file',
  'image.mostly-filling': ({ from, to }) =>
    `a raw binary from ${hex32(from)} to ${hex32(to)} would have ${to + 1 - from} bytes, mostly filling`,
};

function placeText(unit: 'line' | 'offset', place: number): string {
  return unit === 'line' ? `line ${place}` : `offset ${place} (0x${place.toString(16)})`;
}

function megabytes(bytes: number): string {
  return String(Math.round((bytes / 1024 / 1024) * 100) / 100);
}
