import { hex32 } from '@odflash/core/bytes';
import type { BinaryFormatMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { elfMachines, usbId } from '../notation.ts';
import { list } from './words.ts';

const dfuseParts = {
  prefix: '前缀',
  'target-prefix': '目标前缀',
  'element-header': '元素头',
} as const;

/** e_type of what is no linked program. */
const elfTypes: Readonly<Record<number, string>> = {
  0: '没有类型',
  1: '是未链接的目标文件（.o）',
  4: '是核心转储',
};

export const binaryFormats: Texts<BinaryFormatMessages> = {
  'dfuse.version': ({ version }) => `未知的格式版本 ${version}，应为 1`,
  'dfuse.image-size': ({ size, end }) => `DFUImageSize 为 ${size}，而文件在后缀之前有 ${end} 字节`,
  'dfuse.no-suffix': '末尾没有 DFU 后缀（“UFD”）：文件被截断',
  'dfuse.suffix-checksum': ({ found, expected }) => `后缀中的 CRC 为 ${hex32(found)}，计算得 ${hex32(expected)}`,
  'dfuse.other-device': (id) => `文件指明的 USB 设备是 ${usbId(id)}，不是 ST 的引导程序（0483:df11）`,
  'dfuse.no-target': ({ found }) => `应为 "Target"，却是 ${JSON.stringify(found)}`,
  'dfuse.other-alternate': ({ alternate, address }) =>
    `闪存地址 ${hex32(address)} 的数据属于备用设置 ${alternate}，而闪存是备用设置 0`,
  'dfuse.target-size': ({ target, size, bytes }) =>
    `目标 ${target} 的 dwTargetSize 为 ${size}，而其元素占 ${bytes} 字节`,
  'dfuse.cut-off': ({ part, address, bytes, left }) =>
    `${part === 'element' ? `${hex32(address ?? 0)} 的元素` : dfuseParts[part]}需要 ${bytes} 字节，只剩 ${left} 字节`,
  'elf.64-bit': '这是 64 位 ELF 文件，而 STM32F405 为 32 位内核',
  'elf.big-endian': '这是大端 ELF 文件，而 STM32F405 为小端',
  'elf.unknown-class': ({ fileClass, byteOrder }) => `不存在类别 ${fileClass} 和字节序 ${byteOrder}`,
  'elf.other-machine': ({ machine }) => `此程序适用于 ${elfMachines[machine] ?? `机器 ${machine}`}，不适用于 ARM`,
  'elf.not-linked': ({ type }) => `文件${elfTypes[type] ?? `的类型 ${type} 未知`}，应为链接后的程序`,
  'elf.no-program-headers': '没有程序头：没有可加载的内容',
  'elf.program-header-size': ({ bytes, expected }) => `程序头为 ${bytes} 字节，应为 ${expected} 字节`,
  'elf.segment-size': ({ file, memory }) => `有一个段在文件中的字节（${file}）多于在存储器中的字节（${memory}）`,
  'elf.cut-off': ({ headers, bytes, left }) =>
    `${headers === undefined ? 'ELF 文件头' : `${headers} 个程序头的表`}需要 ${bytes} 字节，只剩 ${left} 字节：文件被截断`,
  'elf.segment-cut-off': ({ address, bytes, offset, end }) =>
    `${hex32(address)} 的段从偏移 ${offset} 起需要 ${bytes} 字节，而文件在 ${end} 处结束`,
  'elf.headers-skipped': ({ bytes, address }) =>
    `跳过了 ${hex32(address)} 处 ${bytes} 字节的 ELF 文件头和填充：不是固件`,
  'uf2.half-block': ({ bytes, expected }) => `最后一块只有 ${expected} 字节中的 ${bytes} 字节：文件被截断`,
  'uf2.payload': ({ bytes }) => `${bytes} 字节的有效载荷放不进一个块`,
  'uf2.block-missing': ({ block }) => `缺少块 ${block}`,
  'uf2.blocks-skipped': ({ blocks }) => `跳过了 ${blocks} 个块：标记为不写入主闪存`,
  'uf2.mark': ({ expected, found }) => `标记应为 ${hex32(expected)}，却是 ${hex32(found)}`,
  'uf2.total': ({ block, total, expected }) => `块 ${block} 称共有 ${total} 块，而第一块称共有 ${expected} 块`,
  'uf2.cut-off': ({ blocks, total }) => `文件只有 ${total} 块中的 ${blocks} 块：它被截断`,
  'uf2.other-family': ({ family, families }) =>
    `文件适用于家族 ${hex32(family)}，不适用于 STM32F4（${list(families.map(hex32))}）`,
  'raw.linked-elsewhere': ({ linked, loaded }) =>
    `二进制文件中的地址属于位于 ${hex32(linked)} 的程序，但它加载到 ${hex32(loaded)}；可用 --address 更改。`,
  'raw.suffix-checksum': ({ found, expected }) => `DFU 后缀中的 CRC 为 ${hex32(found)}，计算得 ${hex32(expected)}`,
  'raw.suffix-stripped': ({ bytes, ...id }) => `DFU 后缀（${bytes} 字节，适用于 ${usbId(id)}）不属于固件`,
  'raw.not-startable': ({ address, why }, say) =>
    `文件格式未知，而作为 ${hex32(address)} 处的原始二进制无法启动：${say(why)}`,
  'raw.other-bootloader': ({ maker }) => `文件以 ${maker} 引导程序的 DFU 前缀开头：它不适用于 STM32`,
};
