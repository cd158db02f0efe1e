// Advice that many rows give.

import { powerCycle, toDfu, toRun } from '../words.ts';

export const again: string = '用 odflash 烧录控制板：它会发现错误，与控制板重新同步，并重传丢失的内容。';
export const inRom: string = `控制板可以恢复：引导程序在 ROM 中。v3.5 及以上：${toDfu}，${powerCycle}，然后烧录；更早的控制板用 ST-Link 烧录。`;
export const udev: string = '运行：sudo odflash udev-setup，然后拔下控制板再插上。';
export const zadig: string =
  '运行 Zadig，Options > List All Devices，选择 "STM32  BOOTLOADER"（USB ID 0483 DF11）并安装 WinUSB。';
export const switchToRun: string = `${toRun}，然后${powerCycle}。`;
export const switchToDfu: string = `v3.5 及以上：${toDfu}，${powerCycle}。v3.4 及更早的控制板绝不可这样做：DFU 模式可能损坏它。`;
