import { hex8, hex32 } from '@odflash/core/bytes';
import type { ChipMessages } from '../../command-line/chips.ts';
import type { Texts } from '../../language.ts';
import { list } from '../words.ts';

const protections = { read: '读保护', write: '写保护' } as const;

export const chips: Texts<ChipMessages> = {
  'chip.in-dfu-already': '控制板已处于 DFU 模式。',
  'chip.in-dfu': ({ time }) => `控制板处于 DFU 模式（${time}）。重新启动其固件：odflash reset`,
  'chip.running': ({ time }) => `控制板正在运行（${time}）。`,
  'chip.not-protected': '无需操作：芯片既没有读保护，也没有写保护。',
  'chip.unlocked': ({ removed }) => `已解除：${list(removed.map((each) => protections[each]))}。闪存内容未变。`,
  'chip.unlocked-and-erased': ({ removed }) =>
    `已解除：${list(removed.map((each) => protections[each]))}。芯片已擦除，包括配置。烧录方法：odflash flash FILE`,
  'chip.match': ({ path, time }) => `一致：控制板包含 ${path} 的每个字节（${time}）。`,
  'chip.match-of-compared': ({ path, time, leftOut }, say) =>
    `一致：控制板包含 ${path} 中所有比较过的字节（${time}）。${say(leftOut)}`,
  'chip.rest-not-compared': '该文件只是固件的一部分：其余部分没有比较。',
  'chip.sector': ({ index }) => `扇区 ${index}`,
  'chip.matches': '一致',
  'chip.differs': ({ address, expected, found }) =>
    `不同，首先在 ${hex32(address)}：文件为 ${hex8(expected)}，控制板为 ${hex8(found)}`,
};
