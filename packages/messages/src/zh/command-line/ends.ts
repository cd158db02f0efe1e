import { hex8, hex32 } from '@odflash/core/bytes';
import type { EndMessages } from '../../command-line/ends.ts';
import type { Texts } from '../../language.ts';

export const ends: Texts<EndMessages> = {
  'end.interrupted': '已中断。',
  'end.given-up': '控制板没有及时停止；其闪存没有回读。',
  'end.connection-failed': ({ detail }) => `连接失败：${detail}`,
  'end.server-failed': ({ detail }) => `无法使用 USB/IP 服务器：${detail}`,
  'end.unexpected': ({ text }) => `意外错误：${text}`,
  'end.code': ({ code, program }) => `E: ${code}，参见 ${program} explain ${code}`,
  'end.way-back': '恢复方法：',
  'end.way-back-in-dfu': '恢复方法（控制板处于 DFU 模式）：',
  'end.no-board-on-bus': '总线上没有控制板。',
  'end.stopped-early': ({ after, of }) => `在 ${of} 中的 ${after} 之后停止。`,
  'end.mirror-incomplete': ({ failed, files, folder }) =>
    `${files} 个文件中有 ${failed} 个无法下载；${folder} 中的镜像没有它们也可以使用。`,
  'end.differs': ({ path, sectors, first }) => {
    const where =
      first === undefined
        ? ''
        : `，首先在 ${hex32(first.address)}：文件为 ${hex8(first.expected)}，控制板为 ${hex8(first.found)}`;
    return `控制板与 ${path} 有 ${sectors} 个扇区不同${where}。`;
  },
};
