import type { QuestionMessages } from '../../command-line/questions.ts';
import type { Texts } from '../../language.ts';
import { list } from '../words.ts';

const several = {
  boards: (count: number) => `已连接 ${count} 块控制板：`,
  'boards-in-dfu': (count: number) => `有 ${count} 块控制板处于 DFU 模式：`,
  probes: (count: number) => `已连接 ${count} 个 ST-Link：`,
} as const;

export const questions: Texts<QuestionMessages> = {
  'question.continue': '仍要继续吗？[y/N]',
  'question.type-serial': ({ serial, named }) =>
    `要对控制板 ${serial} 确认此操作，请输入${named === 'serial' ? '其序列号' : '其 USB 端口'}：`,
  'question.done': '完成后输入 done（回车：停止）：',
  'question.several-boards': ({ count, what }) => several[what](count),
  'question.which-board': ({ count }) => `哪块控制板？输入 1 到 ${count} 的数字（回车：都不选）：`,
  'question.one-of': ({ codes, usual }) => `输入其中之一：${list(codes)}（回车：${usual}）：`,
};
