import type { FlashActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, repeat, toDfu } from './words.ts';

export const flashActions: Texts<FlashActionMessages> = {
  'next.choose-or-rename-file': '选择适用于您的控制板的文件。如果只是文件名有误，请重命名。',
  'next.choose-file-for-board': ({ board }) =>
    `选择适用于 ODrive ${board} 的文件；每种控制板版本和电压都有各自的文件。`,
  'next.flash-writes-parts': 'odflash flash 可以写入它；更新需要完整的固件。',
  'next.check-bootloader-or-choose-board':
    '如果这是 ODrive v3，请在 DFU 模式下断电再上电，并换一根线缆：其引导程序没有正确描述其闪存。否则它是另一种使用 STM32 的设备：请用 --serial 或 --path 选择控制板。',
  'next.enter-dfu-by-switch': `v3.5 及以上：${toDfu}，${powerCycle}，然后${repeat}：由固件启动的引导程序可能缺少该描述。（v3.4 及更早版本切勿这样做。）如果没有帮助，请换一根线缆。`,
  'next.read-printed-version': '查看印在控制板上的版本。',
  'next.flash-if-step-fails': '如果没有帮助，请烧录固件。',
};
