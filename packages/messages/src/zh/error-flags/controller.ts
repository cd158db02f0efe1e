import type { ControllerFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { seeAlso } from './words.ts';

const { remedy: seeEncoder } = seeAlso('encoder.error');

export const controllerFlags: Readonly<Record<ControllerFlagCode, FlagText>> = {
  'controller.OVERSPEED': {
    meaning: '速度高于 vel_limit * vel_limit_tolerance',
    cause: 'vel_limit 过低（默认 2 turn/s = 120 rpm；0.4：20000 counts/s）、负载变化、失控空转',
    remedy: '提高 vel_limit 或容差；0.4：容差为 0 时关闭该检查；0.5：enable_overspeed_error',
  },
  'controller.INVALID_INPUT_MODE': {
    meaning: 'input_mode 无效',
    cause: '其他固件的值',
    remedy: '设为有效的 InputMode',
  },
  'controller.UNSTABLE_GAIN': {
    meaning: '增益过高，控制器不稳定',
    cause: '带宽过高',
    remedy: '降低带宽',
  },
  'controller.INVALID_MIRROR_AXIS': {
    meaning: 'axis_to_mirror 无效',
    cause: '默认值 255 表示无',
    remedy: '设为 0 或 1',
  },
  'controller.INVALID_LOAD_ENCODER': {
    meaning: 'load_encoder_axis 无效',
    cause: '设成了其他数字',
    remedy: '设为 0 或 1',
  },
  'controller.INVALID_ESTIMATE': {
    meaning: '没有有效的线性位置或速度估计值',
    cause: '编码器有错误或未就绪',
    remedy: seeEncoder,
  },
  'controller.INVALID_CIRCULAR_RANGE': {
    meaning: '没有有效的循环位置估计值',
    cause: '编码器错误，circular_setpoint_range',
    remedy: seeEncoder,
  },
  'controller.SPINOUT_DETECTED': {
    meaning: '机械功率与电功率不一致',
    cause: '编码器打滑、编码器偏移有误或来自他处、错误的索引脉冲',
    remedy: '检查联轴器，重做偏移校准，屏蔽索引线',
  },
};
