import type { ProgressMessages } from '../../command-line/progress.ts';
import type { Texts } from '../../language.ts';
import { list } from '../words.ts';

const knownBy = { proof: '由 OTP 确认', claim: '由其固件报告' } as const;

const actions = { rewrite: '重写', erase: '擦除' } as const;

const records = { log: '日志', trace: '跟踪' } as const;

/** What the system's codes mean for a file that could be opened. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘已满',
  EDQUOT: '磁盘配额已用完',
  EFBIG: '已达到文件大小上限',
  EROFS: '文件系统已变为只读',
  EIO: '磁盘报告了错误',
  EPIPE: '其读取者已关闭',
  EAGAIN: '其读取者没有读取',
};

export const progress: Texts<ProgressMessages> = {
  'progress.board': ({ serial, path }) => `控制板 ${serial ?? '（无序列号）'}（${path}）`,
  'progress.running': ({ serial, path, board, evidence, firmware }) =>
    `控制板 ${serial ?? '（无序列号）'}（${path}）：${board === undefined ? '一块 ODrive' : `ODrive ${board}（${knownBy[evidence]}）`}，正在运行固件 ${firmware}`,
  'progress.entering-dfu': '正在把控制板切换到 DFU 模式。',
  'progress.starting-old': '正在启动旧固件以读取其配置。设有 startup_* 标志的电机会转动。',
  'progress.starting-new': '正在启动新固件。',
  'progress.recovering': ({ cause, attempt }, say) => `${say(cause)}（第 ${attempt} 次尝试）`,
  'progress.recovered': '已恢复，继续。',
  'progress.waiting': ({ time }) => `最多等待 ${time}；按 Ctrl-C 停止。`,
  'progress.no-board-in-dfu':
    '还没有处于 DFU 模式的控制板。将拨码开关拨到 DFU（v3.5 或更高版本；克隆板：按住 BOOT 或插上其跳线），连接 USB 数据线，并给直流电源断电再上电。',
  'progress.no-probe': '还没有 ST-Link。请插上它，并给控制板供电。',
  'progress.other-boards': ({ others }, say) => `已连接，但不是所选的控制板：${list(others.map(say))}`,
  'progress.firmware': ({ name, version, board, format, verified }, say) =>
    `固件 ${name}（${[version === undefined ? '版本未知' : `版本 ${version}`, board === undefined ? '控制板未知' : `适用于 ${say(board)}`, say(format), ...(verified === undefined ? [] : [verified])].join('，')}）`,
  'progress.more-ranges': ({ count }) => `以及另外 ${count} 个范围`,
  'progress.plan': ({ action, count, sectors, write, unchanged, time }) =>
    `计划：${[`${actions[action]} ${count} 个扇区（${sectors}）`, ...(write === undefined ? [] : [`写入 ${write.size}，每次 ${write.width} 位`]), ...(unchanged === undefined ? [] : [`跳过 ${unchanged}（未变）`])].join('；')}；约 ${time}`,
  'progress.reading': ({ size, time }) => `正在读取闪存的当前内容：${size ?? '整个闪存'}，最多 ${time}`,
  'progress.sector': ({ sector, again, left }) =>
    `扇区 ${sector} ${again ? '正在重写' : '已校验'}${left === undefined ? '' : `，剩余 ${left}`}`,
  'progress.time-left': ({ time }) => `剩余 ${time}`,
  'progress.record-ends': ({ record, path, why }, say) => `${records[record]} ${path} 到此结束：${say(why)}`,
  'progress.record-reason': ({ system }) => `${reasons[system] ?? '无法写入'}（${system}）`,
  'progress.record-full': ({ mebibytes }) => `已达到 ${mebibytes} MiB 的上限`,
  'progress.idling-first': ({ axes }) =>
    `正在将 ${axes.join('、')} 置为 IDLE，随后结束。若要立即停止电机，请断开电源。`,
  'progress.stopping-leaves-unbootable':
    '正在写入闪存。如果现在停止，控制板在重新烧录之前无法启动。再按一次 Ctrl-C 会在下一个块处停止。',
  'progress.phase-connect': '连接',
  'progress.phase-inspect': '读取',
  'progress.phase-erase': '擦除',
  'progress.phase-write': '写入',
  'progress.phase-verify': '校验',
  'progress.phase-start': '启动',
  'progress.phase-backup': '保存',
  'progress.phase-restore': '恢复',
};
