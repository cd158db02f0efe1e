import type { BoardSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { again, inRom, switchToRun } from './advice.ts';

const addresses = 'odflash info FILE 会显示文件含有哪些地址。';

export const boardSymptoms: Readonly<Record<BoardSymptomCode, SymptomText>> = {
  'read-protected': {
    causes: ['读保护级别 1：芯片拒绝读取或写入其闪存（论坛 5219）。'],
    remedies: [
      'odflash unlock 会解除保护。这会擦除芯片上的全部内容，包括配置；执行前会询问。',
      '如果解除保护曾被中断，请先给控制板断电再上电。',
    ],
  },
  'unlock-refused': {
    causes: ['扇区同时处于写保护时无法解除读保护：引导程序会拒绝。'],
    remedies: ['用 ST-Link 清除写保护；然后用 odflash unlock 解除读保护。'],
  },
  'unlock-resets': {
    causes: ['芯片自行擦除并复位；最长需要半分钟。'],
    remedies: [
      '等待它重新出现；如果没有出现，请在 DFU 模式下断电再上电（v3.5 及以上：拨码开关拨到 DFU；克隆板：按住 BOOT 或插上其跳线）。',
    ],
  },
  'not-erasable': {
    causes: ['该工具要擦除选项字节或 OTP 存储器，而它们不能擦除：选择的文件或设置有误。'],
    remedies: [`${addresses}odflash 不擦除主闪存以外的任何内容。`],
  },
  'write-protected': {
    causes: ['扇区处于写保护：引导程序应答一切正常，却什么也不写入。dfu-util 不回读。', '供电对该编程宽度来说不足。'],
    remedies: ['odflash verify FILE 会说明实际的内容。', 'odflash unlock 会清除写保护。'],
  },
  'not-as-written': {
    causes: ['回读的内容与写入的内容不同：线缆不良、供电不足、写保护，或应答失步。'],
    remedies: [again, '如果再次出现：换一根线缆和一个端口，检查供电，用 odflash info 检查保护。'],
  },
  'bad-address': {
    causes: [
      '文件不合适：地址错误、芯片错误，或大于闪存。',
      '该设备不是 ROM 中的 STM32 引导程序，而是闪存中的引导程序，其最前面的扇区不能写入。',
    ],
    remedies: [addresses],
  },
  'raw-or-dfuse': {
    causes: [
      '不带地址时，dfu-util 只接受 .dfu 文件；带地址时，只接受原始二进制文件；HEX 或 ELF 文件会被它原样写入（论坛 1615）。',
    ],
    remedies: ['把文件原样交给 odflash：HEX、ELF、S-record、.dfu、UF2 和原始二进制文件按内容区分。'],
  },
  'dfu-again': {
    causes: ['拨码开关仍在 DFU（克隆板：BOOT 跳线已插上）。', '闪存中没有可启动的内容。'],
    remedies: [switchToRun, 'odflash info 会说明闪存中有什么。'],
  },
  'dead-after-update': {
    causes: [
      '更新在擦除之后被中断：闪存为空，在 USB 上不出现（论坛 2574）。',
      '0.5.2 起的固件如果是为 OTP 所记录版本以外的控制板构建的，会在启动时停住（论坛 7194）。',
    ],
    remedies: [inRom, 'odflash update 按 OTP 中的控制板版本选择固件。'],
  },
  'no-firmware-file': {
    causes: [
      '该文件不是固件：被当作固件保存的网页、压缩包，或只下载了一半。',
      'odrivetool 只读取 Intel HEX：遇到 .bin、.elf 或 .dfu 就会这样结束。odflash 都能读取。',
    ],
    remedies: ['odflash info FILE 会说明它是什么；请重新下载。'],
  },
  'unknown-version': {
    causes: [
      '这个提问没有根据：无论是文件还是处于 DFU 模式的控制板，都没有把版本告诉 odrivetool，因此它比较的是两个未知的版本。',
    ],
    remedies: ['odflash 比较内容而不是版本：如果固件已经在控制板上，它会说明。'],
  },
  'no-hardware-version': {
    causes: [
      'odrivetool 无法读取 OTP 中的控制板版本，或该版本为空（克隆板、2018 年夏季之前的控制板）。较新的 odrivetool 因此拒绝处于 DFU 模式的控制板（ODrive #758）。',
    ],
    remedies: [
      '用 odflash 烧录，它自己读取 OTP：odflash update。',
      '如果它提示 OTP 为空，请指定印在控制板上的版本：--board v3.6-56V。',
    ],
  },
  'old-board-warning': {
    causes: ['DFU 模式可能损坏 v3.4 及以下控制板的制动晶体管。在只是不知道版本的情况下，odrivetool 也会询问。'],
    remedies: ['v3.4 及以下：断开直流电源并使用 ST-Link。', 'v3.5 及以上：继续；odflash 会读取版本。'],
  },
  'old-python': {
    causes: ['odrivetool 需要比 3.5 更新的 Python（ODrive #509）。停止的是该工具，不是控制板。'],
    remedies: ['使用更新的 Python；或使用不需要 Python 的 odflash update。'],
  },
  'other-names': {
    causes: ['odrivetool 与固件来自不同时期：0.4 与 0.5 之间名称有变化。'],
    remedies: ['odflash backup 和 odflash restore 从控制板本身获取名称，并说明哪些已不存在。'],
  },
  'lost-configuration': {
    causes: ['odrivetool 会擦除每个扇区，包括配置，而且设置的名称在版本之间有变化。'],
    remedies: ['odflash backup 会保存配置，odflash restore 会恢复配置，并指出哪些已不存在。'],
  },
  'lost-after-save': {
    causes: [
      '从固件 0.5.2 起，save_configuration 会重启控制板：启动标志随之生效，而正在校准或立即出错的轴看起来就像控制板已失效。',
      'GPIO 模式、step/dir、UART 或取代 CAN 的 I2C 使用了由其他器件驱动的引脚。',
    ],
    remedies: [
      '仍在运行：odflash erase --only-config 会将设置保存为文件并擦除它们，无需 DFU 模式。',
      '已找不到：v3.5 及以上，将拨码开关拨到 DFU，给控制板断电再上电，然后运行同一命令；它会先保存扇区。',
      'odflash restore FILE --hold-startup 会恢复设置，并使启动标志为关闭。',
    ],
  },
};
