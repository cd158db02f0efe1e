import type { StepMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, toDfu, toRun } from './words.ts';

export const steps: Texts<StepMessages> = {
  'step.remove-dc-supply': '现在断开直流电源。',
  'step.remove-dc-supply-if-old': '是 v3.4 或更早版本吗？现在断开直流电源。',
  'step.bring-back-in-dfu':
    '如果控制板没有自动重新连接，请在 DFU 模式下断电再上电（v3.5 及以上：拨码开关拨到 DFU；克隆板：按住 BOOT 或插上其跳线）。',
  'step.switch-to-run': `${toRun}，然后${powerCycle}。`,
  'step.check-wiring': '芯片没有应答：检查控制板的供电以及调试器到控制板的接线，然后给控制板断电再上电。',
  'step.remove-boot-jumper': `将拨码开关拨到 RUN（克隆板：拔掉 BOOT 跳线），然后${powerCycle}。`,
  'step.power-cycle': '关闭控制板的电源，再打开。',
  'step.enter-dfu-by-hand': `此固件不能自行进入 DFU 模式。${toDfu}，然后${powerCycle}。`,
  'step.enter-dfu-by-wire':
    'v3.4 及以下的控制板没有拨码开关，其固件也从不进入 DFU 模式。保持直流电源关闭：将 BOOT0 接到 3.3 V，再用其他电源给控制板供电；或在此停止，改用 ST-Link。',
  'step.find-bootloader': `控制板已断开，但没有以 DFU 模式出现。检查线缆；拔掉 ST-Link 以及 GPIO 引脚上的所有接线，尤其是 GPIO6；或${toDfu}，然后${powerCycle}。拨码开关在 RUN 时，重新上电会启动旧固件。`,
};
