import type { ExplainedMessages, ReleaseSpan } from '../../command-line/explained.ts';
import type { Texts } from '../../language.ts';

export const explained: Texts<ExplainedMessages> = {
  'explained.row-harmless': '无害：',
  'explained.row-cause': '原因：',
  'explained.row-causes': '原因：',
  'explained.row-to-do': '处理：',
  'explained.row-also-seen': '其他说法：',
  'explained.forms': ({ forms, more }) => `${forms.join(' · ')} · 以及另外 ${more} 种说法`,
  'explained.row-more': '更多：',
  'explained.page-in-english': '此页面只有英文。',
  'explained.fewer-shown': ({ count }) => `另有 ${count} 条可能性较小的解释没有显示。`,
  'explained.flag-of': ({ part, releases }) => `${part}，${releases.map(spanText).join('、')}`,
  'explained.flags-of-board': '读取已连接控制板的错误：odflash status',
  'explained.nothing': '未找到解释。请用消息中更少的词再试。',
  'explained.check-computer': '检查这台计算机：odflash doctor',
  'explained.collect-report': '收集错误报告所需的数据：odflash report report.txt',
};

function spanText({ first, last }: ReleaseSpan): string {
  if (first === undefined && last === undefined) return '所有固件';
  if (first === undefined) return `${last} 及以下的固件`;
  if (last === undefined) return `${first} 及以上的固件`;
  return first === last ? `固件 ${first}` : `固件 ${first} 至 ${last}`;
}
