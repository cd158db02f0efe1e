import { hex32 } from '@odflash/core/bytes';
import type { ImageEvidenceMessages, ProductKind } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { boardsText } from './words.ts';

const witnesses = {
  bytes: '其内容',
  digest: '此发行版本的首次下载',
  name: '其文件名',
} as const;

const kinds: Readonly<Record<ProductKind, string>> = {
  'other-odrive': '非 v3 代的 ODrive',
  'debug-probe': '调试器',
  'printer-or-cnc': '3D 打印机或 CNC 控制器',
  'uf2-bootloader': 'UF2 引导程序',
  zephyr: 'Zephyr 程序',
  nuttx: 'NuttX 程序',
  riot: 'RIOT 程序',
  chibios: 'ChibiOS 程序',
};

export const imageEvidence: Texts<ImageEvidenceMessages> = {
  'vectors.absent': ({ address }) => `没有向量表：${hex32(address)} 处没有内容`,
  'vectors.valid': ({ stackPointer, resetHandler }) =>
    `栈指针 ${hex32(stackPointer)}，复位处理程序 ${hex32(resetHandler)}`,
  'vectors.erased': '向量表已被擦除（全为 0xFF）',
  'vectors.zero': '向量表为零：没有可启动的内容',
  'vectors.stack-pointer': ({ stackPointer, from, to }) =>
    `栈指针 ${hex32(stackPointer)} 不在此芯片的 RAM 内（${hex32(from)} 至 ${hex32(to)}）`,
  'vectors.not-thumb': ({ resetHandler }) => `复位处理程序 ${hex32(resetHandler)} 为偶数，因此不是 Thumb 代码`,
  'vectors.outside-flash': ({ resetHandler }) => `复位处理程序 ${hex32(resetHandler)} 在闪存之外`,
  'vectors.handler-missing': ({ resetHandler }) => `复位处理程序 ${hex32(resetHandler)} 不在映像中：缺少一部分`,

  'evidence.built-and-named': ({ built, named }) => `它是为 ${built} 构建的，却自称是 ${named.join(' 和 ')}`,
  'evidence.named-and-measured': ({ named, voltages }) =>
    `它自称是为 ${named} 构建的，却像 ${voltages.join(' 或 ')} V 的控制板那样测量供电`,
  'evidence.self-contradiction': ({ contradiction }, say) => `该文件自相矛盾：${say(contradiction)}`,
  'evidence.contradiction': ({ first, second }) =>
    `依据${witnesses[first.kind]}，该文件适用于 ${boardsText(first.boards)}，但依据${witnesses[second.kind]}，适用于 ${boardsText(second.boards)}`,
  'evidence.boards': ({ boards }) => boardsText(boards),

  'product.named': ({ name }) => name,
  'product.kind': ({ kind }) => kinds[kind],
  'product.other-chip': ({ ram, chips }) => `适用于 RAM 为 ${ram} KiB 的芯片（${chips}）的程序`,
};
