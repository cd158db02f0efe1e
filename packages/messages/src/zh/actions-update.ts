import type { UpdateActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { powerCycle, repeat, toDfu, toRun } from './words.ts';

export const updateActions: Texts<UpdateActionMessages> = {
  'next.name-printed-voltage': ({ boards }) =>
    `查看印在控制板上的电压，并指定 ${boards.map((name) => `--board ${name}`).join(' 或 ')}。`,
  'next.choose-whose-configuration':
    '指定 --config-from board 以保留控制板的配置，或指定 --config-from record 以恢复已保存的配置。',
  'next.back-in-dfu-and-repeat': `未作任何更改。${toDfu}，${powerCycle}，然后${repeat}。`,
  'next.switch-to-run-or-go-back': ({ owes }) =>
    `${toRun}，${powerCycle}，然后${owes ? `${repeat}以恢复配置` : '检查它是否运行'}。如果它始终不出现，说明此固件在此控制板上不启动，例如因为它适用于另一种控制板版本：${toDfu}，${powerCycle}，并恢复旧固件。`,
  'next.distrust-release-list': '不要使用那份发行版本列表；请自行选择固件文件，或恢复旧固件。',
  'next.set-up-from-scratch': '从头设置控制板。',
  'next.flash-old-firmware-for-configuration':
    '要取回配置，请重新烧录旧固件（其撤销备份见上文），然后更新运行中的控制板；或从头设置控制板。',
};
