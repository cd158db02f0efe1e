import type { InspectedMessages } from '../../command-line/inspected.ts';
import type { Texts } from '../../language.ts';
import { list } from '../words.ts';

const witnesses = { otp: '由 OTP 确认', option: '来自 --board', firmware: '由其固件报告' } as const;

const unknown = {
  'not-an-f405': '不是 ODrive：存储器布局不是 STM32F405 的布局',
  'layout-untold': '未知（引导程序没有描述其闪存）',
  'otp-blank': '未知（OTP 为空）',
  'otp-foreign': '未知（OTP 中是其他内容）',
  'otp-unreadable': '未知（无法读取 OTP）',
  'not-reported': '未知（其固件没有报告）',
} as const;

const contents = { blank: '空白', unreadable: '无法读取', 'not-read': '未读取' } as const;

const tells = { bytes: '根据其内容', digest: '根据首次下载', name: '根据其名称' } as const;

export const inspected: Texts<InspectedMessages> = {
  'inspected.row-serial-number': '序列号',
  'inspected.row-port': 'USB 端口',
  'inspected.row-board': '控制板',
  'inspected.row-protection': '保护',
  'inspected.row-brown-out': '欠压复位',
  'inspected.row-vector-table': '向量表',
  'inspected.row-firmware': '固件',
  'inspected.row-built-for': '适用于',
  'inspected.row-compatibility': '兼容性',
  'inspected.row-interrupted': '已中断',
  'inspected.row-configuration': '配置',
  'inspected.row-bus': '母线',
  'inspected.row-format': '格式',
  'inspected.row-size': '大小',
  'inspected.row-segment': '段',
  'inspected.row-gap': '空隙',
  'inspected.row-outside-flash': '闪存之外',
  'inspected.row-sectors': '扇区',
  'inspected.row-product': '产品',
  'inspected.row-board-check': '控制板检查',
  'inspected.row-target-name': '目标名称',
  'inspected.row-note': '提示',
  'inspected.none': '无',
  'inspected.unknown': '未知',
  'inspected.ok-because': ({ why }, say) => `正常：${say(why)}`,
  'inspected.version-unknown': '版本未知',
  'inspected.board': ({ board, evidence }) => `ODrive ${board}（${witnesses[evidence]}）`,
  'inspected.board-unknown': ({ why }) => unknown[why],
  'inspected.board-in-dfu': '控制板',
  'inspected.other-product': ({ product }, say) => `其他产品：${say(product)}`,
  'inspected.interrupted': '之前的操作被中断；请重新烧录以完成它',
  'inspected.protection': ({ read, level, write }) =>
    `${read ? `有读保护${level === undefined ? '' : `（级别 ${level}）`}` : '无读保护'}${write === undefined ? '' : write === '' ? '，无写保护' : `；扇区 ${write} 有写保护`}`,
  'inspected.brown-out': ({ volts }) => (volts === undefined ? '关闭' : `低于 ${volts} V`),
  'inspected.sector': ({ index }) => `扇区 ${index}`,
  'inspected.sector-used': ({ size }) => `已用 ${size}`,
  'inspected.sector-content': ({ content }) => contents[content],
  'inspected.sector-of-configuration': ({ writeProtected }) => (writeProtected ? '配置，有写保护' : '配置'),
  'inspected.write-protected': '有写保护',
  'inspected.running': 'ODrive，正在运行其固件',
  'inspected.firmware': ({ release, reported }) =>
    `${release}${reported === undefined ? '' : `（它报告 ${reported}）`}`,
  'inspected.configuration': ({ saved }) => (saved ? '已保存在控制板上' : '控制板上没有保存'),
  'inspected.bus': ({ volts }) => `固件测得 ${volts.toFixed(1)} V；请与您的供电比较`,
  'inspected.axis': ({ state, flags }, say) => `${say(state)}；重新启动之后：${list(flags)}`,
  'inspected.unsafe-in-dfu': ({ board }) => `DFU 模式可能损坏 ODrive ${board}。请用 ST-Link 烧录。`,
  'inspected.more-in-dfu': '在 DFU 模式下，此命令还显示保护状态和闪存内容。切换方法：odflash enter-dfu',
  'inspected.size': ({ size, segments }) => `${segments} 个段，共 ${size}`,
  'inspected.more': ({ count }) => `以及另外 ${count} 个`,
  'inspected.sectors': ({ sectors, percent }) => `${sectors}（占闪存的 ${percent} %）`,
  'inspected.known-by': ({ board, witness }, say) => `${say(board)}，${tells[witness]}`,
};
