import type { ActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { list, repeat } from './words.ts';

export const actions: Texts<ActionMessages> = {
  'next.nothing': '',
  'next.check-selection': '对照 odflash list 检查 --serial 和 --path。',
  'next.choose-by-path': '它们的序列号相同；请用 --path 选择一个。',
  'next.choose-other-board':
    '如果这是使用这种芯片的 ODrive 克隆板，请使用其制造商的工具和固件；如果是其他设备，请用 --serial 或 --path 选择控制板。',
  'next.confirm-warnings': '要确认，请指定 --yes。',
  'next.connect-powered-board':
    '使用数据线，并打开控制板的电源；没有固件的控制板只在 DFU 模式下出现（v3.5 及以上：拨码开关拨到 DFU；克隆板：按住 BOOT 或插上其跳线）。',
  'next.consent': ({ consent, otherwise }, say) =>
    `${otherwise === undefined ? '' : say(otherwise)}要确认，请指定 --consent ${say.word(consent)}。`,
  'next.free-disk-space': '释放一些磁盘空间，或用 --backup-dir 指定其他文件夹。',
  'next.name-board-of-firmware': ({ firmware, board, boards }) =>
    `${firmwares[firmware]}是为 ODrive ${board} 构建的。如果控制板正是这种（克隆板：以其制造商所述为准），请指定 ${boards.map((name) => `--board ${name}`).join(' 或 ')}。`,
  'next.name-printed-board': ({ boards }) =>
    `查看印在控制板上的版本和电压，并用 --board 指定：${list(boards)}。输入克隆板的名称时，odflash 会显示与之兼容的版本。`,
  'next.repeat-for-configuration': `${repeat}：会从配置继续。`,
  'next.wait-for-other-process': `等待它结束，然后${repeat}。`,
};

const firmwares = {
  running: '正在运行的固件',
  'ran-before': '控制板上曾运行的固件',
  installed: '闪存中的固件',
} as const;
