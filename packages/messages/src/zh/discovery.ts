import type { DeviceName, DiscoveryMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { otherBootloader } from './board.ts';
import { deviceList, deviceText, powerCycle } from './words.ts';

export const discovery: Texts<DiscoveryMessages> = {
  'discovery.no-board-yet': '尚未连接控制板。请用数据线连接，并打开其电源（USB 不给它供电）。',
  'discovery.several-connected': ({ devices }) => `连接了 ${devices.length} 块控制板：${deviceList(devices)}。`,
  'discovery.several-in-dfu': ({ devices }) => `有 ${devices.length} 块控制板处于 DFU 模式：${deviceList(devices)}。`,
  'discovery.not-found': ({ others, ...wanted }) =>
    `未找到${named(wanted)}控制板，既没有正在运行的，也没有处于 DFU 模式的。${foundInstead(others)}`,
  'discovery.not-found-in-dfu': ({ others, ...wanted }) =>
    `未找到处于 DFU 模式的${named(wanted)}控制板。${foundInstead(others)}`,
  'discovery.only-running': ({ devices }) => `找到的控制板都在运行固件：${deviceList(devices)}。`,
  'discovery.other-chip': ({ path, ...chip }) =>
    `${path} 处的设备是${otherBootloader(chip)}。ODrive 固件适用于 STM32F405；odflash 不写入其他芯片的闪存。`,
  'discovery.bring-back-in-dfu':
    '控制板没有重新连接。检查其供电和线缆，并在 DFU 模式下断电再上电（v3.5 及以上：拨码开关拨到 DFU；克隆板：按住 BOOT 或插上其跳线）。',
  'discovery.switch-to-run': `控制板又处于 DFU 模式：其拨码开关在 DFU（克隆板：BOOT 跳线已插上）。将其拨到 RUN，然后${powerCycle}。`,
  'discovery.bring-back-running': `控制板没有重新连接。检查其供电和线缆，将拨码开关拨到 RUN（克隆板：不按 BOOT，也不插其跳线），然后${powerCycle}。`,
  'discovery.did-not-return': ({ device, running }) =>
    `控制板 ${deviceText(device)} 没有重新连接。${running ? '它正在运行固件。' : ''}`,
};

function named({ serial, path }: { readonly serial?: string | undefined; readonly path?: string | undefined }): string {
  return `${serial === undefined ? '' : `序列号为 ${serial} 的`}${path === undefined ? '' : `位于 ${path} 的`}`;
}

function foundInstead(others: readonly DeviceName[]): string {
  return others.length === 0 ? '' : `找到的有：${deviceList(others)}。`;
}
