import type { RecordMessages } from '../../command-line/records.ts';
import type { Texts } from '../../language.ts';

const ends = {
  exit: '跟踪完整。',
  full: '跟踪在达到大小上限处停止。',
  stopped: '跟踪在程序被终止处停止。',
  'cut-off': '跟踪在一行的中间停止：程序被终止，或磁盘已满。',
} as const;

const kinds = { trace: '跟踪', log: '日志' } as const;

export const records: Texts<RecordMessages> = {
  'record.row-recorded': '记录时间',
  'record.row-program': '程序',
  'record.row-system': '系统',
  'record.row-access': 'USB 访问',
  'record.replayed': ({ lines, errors, end }) => `${lines} 行，其中 ${errors} 行有错误。${ends[end]}`,
  'record.written': ({ files }) => `已写入：${files.join(', ')}`,
  'record.private': ({ serials, trace }) =>
    `报告中没有您的姓名，也没有这台计算机的名称；序列号${serials ? '包含在内' : '已隐去'}。${trace ? '跟踪文件包含所传输的固件和配置。' : ''}发布之前请先阅读。`,
  'record.title-report': '错误报告',
  'record.title-findings': '检查结果',
  'record.title-devices': ({ count, of }) => `设备：总线上 ${of} 个中的 ${count} 个`,
  'record.title-descriptors': '描述符',
  'record.title-system': '系统',
  'record.title-attached': ({ kind, name }) => `所附${kinds[kind]}：${name}`,
  'record.row-made': '生成时间',
  'record.none': '无',
};
