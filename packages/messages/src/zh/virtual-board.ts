import type { VirtualBoardMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const virtualBoard: Texts<VirtualBoardMessages> = {
  'virtual-board.in-use': ({ folder }) => `另一个进程正在使用 ${folder} 中的虚拟控制板。`,
  'virtual-board.not-saved': ({ path, system }) => `无法保存 ${path} 中的虚拟控制板（${system}）。`,
  'virtual-board.invalid': ({ path, why }, say) => `${path} 中没有虚拟控制板：${say(why)}`,
  'virtual-board.size': ({ bytes }) => `它有 ${bytes} 字节`,
  'virtual-board.no-file': '它不是普通文件',
  'virtual-board.not-json': '它不是 JSON',
  'virtual-board.other-version': '它描述的不是此版本的控制板',

  'next.other-state-folder': '用 --virtual-state 指定其他文件夹。',
  'next.wait-or-other-state-folder': '等待它结束，或用 --virtual-state 指定其他文件夹。',
  'next.other-or-new-state-folder': '用 --virtual-state 指定其他文件夹，或删除此文件夹以得到新的控制板。',
};
