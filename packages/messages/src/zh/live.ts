import type { LiveMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { axisState } from './running.ts';
import { list } from './words.ts';

export const live: Texts<LiveMessages> = {
  'live.axis-armed': ({ path, axis, state, speed, mode, calls }) => {
    const doing = [
      axisState(state),
      ...(speed ? [`${speed.value.toFixed(2)} ${speed.unit ?? ''}`.trimEnd()] : []),
      ...(mode === undefined ? [] : [typeof mode === 'number' ? `控制模式 ${mode}` : mode]),
    ];
    return `${axis} 已使能（${doing.join('，')}）：${calls ? '调用' : '写入'} ${path} 会立即对其生效，其电机可能转动。`;
  },
  'live.lets-fall': ({ path }) => `${path} 会松开制动器：负载可能下落。`,
  'live.axis-not-idle': ({ axis }) => `${axis} 没有进入空闲状态。`,
  'live.errors-to-clear': ({ errors, brake }) => `将清除：${list(errors)}。${brakes[brake]}`,
  'live.not-writable': ({ path, kind }) => `${path} ${kinds[kind]}。`,
  'live.value-invalid': ({ path, text, type }) => `“${text}”不是 ${path} 的值，其类型为 ${type}。`,
  'live.not-a-function': ({ path }) => `${path} 不是函数。`,
  'live.own-command': ({ path }) => `${path} 有专门的命令，该命令会先检查控制板。`,
  'live.inputs-wrong': ({ path, expected, given }) => `${path} 需要 ${expected} 个输入，而不是 ${given} 个。`,
  'live.input-invalid': ({ path, input, text }) => `“${text}”不是 ${path} 的输入 ${input} 的值。`,
  'live.not-a-number': ({ path }) => `${path} 是对另一个属性的引用，不是数字。`,
  'live.no-oscilloscope': '此固件没有示波器。',
  'live.nothing-changes': '此固件没有会变化的值：无法测试速率。',
};

const brakes = {
  'works-again': '之后制动电阻（如果已启用）会重新工作。',
  'stays-off': '已被停用的制动电阻在重启之前保持关闭。',
} as const;

const kinds = {
  property: '只能读取',
  function: '是函数：只能调用，不能写入',
  object: '是对象：可以写入其中的单个值',
} as const;
