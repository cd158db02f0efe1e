import type { MarkMessages } from '../../command-line/marks.ts';
import type { Texts } from '../../language.ts';

export const marks: Texts<MarkMessages> = {
  'mark.error': '错误：',
  'mark.board': '控制板：',
  'mark.next': '下一步：',
  'mark.ok': '正常',
  'mark.warning': '警告',
  'mark.question': '询问',
  'mark.stop': '停止',
  'mark.note': '提示',
  'mark.problem': '问题',
  'mark.recovering': '正在恢复',
  'mark.sector-kept': '保留',
  'mark.sector-equal': '未变',
  'mark.sector-waiting': '等待',
  'mark.sector-erasing': '正在擦除',
  'mark.sector-blank': '空白',
  'mark.sector-written': '已写入',
  'mark.sector-verified': '已校验',
};
