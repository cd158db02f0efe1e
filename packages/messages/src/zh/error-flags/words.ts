// What many flags have in common.

import type { FlagText } from '../../language.ts';

type CauseAndRemedy = Pick<FlagText, 'cause' | 'remedy'>;

export const insideFirmware: CauseAndRemedy = {
  cause: '固件内部的错误',
  remedy: '重启控制板；如果仍然出现请报告',
};

export const tooHot: CauseAndRemedy = {
  cause: '负载过高或散热不良',
  remedy: '待其冷却，降低电流',
};

export const overloaded: CauseAndRemedy = {
  cause: '处理器过载',
  remedy: '重启控制板；如果仍然出现请报告',
};

/** The cause is named by another flag. */
export function seeAlso(where: string): CauseAndRemedy {
  return { cause: `参见 ${where}`, remedy: `参见 ${where}` };
}

/** The same as another flag's. */
export function as(flag: string): CauseAndRemedy {
  return { cause: `同 ${flag}`, remedy: `同 ${flag}` };
}

export const seeOtherFlags: CauseAndRemedy = { cause: '参见其他标志', remedy: '参见其他标志' };

export const busUnderVoltage: FlagText = {
  meaning: '母线电压低于 config.dc_bus_undervoltage_trip_level（默认 8 V）',
  cause: '电源线松动、电源容量不足、加速时的电流峰值，或根本没有电机供电',
  remedy: '检查电源线和电源，在运动期间绘制 vbus_voltage，降低 current_lim 或 vel_limit',
};

export const busOverVoltage: FlagText = {
  meaning: '母线电压高于 config.dc_bus_overvoltage_trip_level',
  cause: '没有制动电阻时的制动能量、brake_resistance 有误、到制动电阻的导线细而长；或跳闸电平属于另一种控制板型号',
  remedy:
    '检查电阻、enable_brake_resistor 和 brake_resistance（可为接线加上 0.01-0.05 ohm）；将跳闸电平与控制板型号对照',
};

export const busOverRegenCurrent: FlagText = {
  meaning: '回流到电源的电流超过 config.dc_max_negative_current 所允许的值',
  cause: '制动电阻关闭或能力不足；限值为 -0.01 A（或从 0.5.1 备份带来的 -1e-6 A）',
  remedy:
    '启用 enable_brake_resistor，使 V_supply/brake_resistance > 各 current_lim + current_lim_margin 之和；或给电源设置合理的负电流',
};

export const busOverCurrent: FlagText = {
  meaning: 'ibus 超过 config.dc_max_positive_current',
  cause: '对该运动来说，电源限值设得过低',
  remedy: '如果电源允许则提高限值，或降低 current_lim/vel_limit',
};

export const brakeDeadtime: FlagText = {
  meaning: '制动 PWM 的时序会发生重叠',
  ...insideFirmware,
};

export const brakeDutyNan: FlagText = {
  meaning: '制动占空比的计算结果不是数字',
  cause: 'brake_resistance、max_regen_current 或斜坡限值中有 NaN',
  remedy: '将它们设为数字',
};
