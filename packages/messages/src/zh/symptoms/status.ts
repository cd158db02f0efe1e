import type { StatusSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { again, inRom, switchToDfu } from './advice.ts';

export const statusSymptoms: Readonly<Record<StatusSymptomCode, SymptomText>> = {
  'file-refused': {
    causes: [
      '引导程序拒绝该文件，或在全部发送之前传输就结束了。STM32 自带的引导程序从不这样报告：处于 DFU 模式的是另一个设备，或是闪存中的引导程序而不是 ROM 中的。',
    ],
    remedies: ['odflash list 显示哪个设备处于 DFU 模式，以及它是否可能是 ODrive。', inRom],
  },
  'memory-refused': {
    causes: [
      '引导程序无法擦除或写入闪存。STM32 自带的引导程序不会这样报告：这是闪存中保护自身的引导程序，或克隆芯片。',
      '芯片写入时供电电压下降。',
    ],
    remedies: [
      'odflash list 显示哪个设备处于 DFU 模式，以及它是否可能是 ODrive。',
      '检查供电，在 DFU 模式下给控制板断电再上电，然后用 odflash 烧录，它会读回全部内容。',
      '如果再次出现：odflash unlock 解除保护。这会擦除全部内容，包括配置。',
    ],
  },
  'reset-in-between': {
    causes: ['控制板在传输过程中复位或断电，其引导程序报告了这一点。'],
    remedies: ['检查线缆和供电，然后再次运行 odflash：它会从上次停止的地方继续。', inRom],
  },
  'impossible-status': {
    causes: [
      '按 DFU 标准，该状态码与状态不可能同时出现：有错误却不在错误状态，或处于错误状态却没有错误。应答已损坏，或属于另一个请求。',
    ],
    remedies: [again, '换一根线缆和一个端口，不经集线器。'],
  },
  'leaving-dfu': {
    causes: ['全部内容已发送，引导程序正在离开 DFU 模式：它启动固件并离开总线。这表示成功。'],
    remedies: ['在控制板处于 DFU 模式时，odflash verify FILE 会说明内容是否完整。'],
  },
  'not-in-dfu': {
    causes: [
      '该设备不在 DFU 模式：它正在运行自己的固件，只是提供切换功能。ODrive 的固件没有这样的接口，所以这可能是另一个设备。',
    ],
    remedies: ['odflash list 显示有哪些设备。', switchToDfu],
  },
};
