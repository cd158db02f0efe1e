import { hex8, hex32 } from '@odflash/core/bytes';
import type { ImageMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { hex } from '../notation.ts';

const formats: Readonly<Record<ImageMessages['image.format']['format'], string>> = {
  'intel-hex': 'Intel HEX',
  's-record': 'Motorola S-record',
  elf: 'ELF',
  dfuse: 'DfuSe',
  uf2: 'UF2',
  raw: '原始二进制',
};

const otherFiles: Readonly<Record<ImageMessages['image.other-file']['kind'], string>> = {
  zip: 'ZIP 压缩包',
  'empty-zip': '空的 ZIP 压缩包',
  gzip: 'gzip 压缩包',
  bzip2: 'bzip2 压缩包',
  xz: 'xz 压缩包',
  zstandard: 'Zstandard 压缩包',
  '7-zip': '7-Zip 压缩包',
  rar: 'RAR 压缩包',
  tar: 'tar 归档',
  png: 'PNG 图片',
  jpeg: 'JPEG 图片',
  gif: 'GIF 图片',
  pdf: 'PDF 文档',
  'windows-program': 'Windows 程序',
  'macos-program': 'macOS 程序',
  'macos-resources': 'macOS 资源文件（“._…”）',
  'static-library': '静态库',
  sqlite: 'SQLite 数据库',
  'old-office': '旧版 Office 文档',
  'git-lfs': 'Git LFS 指针',
  html: '网页（HTML）',
  xml: 'XML 文档',
  markup: '标记文档',
  json: 'JSON 文档',
  'json-or-ini': 'JSON 或 INI 文档',
  'utf-16': 'UTF-16 文本',
};

const advices: Readonly<Record<NonNullable<ImageMessages['image.not-firmware']['advice']>, string>> = {
  unpack: '请解压并使用其中的固件文件',
  'without-dots': '请使用名称中没有“._”的文件',
  link: '请使用链接后的程序',
  'pull-lfs': '请运行“git lfs pull”',
  'download-file': '请下载文件本身，而不是其网页',
  'save-as-ascii': '请另存为 ASCII 或 UTF-8（PowerShell：-Encoding ascii）',
};

const ends = {
  'dfu-suffix': 'DFU 后缀',
  'last-element': '最后一个元素',
  'named-in-headers': '文件头所列的全部内容',
} as const;

const memories = { ccm: 'CCM RAM', sram: 'SRAM' } as const;

export const image: Texts<ImageMessages> = {
  'image.file-empty': '文件为空',
  'image.format': ({ format }) => formats[format],
  'image.bad-file': ({ format, line, offset, reason }, say) => {
    const place = line !== undefined ? placeText('line', line) : offset !== undefined && placeText('offset', offset);
    const subject = [format && formats[format], place].filter(Boolean).join('，');
    return subject === '' ? say(reason) : `${subject}：${say(reason)}`;
  },
  'image.too-big': ({ bytes, limit }) => `文件有 ${megabytes(bytes)} MiB，上限为 ${megabytes(limit)} MiB`,
  'image.impossible-address': ({ bytes, address }) => `${bytes} 字节不可能位于地址 ${address}`,
  'image.own-addresses': ({ format, lowest, address }) =>
    `该 ${formats[format]} 文件自带地址，从 ${hex32(lowest)} 开始，而不是 ${hex32(address)}`,
  'image.not-firmware': ({ what, advice }, say) =>
    `不是固件文件：${say(what)}${advice === undefined ? '' : `；${advices[advice]}`}`,
  'image.other-file': ({ kind }) => otherFiles[kind],
  'image.container': ({ maker, board, words }) =>
    `${maker} 用于控制板 ${board} 的固件容器${words === undefined ? '' : `（${words}）`}`,
  'image.plain-text': ({ start }) => `纯文本（既不是 Intel HEX 也不是 S-record），开头为 ${JSON.stringify(start)}`,
  'image.trailing-data': (what) => {
    const end = what.after === 'last-block' ? `全部 ${what.blocks} 个块的最后一块` : ends[what.after];
    return `${end}之后还有 ${what.bytes} 字节，它们不会被烧录`;
  },
  'image.ram-skipped': ({ bytes, memory, from, to }) =>
    `跳过了 ${memories[memory]} 的 ${bytes} 字节（${hex32(from)} 至 ${hex32(to)}）：RAM 不烧录`,
  'image.equal-overlap': ({ bytes, address, unit, places: [one = 0, two = 0] }) =>
    `${bytes} 字节被以相同的值多次指定，首先在 ${hex32(address)}（${placeText(unit, one)}和${placeText(unit, two)}）`,
  'image.overlap': ({ address, unit, places: [one = 0, two = 0], values: [first = 0, second = 0] }) =>
    `${hex32(address)} 处的字节在${placeText(unit, one)}为 ${hex8(first)}，在${placeText(unit, two)}为 ${hex8(second)}`,
  'image.records-lost': ({ gaps, address, bytes }) => {
    const first = `${hex32(address)} 处 ${bytes} 字节`;
    const what =
      gaps === 1 ? `完整记录之间有一处间隙，在 ${first}` : `完整记录之间有 ${gaps} 处间隙，第一处在 ${first}`;
    return `${what}：可能缺少若干行`;
  },
  'image.scattered': ({ pieces }) => `分散的片段超过 ${pieces} 个：不是固件`,
  'image.no-data': '文件格式正确，但不含数据',
  'image.ccm-only': ({ address }) =>
    `文件的全部内容都位于从 ${hex32(address)} 开始的地址：在此芯片上是不能运行程序的 CCM RAM，在 RP2040 或 LPC 上则是闪存：它是为另一种芯片构建的`,
  'image.ram-only': ({ address }) =>
    `文件的全部内容都位于 RAM（从 ${hex32(address)} 开始）：它是为在调试器下运行而构建的，不是从闪存运行`,
  'image.beyond-address-space': ({ bytes, address }) => `${hex32(address)} 处的 ${bytes} 字节超出了地址空间的末尾`,
  'image.more-than-in-file': '文件头指明的数据多于文件所含的数据',
  'image.nothing-to-write': '没有可写入文件的数据',
  'image.mostly-filling': ({ from, to }) =>
    `从 ${hex32(from)} 至 ${hex32(to)} 的原始二进制文件将有 ${to + 1 - from} 字节，大部分为填充`,
};

function placeText(unit: 'line' | 'offset', place: number): string {
  return unit === 'line' ? `第 ${place} 行` : `偏移 ${place}（${hex(place)}）`;
}

function megabytes(bytes: number): string {
  return String(Math.round((bytes / 1024 / 1024) * 100) / 100);
}
