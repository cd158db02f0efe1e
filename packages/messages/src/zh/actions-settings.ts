import type { SettingsActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { list, powerCycle, repeat } from './words.ts';

export const settingsActions: Texts<SettingsActionMessages> = {
  'next.call-function': ({ path }) => `使用 odflash call ${path}。`,
  'next.choose-similar': ({ names }) => `您指的也许是其中之一：${list(names)}。`,
  'next.list-properties': 'odflash get "*" 会显示有哪些属性。',
  'next.choose-backup': '选择由 odflash backup 或 odrivetool backup-config 写出的文件。',
  'next.choose-valid-value': '选择对此控制板有效的值。',
  'next.idle-axes-and-repeat-unsaved': `未保存任何内容。将两个轴都设为 IDLE，${powerCycle}，然后${repeat}。`,
  'next.power-cycle-and-repeat-unsaved': `未保存任何内容。${powerCycle}，然后${repeat}。`,
  'next.restore-same-units': ({ file }) =>
    `从头设置控制板，或只恢复单位相同的值：odflash restore ${file} --force-config`,
  'next.set-missed-by-hand': '手动设置您需要的值。其他值均已恢复。文件中有全部值。',
  'next.set-values-by-hand': '手动设置您需要的值。文件中有全部值。',
  'next.stop-motors-and-repeat': `停止电机，换一根线缆或换一个端口，然后${repeat}。`,
};
