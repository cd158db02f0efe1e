// Simplified Chinese, in the words of docs/languages.md.

import type { Topics } from './topics.ts';
import { udevCommand } from './udev-rule.ts';

const dfuByHand =
  'v3.5 或更新：将拨码开关拨到 DFU，然后断电再上电。克隆板：上电时按住 BOOT，或插上跳线。v3.4 或更旧的控制板绝不可如此：请使用 ST-Link。';

export const topics: Topics = {
  'which-entry': {
    title: '选择哪一项',
    blocks: [
      {
        points: [
          '运行中的控制板显示为“ODrive 3.x …”。',
          'DFU 模式的控制板显示为“STM32 BOOTLOADER”。',
          '调试器显示为“ST-Link”或“STM32 STLink”。',
        ],
      },
      { text: '如果列表中没有其中任何一项，说明计算机没有识别到控制板。' },
    ],
  },
  cable: {
    title: '线缆和供电',
    blocks: [
      { picture: 'connect-board' },
      {
        points: [
          '打开控制板的直流电源：USB 不给它供电。绿色 LED 应点亮。',
          '使用能传输数据的线缆，直接接到计算机的端口，不要经过集线器。',
        ],
      },
    ],
  },
  'dfu-switch': {
    title: '没有可用固件的控制板',
    blocks: [
      { picture: 'enter-dfu-by-hand' },
      { text: `它只在 DFU 模式下出现。${dfuByHand}` },
      { picture: 'clone-boot' },
    ],
  },
  'gpio-wires': {
    title: '占用引导程序的接线',
    blocks: [
      {
        text: '引导程序也监听其他引脚。请拔下 GPIO、UART 和 CAN 引脚上的所有接线，尤其是 GPIO 6，以及任何 ST-Link；然后将控制板断电再上电。',
      },
    ],
  },
  'windows-bootloader': {
    title: 'Windows：“STM32 BOOTLOADER”的驱动程序',
    blocks: [
      { picture: 'zadig-bootloader' },
      {
        steps: [
          '让控制板进入 DFU 模式，使 Windows 识别引导程序。',
          '启动 Zadig (zadig.akeo.ie)。Options > List All Devices。',
          '选择“STM32  BOOTLOADER”（USB ID 0483 DF11），驱动程序选 WinUSB，然后按按钮。libusb-win32 和 libusbK 不可用。',
          '回到此页面，按“连接控制板”。',
        ],
      },
      { text: 'ST 的 CubeProgrammer 安装的 WinUSB 驱动程序也可用。' },
    ],
  },
  'windows-running': {
    title: 'Windows：运行中的 ODrive 0.5.2 至 0.5.6 的驱动程序',
    blocks: [
      { picture: 'zadig-running' },
      {
        steps: [
          '启动 Zadig (zadig.akeo.ie)。Options > List All Devices。',
          '选择“ODrive 3.x Native Interface (Interface 2)”，驱动程序选 WinUSB。不要更改 Interface 0：它是串口。',
        ],
      },
      { text: '更旧的固件由 Windows 自动安装驱动程序。没有驱动程序时，请手动让控制板进入 DFU 模式。' },
    ],
  },
  'windows-probe': {
    title: 'Windows：ST-Link 的驱动程序',
    blocks: [
      {
        text: '安装 ST 的驱动程序 (STSW-LINK009)。如果浏览器仍无法打开调试器，请用 Zadig 为其 Interface 0 安装 WinUSB；之后 ST 自己的工具可能无法使用它。',
      },
    ],
  },
  'linux-rule': {
    title: 'Linux：允许访问控制板的规则',
    blocks: [{ text: '在终端中运行一次，然后重新插入控制板：' }, { command: udevCommand() }],
  },
  'linux-sandbox': {
    title: 'Linux：来自 Snap 或 Flatpak 的浏览器',
    blocks: [
      { text: '这样的浏览器看不到 USB。对于 Snap 的 Chromium：' },
      { command: 'sudo snap connect chromium:raw-usb' },
      { text: 'Flatpak 没有这样的开关：请使用发行版或厂商提供的浏览器。' },
    ],
  },
  android: {
    title: 'Android 设备',
    blocks: [{ text: '使用 OTG 转接头。每次插入时 Android 都会再次请求许可。' }],
  },
  chromeos: {
    title: 'ChromeOS 设备',
    blocks: [{ text: '如果控制板已共享给 Linux (Crostini)，请取回：设置 > Linux > 管理 USB 设备。' }],
  },
  'other-programs': {
    title: '其他程序占用了控制板',
    blocks: [
      {
        steps: [
          '关闭 odrivetool、其他烧录程序、串口终端、调试软件（STM32CubeIDE、OpenOCD）和其他标签页。',
          '拔下控制板或调试器，再重新插入。',
        ],
      },
    ],
  },
  browser: {
    title: '支持 WebUSB 的浏览器',
    blocks: [
      {
        text: 'Windows、macOS、Linux、ChromeOS 和 Android 上的 Chrome、Edge 和 Opera 支持。Firefox 和 Safari 不支持。',
      },
    ],
  },
  'command-line': {
    title: '命令行可以完成同样的工作',
    blocks: [{ text: '需要 Node 20 或更新：' }, { command: 'npx odflash update' }],
  },
  'secure-page': {
    title: '通过 https 加载页面',
    blocks: [
      { text: '浏览器只允许来自 https 或本机的页面使用 USB。自行提供此页面：' },
      { command: 'npx odflash serve' },
    ],
  },
};
