import { hex8 } from '@odflash/core/bytes';
import type { TextFormatMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { hex } from '../notation.ts';

export const textFormats: Texts<TextFormatMessages> = {
  'record.no-end': ({ ends, line }) =>
    `直到最后一行（第 ${line} 行）都没有结束记录（${ends.join(' 或 ')}）：文件被截断`,
  'record.after-end': ({ line }) => `此行位于第 ${line} 行的结束记录之后：其后的内容不会被烧录`,
  'record.too-many-digits': ({ digits, most }) => `一条记录有 ${digits} 个数字；最长为 ${most} 个`,
  'record.not-hex': ({ position, found }) => `记录的第 ${position} 个字符 ${found} 不是十六进制数字`,
  'record.odd-digits': ({ digits, cut }) => `十六进制数字的个数为奇数（${digits}）${cutText(cut)}`,
  'record.checksum': ({ found, expected }) => `校验和为 ${hex8(found)}，计算得 ${hex8(expected)}`,
  'record.length': ({ bytes, count, cut }) => `记录含有 ${bytes} 字节，而其计数为 ${count}${cutText(cut)}`,
  'record.wrong-start': ({ expected, found }) => `记录应以“${expected}”开头，却是 ${found}`,
  'record.unknown-type': ({ type }) => `不存在记录类型 ${type}`,
  'hex.type-length': ({ type, expected, found }) =>
    `类型 ${type} 的记录有 ${expected} 个数据字节，此记录有 ${found} 个`,
  'hex.wraps': ({ bytes, offset }) => `偏移 ${hex(offset)} 处的 ${bytes} 字节越过了其 64 KiB 段的末尾（记录类型 02）`,
  's-record.count': ({ least, count }) => `此记录类型的计数至少应为 ${least}，却是 ${count}`,
  's-record.records-differ': ({ declared, records }) =>
    `文件声明了 ${declared} 条数据记录，却含有 ${records} 条：有行缺失或重复`,
};

const cutText = (cut: boolean): string => (cut ? '；文件在此记录中间结束' : '');
