import type { ListedMessages } from '../../command-line/listed.ts';
import type { Texts } from '../../language.ts';

const modes = { running: '运行中', other: '其他', probe: '调试器' } as const;

const events = { arrived: '已连接', left: '已断开' } as const;

export const listed: Texts<ListedMessages> = {
  'listed.none': '未找到控制板。在 DFU 模式下它显示为 0483:df11。USB 不给控制板供电。',
  'listed.watching': '正在监视。按 Ctrl-C 停止。',
  'listed.no-serial': '（无序列号）',
  'listed.mode': ({ mode }) => modes[mode],
  'listed.event': ({ event }) => events[event],
  'listed.not-openable': ({ name, system }) => `${name}（无法打开：${system}）`,
  'listed.other-chip': ({ chip }, say) => `${say(chip)}：不是 STM32F405，不支持`,
  'listed.probe': ({ name, firmware, volts, chip }) =>
    `${name} ${firmware}，${volts === undefined ? '未测量电压' : `读数 ${volts.toFixed(2)} V`}，${chip === undefined ? '没有芯片应答' : `有芯片应答（${chip}）`}`,
  'listed.probe-problem': ({ name, problem }, say) => `${name}（${say(problem)}）`,
};
