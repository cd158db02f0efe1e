import type { ProbeName, StlinkMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { list } from './words.ts';

const notUnderstood = '无法理解应答位';
const noChip = '没有芯片应答';
const notReady = '芯片尚未就绪';
const refused = '芯片拒绝了访问';
const wrongParity = '奇偶校验错误';
const noConnection = '与芯片的连接失败';

/** What each status of a probe means. */
const statuses: Readonly<Record<string, string>> = {
  UNKNOWN_ERROR: '访问失败',
  SPI_ERROR: noConnection,
  DMA_ERROR: noConnection,
  UNKNOWN_JTAG_CHAIN: '没有已知的芯片应答',
  NO_DEVICE_CONNECTED: noChip,
  INTERNAL_ERROR: '调试器内部错误',
  COMMAND_WAIT: '调试器尚未就绪',
  COMMAND_ERROR: '调试器拒绝了命令',
  GET_IDCODE_ERROR: noChip,
  ALIGNMENT_ERROR: '地址未对齐',
  DEBUG_POWER_ERROR: '芯片的调试逻辑没有上电',
  WRITE_ERROR: '写入失败',
  ALREADY_OPEN: '调试器处于其他模式',
  AP_WAIT: notReady,
  AP_FAULT: refused,
  AP_ERROR: notUnderstood,
  AP_PARITY_ERROR: wrongParity,
  DP_WAIT: notReady,
  DP_FAULT: refused,
  DP_ERROR: notUnderstood,
  DP_PARITY_ERROR: wrongParity,
  AP_WDATA_ERROR: '芯片无法理解数据',
  AP_STICKY_ERROR: '先前的一次访问失败',
  AP_STICKY_OVERRUN: '访问的速度超过芯片的接受能力',
  BAD_AP: '芯片没有这样的访问端口',
  FREQUENCY_UNSUPPORTED: '调试器没有该时钟频率',
  UNKNOWN_COMMAND: '调试器不认识该命令',
};

/** `ST-Link/V2 57FF72067882495118430667（1-2）`. */
export function probeText({ model, serial, path }: ProbeName): string {
  return `${model ?? '设备'}${serial === undefined ? '' : ` ${serial}`}（${path}）`;
}

function statusText(status: string): string {
  return statuses[status] ?? `调试器应答了 ${status.replace('STATUS_', '')}`;
}

const probeList = (devices: readonly ProbeName[]): string => list(devices.map(probeText));

export const stlink: Texts<StlinkMessages> = {
  'stlink.probe': probeText,
  'stlink.error-status': ({ request, status }, say) =>
    `调试器报告了错误（${say(request)}）：${status}，${statusText(status)}。`,
  'stlink.out-of-step': ({ request, found }, say) => `调试器的应答不符合预期（${say(request)}）：${say(found)}。`,
  'stlink.refused': ({ request }, say) => `调试器拒绝了请求（${say(request)}）。`,
  'stlink.several-connected': ({ devices }) => `连接了 ${devices.length} 个 ST-Link：${probeList(devices)}。`,
  'stlink.not-found': ({ others }) =>
    others.length === 0 ? '未找到 ST-Link。' : `未找到这样的 ST-Link。找到的有：${probeList(others)}。`,
  'stlink.stm8-only': ({ probe, firmware }) => `${probe} 的固件 ${firmware} 不支持 SWD：它只适用于 STM8。`,
  'stlink.firmware-damaged': ({ probe, firmware }) =>
    `${probe} 报告其固件为 ${firmware}，USB ID 为 0000:0000：其固件已损坏，例如因转换为 J-Link 再转换回来所致。`,
  'stlink.no-probe': ({ path }) => `${path} 处的设备不是 ST-Link。`,
  'stlink.in-loader': ({ probe, path }) => `${path} 处的 ${probe} 处于固件更新模式。`,
  'stlink.unsupported': ({ probe, path }) => `${path} 处的调试器是 ${probe}，不受支持。`,
  'stlink.stays-in-mode': ({ probe, mode }) => `${probe} 停留在 ${mode} 模式。`,
};
