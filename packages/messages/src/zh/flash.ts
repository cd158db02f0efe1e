import { hex8, hex32 } from '@odflash/core/bytes';
import type { FlashMessages, RecordName } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { list } from './words.ts';

/** `中断操作的记录 FILE（DATE，撤销备份 FILE，配置 FILE）`. */
function recordText({ locations, begun, undo, configuration }: RecordName): string {
  const details = [
    ...(begun === undefined ? [] : [`开始于 ${begun}`]),
    ...(undo === undefined ? [] : [`撤销备份 ${undo}`]),
    ...(configuration === undefined ? [] : [`配置 ${configuration}`]),
  ];
  const named = details.length > 0 ? `（${details.join('，')}）` : '';
  return `中断操作的记录 ${locations.join(' 和 ')}${named}`;
}

const protections = { read: '读保护', write: '写保护' } as const;

const losses = {
  read: '会擦除芯片上的全部内容，包括配置',
  write: '会更改选项字节',
} as const;

const journal = { written: '写入', removed: '删除' } as const;

export const flash: Texts<FlashMessages> = {
  'flash.bytes-because-of-vectors':
    '芯片将逐字节编程，用时更长：以目前的固件，在请求按字编程时若发生总线复位，可能破坏其栈指针。下次烧录将以全速进行。',
  'flash.narrower-than-planned': ({ width, planned }) => `芯片以 x${width} 编程，而不是 x${planned}。`,
  'flash.narrower-after-mismatch': ({ width }) => `回读不一致：改用 x${width} 编程继续。`,
  'flash.startup-unknown': '控制板上保存有配置，其启动标志未知：固件启动时电机可能转动。',
  'flash.verify-again': ({ sectors }) => `发生过连接错误；正在重新校验 ${sectors} 个扇区。`,
  'flash.unverifiable': '连接错误过多：无法完成完整校验。',
  'flash.mismatch': ({ address, sector, expected, found }) =>
    `在 ${hex32(address)}（扇区 ${sector}）回读到 ${hex8(found)}，应为 ${hex8(expected)}。写保护的扇区会忽略写入而不报错。`,
  'flash.reads-differ': '同一扇区两次读取的结果不同',
  'flash.not-started': ({ cause }, say) => `无法启动固件：${say(cause)}`,
  'flash.nothing-runs': '芯片已复位，但没有固件在运行。',
  'flash.still-protected': ({ protection }) => `解锁后芯片仍处于${protections[protection]}状态。`,
  'flash.unlock': ({ protection }) => `解除${protections[protection]}${losses[protection]}。`,

  'flash.continuing': '继续此控制板上被中断的操作。',
  'flash.undo-unusable': ({ location }) => `被中断操作的撤销备份 ${location} 缺失或已损坏。`,
  'flash.record-does-not-fit': (record) =>
    `${recordText(record)}与控制板的内容不符：它属于另一块具有此序列号的控制板，或者控制板此后被其他方式烧录过。该记录将被忽略。`,
  'flash.record-of-another': (record) =>
    `${recordText(record)}属于另一块具有此序列号的控制板，或者此控制板此后被其他方式更改过。该记录将被忽略。`,
  'flash.record-fits-too': (record) =>
    `${recordText(record)}也与控制板的内容相符。将继续较新的记录；如果控制板此后被换成另一块具有此序列号的控制板，则较旧的记录才属于它。`,
  'flash.update-closed': ({ location }) => `此控制板的一次更新曾被中断。其配置不再恢复，仍保留在 ${location}。`,
  'flash.configuration-owed': ({ location }) =>
    `此控制板的一次更新曾被中断。其配置尚未恢复。恢复方法：odflash update，或：odflash restore ${location}`,
  'flash.journal-failed': ({ what, cause }, say) => `无法${journal[what]}运行日志：${say(cause)}`,
  'flash.raw-record-failed': ({ cause }, say) => `无法写入已保存配置的记录：${say(cause)}`,
  'flash.record-kept-aside': ({ location }) => `无法使用的记录保留为 ${location}。`,
  'flash.undo-saved': ({ location }) => `闪存的当前内容已保存为 ${location}。`,
  'flash.undo-partial': ({ location }) => `控制板上没有完整的固件；其闪存内容已保存为 ${location}。`,
  'flash.sectors-changed-since': ({ sectors, location }) =>
    `扇区 ${list(sectors.map(String))}：自中断的操作以来，被其他方式或使用其他映像的操作更改过。其内容已保存为 ${location}。`,
};
