import type { BoardFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import {
  brakeDeadtime,
  brakeDutyNan,
  busOverCurrent,
  busOverRegenCurrent,
  busOverVoltage,
  busUnderVoltage,
} from './words.ts';

export const boardFlags: Readonly<Record<BoardFlagCode, FlagText>> = {
  'system.CONTROL_ITERATION_MISSED': {
    meaning: '跳过了一次控制循环',
    cause: '许多活动的组件使处理器过载',
    remedy: '关闭不需要的功能',
  },
  'system.DC_BUS_UNDER_VOLTAGE': busUnderVoltage,
  'system.DC_BUS_OVER_VOLTAGE': busOverVoltage,
  'system.DC_BUS_OVER_REGEN_CURRENT': busOverRegenCurrent,
  'system.DC_BUS_OVER_CURRENT': busOverCurrent,
  'system.BRAKE_DEADTIME_VIOLATION': brakeDeadtime,
  'system.BRAKE_DUTY_CYCLE_NAN': brakeDutyNan,
  'system.INVALID_BRAKE_RESISTANCE': {
    meaning: '制动已启用，但 brake_resistance 为零、负数或 NaN',
    cause: '从 0.4/0.5.1 带来的 brake_resistance = 0，在那里表示“无”',
    remedy: '设为真实的电阻值，或 enable_brake_resistor = false',
  },
  'can.DUPLICATE_CAN_IDS': {
    meaning: '两个轴的 CAN 节点 ID 相同',
    cause: '节点 ID 被复制',
    remedy: '给每个轴设置各自的 ID',
  },
};
