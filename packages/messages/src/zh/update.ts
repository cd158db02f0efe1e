import type { MessageParameters, UpdateMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { deviceText, list } from './words.ts';

/** Values named in the question; all of them are in the details of the failure. */
const maxNamed = 8;

const verifiedBy = {
  publisher: '，与发布的一致',
  mirror: '，与镜像所列一致',
  'not-verified': '，未验证',
} as const;

export const update: Texts<UpdateMessages> = {
  'update.no-release-list': '没有可用的固件发行版本列表。',
  'update.board-version-unknown': '控制板版本未知，因此无法选择固件。',
  'update.no-such-release': ({ version, board, available }) =>
    `没有适用于 ODrive ${board} 的${version === undefined ? '已发布固件' : `固件 ${version}`}。可用的有：${list(available) || '无'}。`,
  'update.voltage-unknown': ({ board }) => `ODrive ${board} 的电压未知，而每种电压有各自的固件。`,
  'update.versions': versionsText,
  'update.compare-equal-release': ({ release }) =>
    `控制板报告的固件已是 ${release}。逐字节比较吗（会切换到 DFU 模式再返回）？`,
  'update.compare-equal-release.compare': '逐字节比较并写入差异',
  'update.compare-equal-release.leave': '保持控制板不变',
  'update.other-release': ({ asked, came, name }) =>
    `选择的是固件 ${asked}，而控制板现在报告 ${came}：${name} 不是发行版本列表中的那个版本。`,

  'update.no-configuration': '控制板没有需要迁移的已保存配置。',
  'update.configuration-stays': '配置会先保存，之后恢复。',
  'update.configuration-stays-if-accepted': '配置会先保存，如果新固件接受则之后恢复（文件的版本未知）。',
  'update.units-change': ({ from, to, force }) =>
    `从固件 ${from} 到 ${to}，配置的单位有变化（计数与圈数、电流与转矩）：${force ? '只恢复单位相同的值' : '会保存配置，但不恢复'}。`,
  'update.configuration-erased': '配置会保存为文件并擦除，不恢复。',
  'update.sectors-saved': ({ file, stays }) =>
    `${stays ? '配置保留在闪存中（扇区 10 和 11），并' : '配置扇区（10 和 11）'}已保存为 ${file}。只有布局相同的固件才能读取：旧固件，或与之相近的固件。`,
  'update.configuration-loaded': '新固件已加载留在闪存中的配置。',
  'update.configuration-not-loaded': ({ file }) =>
    `旧固件和新固件都没有加载配置扇区（10 和 11）的内容：其布局不同。内容已保存为 ${file}。`,
  'update.configuration-unreadable': '新固件无法读取留在闪存中的配置，因为布局不同：只有旧固件可以读取。',

  'update.difference': ({ path, board, record }) => `${path} 在控制板上为 ${board}，在文件中为 ${record}`,
  'update.configurations-differ': ({ file, kept, differences }, say) => {
    const more = differences.length > maxNamed ? `；以及另外 ${differences.length - maxNamed} 处` : '';
    const named = differences.slice(0, maxNamed).map(say).join('；');
    const where = kept === undefined ? '' : `控制板的配置已保存为 ${kept}。`;
    return `控制板的配置与被中断的更新保存在 ${file} 中的配置不同：${named}${more}。${where}`;
  },
  'update.configurations-may-differ': ({ file }) =>
    `控制板的配置与被中断的更新保存在 ${file} 中的配置不同。它此后是否保存过，只有在 DFU 模式下才知道；如果是，更新会询问使用哪一个（--config-from board 或 record）。`,
  'update.record-doubtful': ({ begun, file }) =>
    `${begun} 的更新在读取闪存之前被中断，因此不知道控制板的配置此后是否更改过，或者这是否是另一块具有此序列号的控制板。恢复那次更新保存在 ${file} 中的配置吗？`,
  'update.configuration-of-others': ({ file }) =>
    `闪存中有一份配置，控制板上的固件不加载它，它也不是来自被中断的更新：控制板此后被其他方式设置过，或者是另一块具有此序列号的控制板。恢复那次更新保存在 ${file} 中的配置吗？`,
  'update.keep-board': '保留控制板的配置',
  'update.restore-record': '恢复被中断的更新所保存的配置',

  'update.resumed': ({ begun, file }) => `继续 ${begun} 的更新${file === undefined ? '' : `，使用 ${file} 中的配置`}。`,
  'update.record-not-written': ({ cause }, say) => `无法写入更新的记录：${say(cause)}。`,

  'update.startup-held': ({ flags, file }) =>
    `${flags.length > 0 ? `已关闭并保存：${list(flags)}` : '所有启动标志已保存为关闭'}。文件 ${file} 中有其原来的值。`,
  'update.startup-not-held': '控制板没有把启动标志保存为关闭。',
  'update.saving-refused': '有轴处于使能状态时，控制板拒绝保存。',
  'update.startup-moves': ({ flags }) => `固件启动时电机会自行转动：${list(flags)}。`,
  'update.startup-unknown': '控制板上保存有配置，其启动标志未知：固件启动时电机可能转动。',

  'update.not-read-back': '控制板无法进入 DFU 模式，因此本次操作不校验其固件；被中断的操作已校验过。正在恢复其配置。',
  'update.start-old-firmware':
    '控制板处于 DFU 模式，其中有完整的固件，只有该固件能读取其配置。先启动它以备份配置吗？警告：设有 startup_* 标志的电机会转动。',
  'update.start-old-firmware.start': '启动并保存配置',
  'update.start-old-firmware.skip': '不备份配置，继续',
  'update.old-firmware-skipped': '未启动旧固件（未确认；--yes 表示确认）：配置没有备份。',
  'update.old-firmware-hangs': '无法启动旧固件；不使用它，继续。',
  'update.no-bootable-firmware': '闪存中没有可启动的固件。',
  'update.not-started': ({ failure }, say) => `无法启动固件：${say(failure)}`,
  'update.not-shown': '固件已启动。浏览器要在您允许之后才显示运行中的控制板，因此未查询其固件。',
  'update.not-back': ({ device, inDfu }) =>
    `固件已在控制板上，但控制板 ${deviceText(device)} ${inDfu ? '又处于 DFU 模式：其拨码开关在 DFU（克隆板：BOOT 跳线已插上）' : '没有重新连接'}。`,
  'update.old-firmware-runs': '控制板又在运行旧固件。',
  'update.old-firmware-not-started': ({ failure }, say) =>
    `旧固件未被改动，但无法启动：${say(failure).replace(/[.。]$/, '')}。拨码开关在 RUN 时，断电再上电会启动它。`,
  'update.no-answer': '没有应答',
  'update.no-reconnection': '没有重新连接',

  'update.bus-changed': (bus) => `母线电压：${voltsText(bus)}。`,
  'update.bus-wrong-class': ({ undo, ...bus }) =>
    `警告：读到的母线电压${voltsText(bus)}：新固件适用于另一种电压的控制板，其过压保护会在错误的电压动作。关闭电源，然后烧录正确的固件。${undo === undefined ? '请烧录适用于此控制板的固件。' : `恢复方法：odflash update ${undo}`}`,

  'update.retrying': ({ failure }, say) => `${say(failure)}正在重试。`,
  'update.failed': ({ failure, configuration, held }, say) => {
    const said = say(failure);
    return [
      said,
      ...(configuration && !said.includes(configuration) ? [`配置已保存为 ${configuration}。`] : []),
      ...(held.length > 0 ? [`以下标志保持关闭：${list(held)}。`] : []),
    ].join('');
  },
  'update.configuration-owed': ({ failure }, say) => `固件已在控制板上，但其配置尚未恢复：${say(failure)}`,
};

function versionsText({ installed, reported, next, verified, isDowngrade }: MessageParameters['update.versions']) {
  const runs = reported === installed ? installed : `${installed}（它报告 ${reported}）`;
  const wanted = next ? `新版本是 ${next}` : '文件的版本未知';
  const how = verified ? verifiedBy[verified] : '';
  return `控制板运行固件 ${runs}；${wanted}${how}。${isDowngrade ? '这是降级。' : ''}`;
}

function voltsText({ before, after }: { readonly before: number; readonly after: number }): string {
  return `更新前为 ${before.toFixed(1)} V，现在为 ${after.toFixed(1)} V`;
}
