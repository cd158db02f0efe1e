import type { RunningActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { commands } from '../notation.ts';
import { list, powerCycle, repeat, toDfu, toRun } from './words.ts';

const unchanged = '未作任何更改：拨码开关在 RUN 时，断电再上电会启动旧固件。';

export const runningActions: Texts<RunningActionMessages> = {
  'next.flash-unsafe-over-stlink': ({ wrongFirmware }) => {
    const wiring =
      '用 ST-Link 烧录：GND、SWD 和 SWC 接到 J2 的同名引脚，控制板的 3.3 V 接到 ST-Link 的 VCC 引脚（由它测量）；只用一个电源给控制板供电（USB 不给它供电）。然后：odflash flash FILE --via stlink。';
    return wrongFirmware
      ? `${wiring}如果控制板上标有 v3.5 或更高版本，它运行的是错误的固件：${toDfu}，${powerCycle}，然后${repeat}。`
      : wiring;
  },
  'next.flash-a-firmware': '用 odflash flash FILE 或 odflash dfu FILE 烧录固件。',
  'next.switch-to-run-and-repeat': `${toRun}，${powerCycle}，然后${repeat}。`,
  'next.switch-to-run-or-start': `${toRun}，然后${powerCycle}，或用 odflash reset 启动其固件。`,
  'next.enter-dfu-by-hand-and-repeat': `${toDfu}，${powerCycle}，然后${repeat}。${unchanged}`,
  'next.enter-dfu-by-wire-or-stlink': `未作任何更改。使用 ST-Link；或将 BOOT0 接到 3.3 V，保持直流电源关闭，然后${repeat}。`,
  'next.continue-once-in-dfu': `${unchanged}如果它以 DFU 模式出现，请${repeat}以继续。`,
  'next.secure-load-and-repeat': `固定好负载，然后${repeat}。`,
  'next.secure-load-and-power-cycle': `固定好负载，然后${powerCycle}。`,
  'next.secure-load-and-switch-off': '固定好负载，然后关闭电源。',
  'next.idle-axes-and-continue': `将两个轴都设为 IDLE，然后${repeat}：会从配置继续。`,
  'next.list-settings': 'odflash backup 会保存全部设置及其路径。',
  'next.get-property': ({ path }) => `使用 odflash get ${path}。`,
  'next.see-property': ({ path }) => `参见 odflash get ${path}。`,
  'next.use-command': ({ command }) => `使用 odflash ${commands[command]}。`,
  'next.call-with-inputs': ({ inputs }) =>
    inputs.length === 0 ? '调用时不带输入。' : `它需要 ${list(inputs.map(({ name, type }) => `${name}（${type}）`))}。`,
  'next.set-axis-idle': '使轴进入空闲状态：odflash set axis0.requested_state IDLE',
  'next.pass-one-of': ({ names }) => `请给出其数字，或以下名称之一：${list(names)}。`,
  'next.pass-whole-number': ({ least, most }) => `请给出 ${least} 到 ${most} 之间的整数。`,
  'next.pass-number': '请给出不带单位、带小数点的有限数字，例如 1.5。',
  'next.pass-boolean': '请给出 true 或 false。',
  'next.sample-instead': '改为对值采样，例如 odflash plot vbus_voltage。',
};
