import type { RecordMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { deviceText } from './words.ts';

export const records: Texts<RecordMessages> = {
  'records.board-taken': ({ device }) =>
    device
      ? `另一个 odflash 正在使用控制板 ${deviceText(device)}。`
      : '另一个标签页正在更改控制板，同一时间只允许一个标签页这样做。',
  'records.undo-not-written': ({ cause }, say) => `无法写入撤销备份：${say(cause)}。`,
  'records.configuration-not-saved': ({ cause }, say) => `无法保存配置：${say(cause)}。`,
  'records.journal-not-written': ({ cause }, say) => `无法写入运行日志：${say(cause)}。`,
  'records.record-not-moved': ({ location, cause }, say) => `无法将记录 ${location} 移开：${say(cause)}。`,
  'records.saved-configuration-unusable': ({ damage }, say) =>
    `更新前保存的配置无法使用：${say(damage)}。新固件以默认值运行。`,
  'records.update-configuration-unusable': ({ location, damage }, say) =>
    `被中断的更新保存在 ${location} 的配置无法使用：${say(damage)}。`,
  'records.file-missing': '文件缺失',
  'records.file-modified': '文件已被修改',
};
