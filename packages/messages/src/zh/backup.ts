import type { BackupMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

function problemText(json: BackupMessages['json.invalid']): string {
  switch (json.problem) {
    case 'too-long':
      return `超过 ${json.limit} 个字符`;
    case 'too-deep':
      return `嵌套超过 ${json.limit} 层`;
    case 'unexpected':
      return `此处应为 ${json.character}`;
    case 'repeated-key':
      return `键“${json.key}”再次出现，且值不同`;
    default:
      return problems[json.problem];
  }
}

const problems = {
  'trailing-text': '值之后还有其他文本',
  'no-value': '此处应为一个值',
  'unterminated-string': '字符串未结束',
  'invalid-escape': '转义序列无效',
} as const;

export const backup: Texts<BackupMessages> = {
  'backup.invalid': ({ reason }, say) => `不是配置备份：${say(reason)}。`,
  'backup.preset': '这是另一个程序的预设，不是控制板备份',
  'backup.nothing-of-odrive': '其中没有 ODrive 配置',
  'backup.other-program': '这是另一个程序的文件，不是控制板备份',
  'backup.too-long': ({ bytes }) => `文件超过 ${bytes} 字节`,
  'backup.printed-dictionary': '这是打印出来的 Python 字典，不是 JSON：请用 json.dump 写出',
  'backup.no-object': '这不是 JSON 对象',
  'backup.newer': '文件来自更新版本的 odflash',
  'backup.several-boards': ({ names }) => `文件含有多块控制板（${names.join('、')}）：请只保留其中一块的部分`,
  'backup.two-values': ({ path }) => `其中 ${path} 有两个不同的值`,
  'backup.too-many-values': ({ values }) => `其中的值超过 ${values} 个`,
  'backup.reads-differ': '多次读取的配置不一致。',
  'json.invalid': (json) => `${problemText(json)}（第 ${json.line} 行第 ${json.column} 个字符）`,
};
