import type { DriverMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const zadig = '启动 Zadig（https://zadig.akeo.ie），Options > List All Devices';
const bootloader = '选择 "STM32  BOOTLOADER"（USB ID 0483 DF11）并安装 WinUSB';

export const driver: Texts<DriverMessages> = {
  'driver.bootloader-ahead': ({ bound }) =>
    `在 DFU 模式下，控制板是另一个 USB 设备，${bound === undefined ? 'Windows 可能没有它的驱动程序' : `Windows 会给它分配 odflash 无法使用的驱动程序 ${bound}`}。它出现后：${zadig}，${bootloader}；odflash 会一直等待。要撤销一切：将拨码开关拨到 RUN，断电再上电；旧固件会重新启动。`,
  'driver.bootloader-awaited': `引导程序没有 odflash 可用的驱动程序。odflash 会等待您安装：${zadig}，${bootloader}。要在此停止：按 Ctrl-C，然后将拨码开关拨到 RUN，断电再上电。`,
  'driver.running': `在 Windows 上${zadig}，选择“ODrive 3.x Native Interface (Interface 2)”并安装 WinUSB。不要改动 Interface 0：它是串口。没有这个驱动程序时，v3.5 及以上版本可以：将拨码开关拨到 DFU，断电再上电；这样只有 "STM32  BOOTLOADER" 需要 WinUSB。`,
};
