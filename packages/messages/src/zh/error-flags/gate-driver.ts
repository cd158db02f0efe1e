import type { GateDriverFlagCode } from '@odflash/core/messages';
import type { FlagText } from '../../language.ts';
import { seeOtherFlags, tooHot } from './words.ts';

function overCurrent(side: '低侧' | '高侧', phase: 'A' | 'B' | 'C'): FlagText {
  return {
    meaning: `${phase} 相的${side} FET：过流`,
    cause: '电机或其导线短路，或电流峰值',
    remedy: '检查电机和导线是否短路；v3.4：M0 保持在 40 A 或以下',
  };
}

const noSupply = { cause: '没有电机供电，或供电瞬降', remedy: '检查电源和导线' } as const;

const gateSupply = { cause: '栅极供电故障', remedy: '给控制板断电再上电；如果仍然出现请报告' } as const;

export const gateDriverFlags: Readonly<Record<GateDriverFlagCode, FlagText>> = {
  'gate-driver.FETLC_OC': overCurrent('低侧', 'C'),
  'gate-driver.FETHC_OC': overCurrent('高侧', 'C'),
  'gate-driver.FETLB_OC': overCurrent('低侧', 'B'),
  'gate-driver.FETHB_OC': overCurrent('高侧', 'B'),
  'gate-driver.FETLA_OC': overCurrent('低侧', 'A'),
  'gate-driver.FETHA_OC': overCurrent('高侧', 'A'),
  'gate-driver.OTW': { meaning: '过温警告', ...tooHot },
  'gate-driver.OTSD': { meaning: '过温关断', ...tooHot },
  'gate-driver.PVDD_UV': { meaning: '供电（PVDD）欠压', ...noSupply },
  'gate-driver.GVDD_UV': { meaning: '栅极供电（GVDD）欠压', ...noSupply },
  'gate-driver.GVDD_OV': { meaning: '栅极供电过压', ...gateSupply },
  'gate-driver.FAULT': { meaning: '芯片报告有故障（汇总位）', ...seeOtherFlags },
  'gate-driver.GVDD_OV.own-bit': { meaning: '栅极供电过压（状态寄存器 2 的位 7）', ...gateSupply },
  'gate-driver.NO_ANSWER': {
    meaning: '栅极驱动器在 SPI 上没有应答',
    cause: '没有电机供电，或栅极驱动器损坏',
    remedy: '打开电机供电并重启控制板',
  },
};
