import { hex32 } from '@odflash/core/bytes';
import type { BinaryFormatMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { elfMachines, usbId } from '../notation.ts';

const dfuseParts = {
  prefix: 'the prefix',
  'target-prefix': 'a target prefix',
  'element-header': 'an element header',
} as const;

/** e_type of what is no linked program. */
const elfTypes: Readonly<Record<number, string>> = {
  0: 'has no type',
  1: 'is an object file (.o) that was not linked',
  4: 'is a core dump',
};

export const binaryFormats: Texts<BinaryFormatMessages> = {
  'dfuse.version': ({ version }) => `unknown format version ${version}, expected 1`,
  'dfuse.image-size': ({ size, end }) => `DFUImageSize is ${size}, the file has ${end} bytes before its suffix`,
  'dfuse.no-suffix': 'no DFU suffix ("UFD") at the end: the file was cut off',
  'dfuse.suffix-checksum': ({ found, expected }) =>
    `the CRC in the suffix is ${hex32(found)}, computed ${hex32(expected)}`,
  'dfuse.other-device': (id) => `the file names USB device ${usbId(id)}, not ST's bootloader (0483:df11)`,
  'dfuse.no-target': ({ found }) => `expected "Target", found ${JSON.stringify(found)}`,
  'dfuse.other-alternate': ({ alternate, address }) =>
    `data for ${hex32(address)} in the flash belongs to alternate setting ${alternate}, the flash is alternate setting 0`,
  'dfuse.target-size': ({ target, size, bytes }) =>
    `dwTargetSize of target ${target} is ${size}, its elements take ${bytes} bytes`,
  'dfuse.cut-off': ({ part, address, bytes, left }) =>
    `${part === 'element' ? `the element for ${hex32(address ?? 0)}` : dfuseParts[part]} takes ${bytes} bytes, ${left} are left`,
  'elf.64-bit': 'this is a 64-bit ELF file, the STM32F405 has a 32-bit core',
  'elf.big-endian': 'this is a big-endian ELF file, the STM32F405 is little-endian',
  'elf.unknown-class': ({ fileClass, byteOrder }) => `class ${fileClass} and byte order ${byteOrder} do not exist`,
  'elf.other-machine': ({ machine }) =>
    `this program is for ${elfMachines[machine] ?? `machine ${machine}`}, not for ARM`,
  'elf.not-linked': ({ type }) =>
    `the file ${elfTypes[type] ?? `has the unknown type ${type}`}, expected a linked program`,
  'elf.no-program-headers': 'no program headers: nothing to load',
  'elf.program-header-size': ({ bytes, expected }) => `program headers of ${bytes} bytes, expected ${expected}`,
  'elf.segment-size': ({ file, memory }) =>
    `a segment with more bytes in the file (${file}) than in memory (${memory})`,
  'elf.cut-off': ({ headers, bytes, left }) =>
    `${headers === undefined ? 'the ELF header' : `the table of ${headers} program headers`} takes ${bytes} bytes, ${left} are left: the file was cut off`,
  'elf.segment-cut-off': ({ address, bytes, offset, end }) =>
    `the segment for ${hex32(address)} takes ${bytes} bytes from offset ${offset}, the file ends at ${end}`,
  'elf.headers-skipped': ({ bytes, address }) =>
    `${bytes} bytes of ELF headers and padding at ${hex32(address)} skipped: not firmware`,
  'uf2.half-block': ({ bytes, expected }) => `the last block has ${bytes} bytes of ${expected}: the file was cut off`,
  'uf2.payload': ({ bytes }) => `a payload of ${bytes} bytes does not fit into a block`,
  'uf2.block-missing': ({ block }) => `block ${block} is missing`,
  'uf2.blocks-skipped': ({ blocks }) => `${blocks} blocks skipped: marked as not for the main flash`,
  'uf2.mark': ({ expected, found }) => `expected the mark ${hex32(expected)}, found ${hex32(found)}`,
  'uf2.total': ({ block, total, expected }) =>
    `block ${block} of ${total}, but the first block declares a total of ${expected}`,
  'uf2.cut-off': ({ blocks, total }) => `the file has ${blocks} blocks of ${total}: it was cut off`,
  'uf2.other-family': ({ family, families }) =>
    `the file is for family ${hex32(family)}, not for an STM32F4 (${families.map(hex32).join(', ')})`,
  'raw.linked-elsewhere': ({ linked, loaded }) =>
    `The addresses in the binary are those of a program at ${hex32(linked)}, but it is loaded at ${hex32(loaded)}; --address changes that.`,
  'raw.suffix-checksum': ({ found, expected }) =>
    `the CRC in the DFU suffix is ${hex32(found)}, computed ${hex32(expected)}`,
  'raw.suffix-stripped': ({ bytes, ...id }) =>
    `the DFU suffix (${bytes} bytes, for ${usbId(id)}) is not part of the firmware`,
  'raw.not-startable': ({ address, why }, say) =>
    `unknown file format, and as a raw binary at ${hex32(address)} it would not start: ${say(why)}`,
  'raw.other-bootloader': ({ maker }) =>
    `the file starts with the DFU prefix of ${maker} bootloaders: it is not for an STM32`,
};
