import type { AskingMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const names = { serial: '序列号', port: '端口路径' } as const;

export const asking: Texts<AskingMessages> = {
  'asking.confirmed': ({ finding }, say) => `${say(finding)}已确认。`,
  'asking.consent-open': ({ consent }) => `未确认：此操作需要同意 ${consent}。`,
  'asking.consent-wrong': ({ typed, named, expected }) => `“${typed}”不是${names[named]} ${expected}。`,
  'asking.warnings-open': ({ count }) => `有 ${count} 条警告需要确认。`,
  'asking.declined': '已停止。未作任何更改。',
};
