import type { ErrorActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, repeat, toDfu } from './words.ts';

const continues = '会从停止的地方继续';

export const errorActions: Texts<ErrorActionMessages> = {
  'next.back-in-dfu-and-continue': `v3.5 及以上：${toDfu}，${powerCycle}，然后${repeat}；${continues}。`,
  'next.build-again': '重新构建该文件；其各部分相互重叠。',
  'next.check-cable-and-continue': `检查线缆和供电，然后${repeat}；${continues}。`,
  'next.check-file': '检查路径和权限。',
  'next.check-network': `检查网络，然后${repeat}。没有网络时，请使用 --offline（已缓存的下载）、--release-url（镜像）或固件文件。`,
  'next.check-swd-wires': '给控制板供电并检查接线：SWD 接 SWDIO，SWC 接 SWCLK，GND 接 GND，J2 的 VCC 接调试器的 VCC。',
  'next.choose-board': '用 --serial 或 --path 选择一个；odflash list 会列出它们。',
  'next.choose-complete-firmware': '选择含有完整固件的文件。如果这一部分属于控制板上的固件，请指定 --partial。',
  'next.choose-file-for-f405': '选择适用于 STM32F405 的文件（0x08000000 至 0x080FFFFF）。',
  'next.choose-firmware': '选择您的控制板的固件文件。',
  'next.choose-firmware-or-address': '选择您的控制板的固件文件；原始二进制文件可能需要 --address。',
  'next.choose-other-file': '选择其他名称或文件夹；--force 会覆盖已有文件。',
  'next.choose-other-version': '指定固件文件或其他版本。',
  'next.close-other-programs': '关闭正在使用该控制板的其他程序（另一个 odflash、odrivetool、浏览器标签页），然后重试。',
  'next.confirm': '阅读警告，然后用 --yes 确认；危险操作需要其消息中给出的 --consent。',
  'next.connect-board': `使用数据线，并打开直流电源（USB 不给控制板供电）。要进入 DFU 模式，仅限 v3.5 及以上：${toDfu}，然后${powerCycle}。不得有任何东西将 GPIO6 拉高；请拔掉 ST-Link。`,
  'next.flash-old-board-over-stlink':
    '断开直流电源。v3.4 及以下的控制板用 ST-Link 烧录：odflash flash FILE --via stlink。',
  'next.free-space-for-undo': '释放一些磁盘空间，或用 --backup-dir 指定其他文件夹，或用 --no-backup 跳过备份。',
  'next.get-file-again': '重新下载或构建该文件。',
  'next.install-udev-rule': '在 Linux 上安装 0483:df11 和 1209:0d32 的 udev 规则，然后重新插入控制板。',
  'next.install-winusb': '在 Windows 上用 Zadig 为 "STM32  BOOTLOADER" 安装 WinUSB。',
  'next.name-board': '查看印在控制板上的版本和电压，并用 --board 指定，格式为 vX.Y-VOLTAGE。',
  'next.name-right-board': '核对印在控制板上的版本，并用 --board 指定，或省略该选项。',
  'next.other-cable-and-repeat': `换一根线缆，或换一个不经集线器的端口，然后${repeat}。`,
  'next.repeat-or-check-supply': `${repeat}；如果再次出现，请检查供电，并用 odflash info 检查写保护。`,
  'next.repeat-or-distrust-download': `${repeat}；如果再次出现，请不要使用该文件：服务器或代理修改了它。`,
  'next.repeat-or-other-cable': `${repeat}；如果再次出现，请换一根线缆或换一个端口。`,
  'next.repeat-or-other-port': `${repeat}。如果再次出现，请在 DFU 模式下给控制板断电再上电，并换一个 USB 端口或使用 USB 2 集线器。`,
  'next.repeat-or-power-cycle': `${repeat}；如果再次出现，请先在 DFU 模式下给控制板断电再上电。`,
  'next.repeat-to-finish': `${repeat}以完成操作。`,
  'next.replug-probe': '拔下调试器再插上，或换一个调试器。',
  'next.report-bug': '请报告此问题：用 --trace FILE 运行同一命令，然后 odflash report OUT --attach FILE。',
  'next.restore-saved-configuration': '配置保存在上文给出的文件中；odflash restore 会恢复它。',
  'next.secure-load': '固定好负载并将两个轴都设为 IDLE，或指定 --disarm 由 odflash 完成。',
  'next.see-help': '参见 odflash --help。',
  'next.shorter-wires-and-repeat': `检查插头和供电，使用更短的接线，然后${repeat}。`,
  'next.switch-into-dfu': `odflash enter-dfu 会使控制板进入 DFU 模式；或者，仅限 v3.5 及以上，${toDfu}，然后${powerCycle}。`,
  'next.unlock-and-erase': 'odflash unlock 会解除保护，并擦除芯片上的全部内容，包括配置。',
  'next.unlock-sectors': 'odflash unlock 会清除选项字节中的保护。',
  'next.use-machine-with-usb': '在有 USB 的计算机上运行 odflash，或用 --virtual v3.6-56V+dfu 试用。',
};
