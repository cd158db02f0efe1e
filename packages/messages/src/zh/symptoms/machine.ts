import type { MachineSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { toDfu } from '../words.ts';
import { udev, zadig } from './advice.ts';

export const machineSymptoms: Readonly<Record<MachineSymptomCode, SymptomText>> = {
  'no-langid': {
    causes: ['在 Linux 上：系统不允许您打开处于 DFU 模式的控制板（0483:df11）；只能读取其名称。'],
    remedies: [udev, 'odflash doctor 会说明缺少哪条规则。'],
  },
  'no-access': {
    causes: [
      '在 Linux 上没有 udev 规则允许您打开控制板。',
      '在 Windows 上另一个程序占用了控制板，或其驱动程序不是 WinUSB。',
      '来自 snap 或 flatpak 的浏览器可能完全不能使用 USB。',
    ],
    remedies: [udev, '在 Windows 上关闭其他烧录程序和浏览器标签页；否则用 Zadig 安装 WinUSB。'],
  },
  'windows-driver': {
    causes: [
      'Windows 没有程序可用的、适用于 DFU 模式控制板的驱动程序。它与运行中的 ODrive 是不同的设备，需要自己的驱动程序（论坛 8438）。',
      '它绑定了 ST 旧的 DfuSe 驱动程序（STTub30）：只有 DfuSe Demo 能使用。',
      '驱动程序被安装到了运行中 ODrive 的复合设备父级上。',
    ],
    remedies: [zadig, '不要改动运行中 ODrive 的 Interface 0：它是串口。'],
  },
  claimed: {
    causes: ['另一个程序占用了控制板：odrivetool、浏览器标签页、STM32CubeProgrammer、fwupd、ModemManager、虚拟机。'],
    remedies: ['关闭它，然后重试。', '在系统允许的情况下，odflash doctor 会指出是哪个程序。'],
  },
  'two-at-once': {
    causes: ['同一程序的两个部分同时与控制板通信，或一个部分在另一个关闭控制板之后仍在继续。'],
    remedies: ['关闭使用该控制板的其他标签页，重新加载页面，然后重新开始。'],
  },
  'already-in-dfu': {
    causes: [
      '控制板没有问题：0.5.1 及以下的 odrivetool 遇到已处于 DFU 模式的控制板会出错，要么立即（list index），要么在全部完成之后（UnboundLocalError）。',
    ],
    remedies: ['odflash list 会显示控制板；odflash verify FILE 会说明其中是否有该固件。'],
  },
  'nothing-there': {
    causes: [
      '控制板没有供电：USB 不给它供电。',
      '拨动了拨码开关，但控制板没有断电再上电：开关只在上电时起作用。',
      '线缆只能充电，或集线器遮蔽了控制板。',
      '某个引脚上的信号使引导程序无法使用 USB：GPIO6、串口接收器、CAN、接着的 ST-Link（ODrive #509，论坛 8639）。',
    ],
    remedies: [
      `v3.5 及以上：关闭电源，${toDfu}，打开电源。v3.4 及更早版本切勿这样做：DFU 模式可能损坏它。`,
      '拔掉 GPIO 引脚上的所有导线，并拔掉 ST-Link；将 GPIO6 接到 GND 有帮助。',
      '使用确知能传输数据的线缆，不经集线器。',
    ],
  },
  'unknown-usb-device': {
    causes: [
      '线缆不良，或端口与控制板不兼容。',
      '芯片的引导程序对其晶振的测量有误，这取决于温度和偶然因素（AN2606）。',
    ],
    remedies: ['给控制板断电再上电几次。', '换一根线缆和一个端口，或在中间加一个 USB 2 集线器。'],
  },
  'serial-drifts': {
    causes: ['固件由芯片生成序列号的公式与引导程序不同；有些克隆板的序列号全都相同。'],
    remedies: ['按端口选择控制板：--path。odflash 按序列号和端口跟踪控制板。'],
  },
  several: {
    causes: ['有不止一块控制板处于 DFU 模式。'],
    remedies: ['odflash list 会列出它们；用 --serial 选择一个，序列号相同时用 --path。'],
  },
  'no-usb': {
    causes: [
      '这里没有 USB：容器、WSL、没有 USB 的计算机；在浏览器中则是未使用 https 的页面，或不支持 WebUSB 的浏览器。',
    ],
    remedies: ['odflash doctor 会说明是其中哪一种。'],
  },
};
