import type { ShellMessages } from '../../command-line/shell.ts';
import type { Texts } from '../../language.ts';
import { deviceText, list } from '../words.ts';

const inputs = { position: '位置', velocity: '速度' } as const;

const units = { turns: '圈', counts: '个计数' } as const;

export const shell: Texts<ShellMessages> = {
  'shell.board': ({ name, device, firmware }) => `${name} 是 ${deviceText(device)}，固件 ${firmware}。`,
  'shell.disconnected': ({ name }) => `${name} 已断开。`,
  'shell.reconnected': ({ name }) => `${name} 已重新连接。`,
  'shell.no-board-yet': '还没有运行中的控制板。第一块连接的控制板将是 odrv0。',
  'shell.not-connected': 'Shell 未与它建立连接。请关闭正在使用它的其他程序并重新插入，或重新启动 shell。',
  'shell.no-history': ({ why }, say) => `此 shell 的输入行不会保存：${say(why)}`,
  'shell.keys': 'Tab 补全，await 读取：await odrv0.vbus_voltage。Ctrl-C 停止正在运行的内容，Ctrl-D 结束 shell。',
  'shell.axis-lost-with-watchdog': ({ axis }) => `连接断开时 ${axis} 处于使能状态。其看门狗会在 2 s 后把它设为 IDLE。`,
  'shell.axis-restarted': ({ axis }) => `控制板重启时 ${axis} 处于使能状态，现已不再被保持。`,
  'shell.axis-lost': ({ axis }) => `连接断开时 ${axis} 处于使能状态，而此固件没有看门狗：请关闭供电。`,
  'shell.axis-failed': ({ axis, board }) => `${axis} 已空闲，有错误。查看说明：${board}.dump_errors()`,
  'shell.axis-idle': ({ axis }) => `${axis} 已恢复空闲。`,
  'shell.set-to-idle': ({ axes }) => `shell 结束时 ${list(axes)} 设为 IDLE。负载可能会落下。`,
  'shell.none-in-use': '没有在使用的。',
  'shell.interrupt': ({ count, priority }) => `次数 ${count}，优先级 ${priority}`,
  'shell.dma': ({ channel, priority }) => `通道 ${channel}，优先级 ${priority}`,
  'shell.values-in-file': ({ count, file }) => `${count} 个值已写入 ${file}`,
  'shell.step': ({ axis, of, by, unit, after }) =>
    `step_and_plot 使能 ${axis}，在 ${after} s 后将其${inputs[of]}改变 ${by} ${units[unit]}${of === 'velocity' ? '/s' : ''}，最后将其设为 IDLE。`,
};
