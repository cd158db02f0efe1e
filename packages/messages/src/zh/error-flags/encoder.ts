import type { EncoderFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { seeAlso } from './words.ts';

const wrongCounts = {
  meaning: '扫描得到的计数与 cpr 和 pole_pairs 的预期不同',
  cause: 'cpr（= 4 x PPR）或 pole_pairs 有误、编码器上的开关、打滑、齿槽转矩',
} as const;

const noCounts: FlagText = {
  meaning: '扫描期间没有收到计数',
  cause: '编码器接在错误的引脚上，或没有供电',
  remedy: '检查接线',
};

export const encoderFlags: Readonly<Record<EncoderFlagCode, FlagText>> = {
  'encoder.UNSTABLE_GAIN': {
    meaning: '编码器带宽对循环频率来说过高',
    cause: 'encoder.config.bandwidth 过高',
    remedy: '降低带宽',
  },
  'encoder.CPR_OUT_OF_RANGE': { ...wrongCounts, remedy: '更正 cpr 和 pole_pairs；检查联轴器' },
  'encoder.CPR_POLEPAIRS_MISMATCH': {
    ...wrongCounts,
    remedy: '更正 cpr 和 pole_pairs；将 calib_scan_distance 提高到最多四倍',
  },
  'encoder.NO_RESPONSE': noCounts,
  'encoder.RESPONSE': noCounts,
  'encoder.UNSUPPORTED_ENCODER_MODE': {
    meaning: 'encoder.config.mode 在此发行版本中无效',
    cause: '其他固件的模式',
    remedy: '设为此发行版本具有的模式',
  },
  'encoder.ILLEGAL_HALL_STATE': {
    meaning: '霍尔组合为 000 或 111',
    cause: '噪声、接线错误、霍尔极性',
    remedy: '在 A、B、Z 与地之间接 22 nF；检查导线；ignore_illegal_hall_state 仅用于测试',
  },
  'encoder.INDEX_NOT_FOUND_YET': {
    meaning: '尚未检测到索引脉冲',
    cause: '编码器没有索引、未连接 Z、未进行索引搜索',
    remedy: '连接 Z，运行索引搜索',
  },
  'encoder.ABS_SPI_TIMEOUT': {
    meaning: 'SPI 编码器没有应答',
    cause: '接线错误',
    remedy: '检查 SPI 和片选',
  },
  'encoder.ABS_SPI_COM_FAIL': {
    meaning: 'SPI 编码器：超过 5 % 的读数失败',
    cause: '噪声、导线过长、模式或片选引脚错误',
    remedy: '使用短的屏蔽线、正确的模式和 abs_spi_cs_gpio_pin',
  },
  'encoder.ABS_SPI_NOT_READY': {
    meaning: 'SPI 编码器未就绪',
    cause: '接线错误',
    remedy: '检查接线',
  },
  'encoder.HALL_NOT_CALIBRATED_YET': {
    meaning: '霍尔极性尚未校准',
    cause: '在极性校准之前进行了偏移或相位校准',
    remedy: '运行 AXIS_STATE_ENCODER_HALL_POLARITY_CALIBRATION',
  },
  'sensorless.UNSTABLE_GAIN': {
    meaning: 'PLL 带宽过高',
    cause: 'sensorless_estimator.config.pll_bandwidth 过高',
    remedy: '降低带宽',
  },
  'sensorless.UNKNOWN_CURRENT_MEASUREMENT': { meaning: '没有有效的电流测量值', ...seeAlso('motor.error') },
};
