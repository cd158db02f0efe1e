import type { MotorFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import {
  as,
  brakeDeadtime,
  brakeDutyNan,
  busOverCurrent,
  busOverRegenCurrent,
  insideFirmware,
  overloaded,
  seeOtherFlags,
  tooHot,
} from './words.ts';

export const motorFlags: Readonly<Record<MotorFlagCode, FlagText>> = {
  'motor.PHASE_RESISTANCE_OUT_OF_RANGE': {
    meaning: '测得的相电阻不合理',
    cause: '相线松动；resistance_calib_max_voltage 对此电机过低；calibration_current 过高',
    remedy: '检查螺钉；必须满足 calibration_current * R < resistance_calib_max_voltage < 0.5 * vbus_voltage',
  },
  'motor.PHASE_INDUCTANCE_OUT_OF_RANGE': {
    meaning: '测得的电感超出 2 uH ... 4 mH（0.5.6：2e-6 ... 4000e-6 H）',
    ...as('PHASE_RESISTANCE_OUT_OF_RANGE'),
  },
  'motor.ADC_FAILED': { meaning: '电流测量转换器故障', ...insideFirmware },
  'motor.DRV_FAULT': {
    meaning: '栅极驱动器 DRV8301 报告故障',
    cause: '相间短路、过流、栅极供电瞬降（v3.4：M0 超过约 40 A）、没有电机供电',
    remedy: '读取栅极驱动器的故障位；v3.4：M0 保持在 40 A 或以下；检查是否短路',
  },
  'motor.CONTROL_DEADLINE_MISSED': {
    meaning: '新的 PWM 时序来得过晚',
    cause: '处理器过载',
    remedy: '关闭不需要的功能；如果仍然出现请报告',
  },
  'motor.NOT_IMPLEMENTED_MOTOR_TYPE': {
    meaning: 'motor_type 没有实现',
    cause: 'motor_type = 1 或未知',
    remedy: '设为 0（大电流）、2（云台电机）、3（ACIM，0.5.1 起）',
  },
  'motor.BRAKE_CURRENT_OUT_OF_RANGE': {
    meaning: '所需的制动占空比高于 0.9 或为 NaN',
    cause: '电阻值对制动功率来说过大，或 brake_resistance 设得过高',
    remedy: '使用更小的电阻，降低 current_lim/vel_limit，更正 brake_resistance',
  },
  'motor.MODULATION_MAGNITUDE': {
    meaning: '母线电压过低，无法产生所需的电流',
    cause: 'resistance_calib_max_voltage 高于母线电压的一半；云台电机的限值过高；速度接近极限',
    remedy: '降低该电压；云台电机：calibration_current 和 current_lim（单位为伏！）最多为母线电压的一半',
  },
  'motor.BRAKE_DEADTIME_VIOLATION': brakeDeadtime,
  'motor.UNEXPECTED_TIMER_CALLBACK': { meaning: '未知定时器的回调', ...insideFirmware },
  'motor.CURRENT_SENSE_SATURATION': {
    meaning: '电流检测放大器到达量程末端',
    cause: 'current_lim（加上超调）过于接近 max_allowed_current',
    remedy: '提高 requested_current_range，保存，重启',
  },
  'motor.INVERTER_OVER_TEMP': { meaning: 'FET 温度高于 inverter_temp_limit_upper + 5 度', ...tooHot },
  'motor.CURRENT_LIMIT_VIOLATION': {
    meaning: '电流超过 current_lim + current_lim_margin',
    cause: '电流控制器超调',
    remedy: '当 current_lim 较大时提高 current_lim_margin；重新校准',
  },
  'motor.CURRENT_UNSTABLE': {
    meaning: '电流超过 current_lim_tolerance * 有效限值',
    cause: '控制器超调、R/L 有误、编码器打滑',
    remedy: '重新校准电机，稍微提高容差，降低 current_control_bandwidth',
  },
  'motor.BRAKE_DUTY_CYCLE_NAN': brakeDutyNan,
  'motor.DC_BUS_OVER_REGEN_CURRENT': busOverRegenCurrent,
  'motor.DC_BUS_OVER_CURRENT': busOverCurrent,
  'motor.MODULATION_IS_NAN': {
    meaning: 'PWM 调制的计算结果不是数字',
    cause: '增益、R 或 L 中有 NaN',
    remedy: '重新校准电机；在配置中查找 NaN',
  },
  'motor.MOTOR_THERMISTOR_OVER_TEMP': {
    meaning: '电机热敏电阻高于其 temp_limit_upper',
    cause: '电机过热；或系数/引脚属于另一个热敏电阻',
    remedy: '待其冷却；检查 poly_coefficient_* 和 gpio_pin',
  },
  'motor.FET_THERMISTOR_OVER_TEMP': { meaning: 'FET 热敏电阻高于其 temp_limit_upper', ...tooHot },
  'motor.TIMER_UPDATE_MISSED': {
    meaning: '错过了一次定时器事件',
    cause: '过载或中断问题',
    remedy: '重启控制板；如果仍然出现请报告',
  },
  'motor.CURRENT_MEASUREMENT_UNAVAILABLE': { meaning: '没有及时对电流传感器采样', ...insideFirmware },
  'motor.CONTROLLER_FAILED': { meaning: '底层的电流控制器故障', ...seeOtherFlags },
  'motor.I_BUS_OUT_OF_RANGE': {
    meaning: 'I_bus 超出 I_bus_hard_min ... I_bus_hard_max',
    cause: '限值过严',
    remedy: '放宽限值',
  },
  'motor.BRAKE_RESISTOR_DISARMED': {
    meaning: '制动已启用但未就绪时请求了 PWM',
    cause: '刚设置 enable_brake_resistor 而没有重启；或先前的系统错误',
    remedy: '查看系统错误，然后清除错误或重启',
  },
  'motor.SYSTEM_LEVEL': {
    meaning: '因系统错误而关断',
    cause: '参见顶层错误',
    remedy: '参见顶层错误',
  },
  'motor.BAD_TIMING': { meaning: '控制循环与电机循环不同步', ...overloaded },
  'motor.UNKNOWN_PHASE_ESTIMATE': {
    meaning: '没有有效的转子角度',
    cause: '编码器未校准 / 未找到索引：方向一旦已知就进入闭环，即使 encoder.is_ready 为 false',
    remedy: '先校准或搜索索引',
  },
  'motor.UNKNOWN_PHASE_VEL': { meaning: '没有有效的相速度', ...as('UNKNOWN_PHASE_ESTIMATE') },
  'motor.UNKNOWN_TORQUE': {
    meaning: '没有有效的转矩设定值',
    cause: '控制器没有运行',
    remedy: '检查 controller.error',
  },
  'motor.UNKNOWN_CURRENT_COMMAND': {
    meaning: '没有有效的电流设定值',
    cause: '控制器没有配置',
    remedy: '检查控制器的设置',
  },
  'motor.UNKNOWN_CURRENT_MEASUREMENT': {
    meaning: '没有有效的电流测量值',
    cause: '常见于 CURRENT_SENSE_SATURATION 之后',
    remedy: '参见其他标志',
  },
  'motor.UNKNOWN_VBUS_VOLTAGE': { meaning: '没有有效的母线电压测量值', ...insideFirmware },
  'motor.UNKNOWN_VOLTAGE_COMMAND': { meaning: '没有有效的前馈电压', ...insideFirmware },
  'motor.UNKNOWN_GAINS': {
    meaning: '电流控制器没有增益',
    cause: 'phase_resistance/phase_inductance 为零',
    remedy: '运行电机校准，或手动设置两者',
  },
  'motor.CONTROLLER_INITIALIZING': {
    meaning: '控制器启动期间的内部值',
    cause: '控制器正在启动',
    remedy: '参见其他标志',
  },
  'motor.UNBALANCED_PHASES': {
    meaning: '电阻测试中各相相差超过 20 %',
    cause: '相线松动、电机或分流电阻损坏',
    remedy: '检查导线和螺钉',
  },
};
