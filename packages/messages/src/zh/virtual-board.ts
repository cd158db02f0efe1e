import type { VirtualBoardMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** What only virtual boards are the reason of: their profiles, their folder on the disk. */
export const virtualBoard: Texts<VirtualBoardMessages> = {
  'virtual-board.unknown-profile': ({ name, names }) => `没有虚拟控制板“${name}”。可用的有：${names.join('、')}。`,
  'virtual-board.unknown-wiring': ({ name }) =>
    `“+${name}”未知。可用的有：+dfu（拨码开关在 DFU）和 +stlink（接到控制板的调试器）。`,
  'virtual-board.unknown-option': ({ name, near }) =>
    `虚拟控制板没有选项“${name}”。${near.length > 0 ? `是否指 ${near.join('、')}？` : ''}`,
  'virtual-board.only-at-start': ({ name }) => `“${name}”不能在之后发生。`,
  'virtual-board.without-probe': ({ name }) => `“${name}”是 ST-Link 的选项：请在控制板名称后加上 +stlink。`,
  'virtual-board.value-missing': ({ name, form }) => `“${name}”需要一个值：${name}=${form}`,
  'virtual-board.value-invalid': ({ name, value, form }) => `“${value}”不是“${name}”的值：${form}`,

  'virtual-board.in-use': ({ folder }) => `另一个进程正在使用 ${folder} 中的虚拟控制板。`,
  'virtual-board.not-saved': ({ path, system }) => `无法保存 ${path} 中的虚拟控制板（${system}）。`,
  'virtual-board.invalid': ({ path, why }, say) => `${path} 中没有虚拟控制板：${say(why)}`,
  'virtual-board.size': ({ bytes }) => `它有 ${bytes} 字节`,
  'virtual-board.no-file': '它不是普通文件',
  'virtual-board.not-json': '它不是 JSON',
  'virtual-board.other-version': '它描述的不是此版本的控制板',

  'next.list-virtual': '参见 odflash virtual --list。',
  'next.other-state-folder': '用 --virtual-state 指定其他文件夹。',
  'next.wait-or-other-state-folder': '等待它结束，或用 --virtual-state 指定其他文件夹。',
  'next.other-or-new-state-folder': '用 --virtual-state 指定其他文件夹，或删除此文件夹以得到新的控制板。',
};
