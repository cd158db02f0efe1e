import type { MotionMessages } from '@odflash/core/messages';
import { rounded } from '../decimal.ts';
import type { Texts } from '../language.ts';
import { axisState } from './running.ts';
import { list } from './words.ts';

const calibrated = { motor: '电机', encoder: '编码器' } as const;

export const motion: Texts<MotionMessages> = {
  'motion.will-move': ({ axis, state, steps, call, current, speed, brake, gimbal, after, watchdogMs }) => {
    const what = steps
      ? `${axis} 的校准：${steps.map((step) => `${axisState(step)}（${calibrations[step] ?? '会转动'}）`).join('，然后')}。卸下电机上的所有负载：它会转动`
      : `${axis} ${call === undefined ? `进入“${axisState(state ?? 0)}”状态` : `由 ${call} 启动`}：其电机可能立即转动`;
    const limits = [
      ...(current === undefined ? [] : [`${steps ? '校准电流' : '电流限值'} ${measured(current)}`]),
      ...(speed === undefined ? [] : [`速度限值 ${measured(speed)}`]),
      brake.ohms === undefined ? '无制动电阻' : `制动电阻 ${measured({ value: brake.ohms, unit: 'Ω' })}`,
    ];
    const type = gimbal ? '电机类型为 GIMBAL：用于其他电机会使电机或控制板过热。' : '';
    const ends = afters[after](watchdogMs / 1000);
    return `${what}（${limits.join('，')}）。${type}${ends}`;
  },
  'motion.has-errors': ({ axis, errors }) => `${axis} 有错误：${list(errors)}。`,
  'motion.not-calibrated': ({ axis, missing }) =>
    `${axis} 的${missing.map((part) => calibrated[part]).join('和')}尚未校准。`,
  'motion.bus-outside': ({ volts, low, high }) =>
    `母线电压为 ${volts.toFixed(1)} V，超出控制板的限值（${low.toFixed(1)} 至 ${high.toFixed(1)} V）。`,
  'motion.watchdog-not-kept': ({ axis }) => `无法保存 ${axis} 的看门狗设置，因此不替换它们。`,
  'motion.no-such-axis': ({ axis }) => `${axis} 不是此控制板的轴：axis0 或 axis1。`,
  'motion.armed-already': ({ axis, state }) => `${axis} 已使能（${axisState(state)}）。`,
  'motion.held': ({ axis, state }) =>
    `${axis} 已使能${state === undefined ? '' : `（${axisState(state)}）`}。Ctrl-C 将其设为 IDLE；届时负载可能下落。`,
  'motion.watchdog-restored': ({ axis }) => `被中断的命令曾替换 ${axis} 的看门狗设置，现已恢复。`,
  'motion.watchdog-unknown': ({ axis }) =>
    `被中断的命令曾替换 ${axis} 的看门狗设置，原设置已丢失。请检查：odflash get ${axis}.config.*watchdog*`,
  'motion.step': ({ axis, state, step, of }) =>
    `${axis}，第 ${step} 步，共 ${of} 步：${axisState(state)}。Ctrl-C 将其设为 IDLE。`,
  'motion.restarted': ({ axis }) => `${axis} 处于使能状态时控制板重启了：${axis} 不再被保持，其动作由启动标志决定。`,
  'motion.stopped': ({ axis }) => `已停止：${axis} 已设为 IDLE。`,
  'motion.not-kept': ({ axis }) => `${axis} 的编码器为增量式且没有索引：其校准在下次重启时丢失，届时须重做。`,
  'next.clear-errors': '查看 odflash status，排除原因，然后：odflash status --clear',
  'next.calibrate': ({ axis }) => `请先校准：odflash calibrate ${axis}`,
  'next.check-supply-voltage': '检查供电和跳闸电平：odflash get config.dc_bus_*',
};

/** What a step of a calibration does to the motor, by the state that it is. */
const calibrations: Readonly<Record<number, string>> = {
  4: '发出鸣声，几乎不转',
  6: '单向转动直到索引',
  7: '缓慢单向转动再转回',
  12: '缓慢转动',
};

function measured({ value, unit = '' }: { readonly value: number; readonly unit?: string | undefined }): string {
  return `${rounded(value, 4)} ${unit}`.trimEnd();
}

/** Of seconds. */
const afters: Readonly<Record<'watchdog' | 'no-watchdog' | 'stays-armed', (seconds: number) => string>> = {
  watchdog: (seconds) =>
    `Ctrl-C 将其设为 IDLE；此命令或线缆失效 ${seconds} s 后，其看门狗也会这样做；届时负载可能下落。`,
  'no-watchdog': () => 'Ctrl-C 将其设为 IDLE；届时负载可能下落。此固件没有看门狗：如果此命令或线缆失效，该轴保持使能。',
  'stays-armed': () => '此命令结束后它保持使能，无论之后发生什么。',
};
