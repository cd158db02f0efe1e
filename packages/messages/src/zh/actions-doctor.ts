import type { DoctorActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, toDfu } from './words.ts';

const setUpUdev = 'sudo odflash udev-setup';
const listAll = '运行 Zadig，Options > List All Devices';

export const doctorActions: Texts<DoctorActionMessages> = {
  'next.run-with-usb': '在有 USB 的计算机上运行 odflash。',
  'next.try-virtual-board': '或不用硬件试用：--virtual v3.6-56V+dfu。',
  'next.attach-in-wsl':
    '在 Windows 中安装 usbipd-win，然后在管理员 PowerShell 中：usbipd list，usbipd bind --busid BUSID，usbipd attach --wsl --busid BUSID --auto-attach。',
  'next.run-in-windows': '或在 Windows 中安装并运行 odflash。',
  'next.start-container-with-usb':
    '用 --privileged -v /dev/bus/usb:/dev/bus/usb -v /sys:/sys 启动容器，或在主机上运行 odflash。',
  'next.pass-nodes-to-container': '在容器中传入主机的设备节点：-v /dev/bus/usb:/dev/bus/usb 和 --privileged。',
  'next.install-libudev': '在 Linux 上安装 libudev（Debian 和 Ubuntu：libudev1，Alpine：eudev-libs）。',
  'next.reinstall': '用运行 odflash 的同一个 Node.js 重新安装它。',
  'next.flash-for-instructions': '运行 odflash flash FILE 查看说明。',
  'next.flash-asks': '烧录或更新在开始前会询问；--yes 表示确认。',
  'next.flash-file': '烧录一个固件：odflash flash FILE。',
  'next.no-firmware-is-normal': '在此之前，开关在 RUN 时它不在 USB 上出现；这是正常的。',
  'next.use-tool-of-maker': '如果这是使用这种芯片的 ODrive 克隆板：请使用其制造商的工具和固件。',
  'next.leave-other-chip': '如果是其他设备，则没有影响；请用 --serial 或 --path 选择控制板。',
  'next.power-from-dc': '用直流电源给控制板供电：USB 不给它供电。',
  'next.use-data-cable': '使用能传输数据的 USB 线缆，不经集线器。',
  'next.enter-dfu-if-safe': `v3.5 及以上：${toDfu}，然后关闭电源再打开；开关只在上电时起作用。v3.4 及更早版本切勿这样做：DFU 模式可能损坏它。`,
  'next.disconnect-gpio':
    '断开 GPIO 引脚上的所有接线，尤其是 GPIO6：那里的信号会使引导程序无法使用 USB。将 GPIO6 接到 GND 有帮助。',
  'next.unplug-probe': '从控制板上拔掉 ST-Link：它可能使芯片停住。',
  'next.appears-only-in-dfu': '没有固件的控制板在开关位于 RUN 时不在 USB 上出现。',
  'next.unplug-probe-and-power-cycle': `从控制板（接口 J2）上拔掉 ST-Link，然后${powerCycle}。`,
  'next.choose-by-port': '按其 USB 端口选择一个：--path。',
  'next.replug': '拔下 USB 线缆再插上。',
  'next.set-up-udev': `运行：${setUpUdev}`,
  'next.or-set-up-udev': `或运行：${setUpUdev}`,
  'next.set-up-udev-for-everyone': `运行：${setUpUdev} --everyone`,
  'next.set-up-udev-against-modem-manager': `运行：${setUpUdev}（/etc/udev/rules.d/70-odflash.rules 中的规则会排除这些设备）。`,
  'next.apply-udev-rules': '运行：sudo udevadm control --reload && sudo udevadm trigger',
  'next.rename-rule': `重命名该文件，使其以小于 73 的数字开头，或运行：${setUpUdev}`,
  'next.join-group': '加入该用户组：sudo usermod -aG GROUP USER，然后注销并重新登录。',
  'next.attach-second-in-wsl': '在 Windows 的管理员 PowerShell 中：usbipd attach --wsl --busid BUSID --auto-attach',
  'next.pass-both-to-guest': '两个设备都要直通：1209:0d32（运行中）和 0483:df11（"STM32  BOOTLOADER"）。',
  'next.be-root-or-start-udev': '以 root 身份运行 odflash，或启动 udev。',
  'next.close-programs': '关闭正在使用该控制板的其他程序（另一个 odflash、odrivetool、浏览器标签页）。',
  'next.be-logged-in-user': '以已登录的用户身份运行 odflash。',
  'next.give-bootloader-winusb': `${listAll}，选择 "STM32  BOOTLOADER"（USB ID 0483 DF11）并安装 WinUSB。`,
  'next.or-install-cubeprogrammer': '或安装 STM32CubeProgrammer，它自带驱动程序。',
  'next.give-runtime-winusb': `${listAll}，选择“ODrive 3.x Native Interface (Interface 2)”并安装 WinUSB。`,
  'next.leave-serial-port-alone': '不要改动 Interface 0：它是串口。',
  'next.or-switch-to-dfu': '拨码开关在 DFU 时（v3.5 及以上）不需要此驱动程序，只需要 "STM32  BOOTLOADER" 的驱动程序。',
  'next.install-stlink-driver': '安装 ST 的驱动程序 STSW-LINK009，或用 Zadig 安装 WinUSB。',
  'next.replace-driver': `${listAll}，选择该设备并将其驱动程序换成 WinUSB。`,
  'next.old-tool-loses-board': '此后旧工具（DfuSe Demo）将找不到控制板；STM32CubeProgrammer 可以。',
  'next.use-port-of-computer': '换一根 USB 线缆，并使用计算机自身的端口，不经集线器。',
  'next.disconnect-gpio-and-power-cycle': `断开 GPIO 引脚上的所有接线，尤其是 GPIO6，然后${powerCycle}。`,
  'next.power-cycle-board': `${powerCycle}。`,
  'next.use-other-cable': '换一根线缆或换一个端口。',
  'next.plug-in-directly': '控制板插在集线器上：请直接插到计算机上。',
  'next.plug-in-behind-hub': '控制板直接插在 xHCI（USB 3）控制器上：请在中间加一个 USB 2.0 集线器，或换一个端口。',

  'next.pass-usb-to-container': '在容器中传入主机的 /sys 和 /dev/bus/usb；或用 --virtual v3.6-56V+dfu 试用。',
  'next.write-rule-by-hand': '请在那里手动写入规则；odflash udev-setup --print 会显示规则。',
};
