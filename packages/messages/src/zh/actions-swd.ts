import type { SwdActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, repeat } from './words.ts';

const j2 = 'J2 依次为 /RST、SWD、GND、SWC、VCC：SWD 接 SWDIO，GND 接 GND，SWC 接 SWCLK。';
const oneSource = '只用一个电源给控制板供电：直流电源、5 V 或 3.3 V。其 USB 接口不给它供电。';
const wires = `检查接线。${j2}会休眠或占用这些引脚的固件要在复位状态下连接：请将 /RST 也接到 NRST。`;

/** By what the probe reads as the supply of the board. */
const wiring = {
  unseen: `将 J2 的 VCC（控制板的 3.3 V）接到调试器的 VCC。${oneSource}`,
  low: `${oneSource}检查 J2 的 VCC 到调试器 VCC 的接线。`,
  supplied: wires,
  'not-told': `${oneSource}${wires}`,
} as const;

const cloneWiring = `${oneSource}如果控制板断电后读数不变，说明调试器的 VCC 引脚是输出：只有控制板没有其他电源时，才将它接到 J2 的 VCC。${wires}`;

export const swdActions: Texts<SwdActionMessages> = {
  'next.plug-in-stlink': '插入 ST-Link；odflash list 会显示找到的设备。',
  'next.rewrite-probe-firmware': '用 ST 的更新工具（STSW-LINK007）重写调试器的固件，或换一个调试器。',
  'next.replug-probe-or-rewrite-firmware':
    '拔下调试器再插上。如果没有帮助，请用 ST 的更新工具（STSW-LINK007）重写其固件。',
  'next.use-supported-probe': '使用 ST-Link/V2、V2-1 或 V3。',
  'next.close-probe-programs':
    '关闭使用调试器的程序（STM32CubeProgrammer、带调试服务器的 IDE、OpenOCD、浏览器标签页），然后再试。如果没有打开的程序，请拔下调试器再插上。',
  'next.free-and-replug-probe': '关闭使用调试器的其他程序，拔下调试器再插上。',
  'next.free-replug-and-repeat': `关闭使用调试器的其他程序，拔下调试器再插上，然后${repeat}。`,
  'next.power-cycle-and-repeat': `${powerCycle}，然后${repeat}。`,
  'next.connect-probe-to-odrive':
    '将调试器接到 ODrive 的 J2。对于 Nucleo 或 Discovery 板，请先将调试器与其自身的芯片断开。',
  'next.connect-original-board': `将调试器接到原来的控制板，然后${repeat}；会从停止的地方继续。`,
  'next.restore-probe-connection': `插入调试器，给控制板供电，检查接线，然后${repeat}；会从停止的地方继续。`,
  'next.power-cycle-lost-chip': `检查控制板的供电和接线，给控制板断电再上电（失去 SWD 的芯片之后会重新应答），然后${repeat}；会从停止的地方继续。`,
  'next.check-swd-wiring': ({ reading, clone }) => (clone && reading === 'supplied' ? cloneWiring : wiring[reading]),
};
