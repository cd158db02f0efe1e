import type { RunningMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { deviceText, list } from './words.ts';

export const running: Texts<RunningMessages> = {
  'running.version-not-reported': '固件没有报告控制板版本。',
  'running.version-not-confirmed': ({ board }) => `固件报告为 ODrive ${board}，但 OTP 为空：这一点未经证实。`,
  'running.version-reported': ({ board }) => `ODrive ${board}，由其固件报告；OTP 在 DFU 模式下检查。`,
  'running.version-differs': ({ board, named, doubt }) =>
    `固件报告为 ODrive ${board}；--board 为 ${named}。${doubt ? doubts[doubt] : ''}`,
  'running.unsafe-board': ({ board }) =>
    `这是 ODrive ${board}，其固件不会进入 DFU 模式：DFU 模式可能损坏 v3.4 及以下的控制板，因为引导程序会同时导通制动电阻的两个晶体管，使直流电源短路。固件运行时控制板是安全的。`,
  'running.unsafe-firmware': ({ board }) =>
    `控制板运行的是为另一种控制板构建的固件，它会使控制板进入 DFU 模式。DFU 模式可能损坏 ODrive ${board}：其引导程序会同时导通制动电阻的两个晶体管，使直流电源短路。`,
  'running.in-dfu': ({ device }) => `控制板 ${deviceText(device)} 处于 DFU 模式：其固件没有运行。`,

  'running.axis-state': ({ state }) => axisState(state),
  'running.axes-idle': '两个轴均处于空闲状态。',
  'running.axes-busy': ({ axes, effect }) => {
    const what = axes.map(({ name, state }) => `${name} 处于“${axisState(state)}”状态`).join('，');
    return `${what}${effect ? effects[effect] : ''}。`;
  },
  'running.set-to-idle': ({ axes }) => `${axes.join(' 和 ')} 已设为 IDLE。`,
  'running.startup-off': ({ flags }) => `重启前已关闭（已确认）：${list(flags)}。`,
  'running.startup-moves': ({ axes, flags, hold }) =>
    `每次重启后，${axes.join(' 和 ')} 的电机会自行转动：${list(flags)}。${hold ? '--hold-startup 可防止这种情况。' : ''}`,
  'running.configuration-moves': ({ flags }) =>
    `使用此配置，每次重启后电机会自行转动，包括此命令结束时的那次重启：${list(flags)}。--hold-startup 可防止这种情况。`,

  'running.unanswered': '控制板没有回应请求，也没有重新启动。',
  'running.no-restart': '控制板接受了重启请求，但没有重新启动。',
  'running.nothing-bootable': '闪存中没有可启动的固件。',
  'running.lost': '控制板已断开。检查其供电和线缆；控制板重新连接后 odflash 会继续。',
  'running.still-running': ({ device }) => `控制板 ${deviceText(device)} 仍在运行固件。`,
  'running.not-in-dfu': ({ device }) => `控制板 ${deviceText(device)} 已断开，但没有以 DFU 模式出现。`,
  'running.not-back': ({ device, inDfu }) =>
    inDfu
      ? `控制板 ${deviceText(device)} 又处于 DFU 模式：其拨码开关在 DFU（克隆板：BOOT 跳线已插上）。`
      : `控制板 ${deviceText(device)} 没有重新连接。`,

  'running.configuration-saved': ({ values, location, loaded }) =>
    loaded
      ? `配置（${values} 个值）已保存为 ${location}。`
      : `没有从闪存加载配置。控制板的当前值（${values} 个值）已保存为 ${location}。`,
  'running.configuration-to-erase': '配置会保存为文件并擦除：控制板以其固件的默认值启动。',
  'running.no-restart-after-erase': '擦除配置后控制板没有重新启动。',
  'running.configuration-still-saved': '控制板上仍有已保存的配置。',
  'running.saving-again': '控制板在保存之前重新启动了。正在重试。',
  'running.saving-refused': '控制板接受了配置，但拒绝保存。',
  'running.update-closed': ({ begun, remains }) =>
    `${begun} 被中断的更新已结束：其配置${remains === undefined ? '已恢复' : `保留在 ${remains}`}。`,
  'running.record-not-removed': ({ cause }, say) => `无法删除记录：${say(cause)}`,

  'running.file-of-twins': ({ serial }) => `连接了两块序列号均为 ${serial} 的控制板：该文件按另一块控制板的文件处理。`,
  'running.file-of-other-board': ({ board }) =>
    `该文件来自具有此序列号的 ODrive ${board}：该文件按另一块控制板的文件处理。`,
  'running.file-without-board': '该文件没有指明其控制板：按另一块控制板的文件处理。',
  'running.file-of-board': ({ serial }) => `该文件来自控制板 ${serial}。`,
  'running.file-of-this-board': '该文件来自此控制板。',
  'running.file-by-name': ({ serial }) => `只有文件名指明了此控制板（${serial}）。`,

  'running.not-a-setting': ({ path }) => `${path} 不是此固件可写入的配置值。`,
  'running.setting-invalid': ({ path, text, type }) => `“${text}”不是 ${path} 的有效值（类型 ${type}）。`,
  'running.setting-not-accepted': ({ path }) => `控制板不接受 ${path}。`,
};

const doubts = {
  'otp-blank': 'OTP 对两者都不能证实。',
  'otp-unread': '如果控制板上标有 v3.4 或更低版本，请在此停止。',
} as const;

const effects = {
  restart: '：重启会松开电机',
  'set-to-idle': '：将设为 IDLE，这会松开电机',
  stays: '，并且不进入 IDLE',
} as const;

const states: Readonly<Record<number, string>> = {
  0: '未启动',
  1: '空闲',
  2: '启动序列',
  3: '完整校准',
  4: '电机校准',
  5: '无传感器控制',
  6: '编码器索引搜索',
  7: '编码器偏移校准',
  8: '闭环控制',
  9: '锁定旋转',
  10: '编码器方向搜索',
  11: '回零',
  12: '霍尔极性校准',
  13: '霍尔相位校准',
};

/** What an axis does, as the firmware numbers it. */
export function axisState(state: number): string {
  return states[state] ?? `状态 ${state}`;
}
