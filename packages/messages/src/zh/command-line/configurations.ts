import type { ConfigurationMessages, SkippedGroup } from '../../command-line/configurations.ts';
import type { Say, Texts } from '../../language.ts';
import { list } from '../words.ts';

const ways = {
  compared: '固件原本就在：每个字节都已读取并比较，没有写入任何内容。',
  written: '每个字节都已回读。',
  'written-earlier': '它由被中断的操作写入并校验，本次没有检查，因为控制板无法进入 DFU 模式。',
} as const;

const buses = {
  'not-compared': '没有比较母线电压',
  same: '母线电压与之前相同',
  changed: '读到的电压与之前不同',
  'wrong-class': '读到的电压如同使用了适用于另一种电压的固件',
} as const;

function skippedText(skipped: readonly SkippedGroup[], say: Say): string {
  const groups = skipped.map(({ count, reason }) => `${count} 个值（${say(reason)}）`);
  return groups.length > 0 ? `已跳过：${list(groups)}。` : '';
}

export const configurations: Texts<ConfigurationMessages> = {
  'configuration.dry-run-update': ({ warnings }) =>
    `试运行：${warnings === 0 ? '所有检查均通过' : `可行，有 ${warnings} 条警告需要确认`}。控制板继续运行。`,
  'configuration.firmware-as-reported': ({ firmware }) =>
    `未作任何更改：控制板报告固件 ${firmware}。没有比较闪存内容。`,
  'configuration.held-off': ({ flags }) => `在您重新设置之前保持关闭：${list(flags)}。`,
  'configuration.updated': ({ after, before, how, time }) =>
    `完成：${after === undefined ? '固件已在控制板上' : `控制板运行固件 ${after}`}${before === undefined ? '' : `（之前：${before}）`}。${ways[how]}用时 ${time}。`,
  'configuration.not-restored': ({ file }, say) =>
    `如前所述，配置没有恢复：此固件的单位不同。配置已保存为 ${say.word(file)}`,
  'configuration.restore-identical': ({ file }, say) =>
    `恢复单位相同的值：odflash restore ${say.word(file)} --force-config`,
  'configuration.saved-files': ({ files }, say) => `已保存的配置：${list(files.map(say.word))}`,
  'configuration.remains-saved': ({ file }, say) => `它仍保存为 ${say.word(file)}`,
  'configuration.restored': ({ written, matched, skipped }, say) =>
    `配置${written === 0 ? '原本就完整' : `已恢复：${written} 个值已写入并回读`}${matched > 0 ? `，${matched} 个原本就一致` : ''}。${skippedText(skipped, say)}`,
  'configuration.comparison': ({ differing, same, skipped }, say) =>
    `试运行：没有写入任何内容。将写入 ${differing} 个值，${same} 个已一致。${skippedText(skipped, say)}`,
  'configuration.cannot-be-restored': ({ count }) => `无法恢复：${count} 个值`,
  'configuration.took': ({ time }) => `用时 ${time}。`,
  'configuration.healthy': ({ bus }) => `状态：没有新的错误，没有丢失校准，${buses[bus]}，设置有效。`,
  'configuration.worse': '状态：控制板比之前差。',
  'configuration.lost-calibrations': ({ names }) => `不再有效的校准：${list(names)}`,
  'configuration.bus': ({ bus }) => `母线：${buses[bus]}。`,
};
