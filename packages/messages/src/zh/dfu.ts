import { hex32 } from '@odflash/core/bytes';
import type { DfuMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** What each status means on the STM32 ROM. */
const statuses: Readonly<Record<string, string>> = {
  OK: '无错误',
  errTARGET: '地址不在可访问的存储器内',
  errFILE: '文件不适用于此设备',
  errWRITE: '无法写入存储器',
  errERASE: '无法擦除存储器',
  errCHECK_ERASED: '擦除后存储器不为空',
  errPROG: '编程失败',
  errVERIFY: '编程后的数据与发送的数据不同',
  errADDRESS: '地址超出范围',
  errNOTDONE: '下载过早结束',
  errFIRMWARE: '引导程序在上电后设置的标志',
  errVENDOR: '读保护处于启用状态',
  errUSBR: '意外的 USB 复位',
  errPOR: '意外的上电复位',
  errUNKNOWN: '未指明的错误',
  errSTALLEDPKT: '意外的请求被拒绝',
};

const witnesses = {
  otp: () => '',
  named: () => '',
  running: (board: string) => `控制板上曾运行的固件是为 ODrive ${board} 构建的，且 OTP 未证实其他版本。`,
  installed: (board: string) => `闪存中的固件是为 ODrive ${board} 构建的，且 OTP 未证实其他版本。`,
} as const;

export const dfu: Texts<DfuMessages> = {
  'dfu.refused-with-status': ({ request, status }, say) =>
    `引导程序拒绝了请求（${say(request)}）：${status}，${statuses[status] ?? '未定义的状态'}。`,
  'dfu.refused': ({ request }, say) => `引导程序拒绝了请求（${say(request)}）。`,
  'dfu.out-of-step': ({ request, found }, say) => `引导程序的应答不符合预期（${say(request)}）：${say(found)}。`,
  'dfu.dead-end': ({ found }, say) => `无法使引导程序回到空闲状态：${say(found)}。`,
  'dfu.still-busy': ({ request, ms }, say) => `${ms} ms 后引导程序仍然忙碌（${say(request)}）。`,
  'dfu.driver-drops-requests': ({ state }) => `USB 驱动程序丢弃不带数据的请求：引导程序停留在 ${state}。`,
  'dfu.no-interface': ({ path }) => `${path} 处的设备没有 DFU 接口。`,
  'dfu.no-memory-at': ({ address }) => `引导程序在 ${hex32(address)} 处不提供存储器。`,
  'dfu.link-closed': '与控制板的连接已关闭。',
  'dfu.resets-after-unlock': '更改保护后芯片会自行复位。',
  'dfu.both-protections-remain': '扇区处于写保护时无法解除读保护。两种保护均保留，未擦除任何内容。',
  'dfu.no-restart-after-unlock': '控制板接受了解锁请求，但没有重新启动。',
  'dfu.unsafe-board': ({ board, witness }) =>
    `${witnesses[witness](board)}DFU 模式可能损坏 ODrive ${board}：如果直流电源已接通，请立即断开。`,
};
