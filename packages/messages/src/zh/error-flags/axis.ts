import type { AxisFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { as, busOverVoltage, busUnderVoltage, seeAlso } from './words.ts';

export const axisFlags: Readonly<Record<AxisFlagCode, FlagText>> = {
  'axis.INVALID_STATE': {
    meaning: '请求了现在不能进入的状态',
    cause: '在电机校准之前进入闭环或编码器校准；编码器未就绪；方向未知',
    remedy: '按顺序运行校准；检查 motor.is_calibrated、encoder.is_ready',
  },
  'axis.DC_BUS_UNDER_VOLTAGE': busUnderVoltage,
  'axis.DC_BUS_OVER_VOLTAGE': busOverVoltage,
  'axis.CURRENT_MEASUREMENT_TIMEOUT': {
    meaning: '没有及时得到电流测量值',
    cause: '中断停滞、固件过载',
    remedy: '重启控制板；如果仍然出现请报告',
  },
  'axis.BRAKE_RESISTOR_DISARMED': {
    meaning: '制动电阻的输出已关闭',
    cause: '制动占空比高于 0.9（电阻值设得过高，或制动电流过大），或其他故障',
    remedy: '排除原因后重启：在 0.5.1 及以下，只有重启才能重新启用',
  },
  'axis.MOTOR_DISARMED': {
    meaning: '电机在运行状态中意外关断',
    cause: '由其他错误引起（电机、母线、制动）',
    remedy: '查看 motor.error 和另一个轴',
  },
  'axis.MOTOR_FAILED': { meaning: '电机报告了错误', ...seeAlso('motor.error') },
  'axis.SENSORLESS_ESTIMATOR_FAILED': {
    meaning: '无传感器估计器报告了错误',
    ...seeAlso('sensorless_estimator.error'),
  },
  'axis.ENCODER_FAILED': { meaning: '编码器报告了错误', ...seeAlso('encoder.error') },
  'axis.CONTROLLER_FAILED': { meaning: '控制器报告了错误', ...seeAlso('controller.error') },
  'axis.POS_CTRL_DURING_SENSORLESS': {
    meaning: '在无传感器模式下请求了位置控制',
    cause: 'control_mode 为位置（或轨迹）',
    remedy: '使用速度控制或转矩/电流控制',
  },
  'axis.WATCHDOG_TIMER_EXPIRED': {
    meaning: '在 config.watchdog_timeout 内没有喂该轴的看门狗',
    cause: '上位机程序停止、线缆脱落、没有 watchdog_feed',
    remedy: '喂看门狗、延长超时时间，或关闭看门狗（0.5 中为 enable_watchdog）',
  },
  'axis.MIN_ENDSTOP_PRESSED': {
    meaning: '最小限位开关闭合',
    cause: '轴到达了它，或接线/极性错误',
    remedy: '小心移开，检查 is_active_high 和 GPIO 模式',
  },
  'axis.MAX_ENDSTOP_PRESSED': { meaning: '最大限位开关闭合', ...as('MIN_ENDSTOP_PRESSED') },
  'axis.ESTOP_REQUESTED': {
    meaning: '通过 CAN 收到急停',
    cause: 'CANSimple 的 estop 消息',
    remedy: '消除原因，然后清除错误',
  },
  'axis.HOMING_WITHOUT_ENDSTOP': {
    meaning: '没有启用最小限位开关就请求回零',
    cause: 'min_endstop.config.enabled 为 false',
    remedy: '启用并连接限位开关',
  },
  'axis.OVER_TEMP': {
    meaning: '该轴过热',
    cause: '参见 fet_thermistor.error / motor_thermistor.error（0.5.1）或 motor.error',
    remedy: '待其冷却，降低电流',
  },
  'axis.UNKNOWN_POSITION': {
    meaning: '没有有效的位置估计值',
    cause: '编码器或负载编码器未就绪',
    remedy: '校准或搜索索引；检查 load_encoder_axis',
  },
};
