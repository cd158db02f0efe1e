import { hex32 } from '@odflash/core/bytes';
import type { BugMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const bugs: Texts<BugMessages> = {
  'bug.not-main-flash': ({ address, end }) => `${hex32(address)} 至 ${hex32(end)} 不是主闪存。`,
  'bug.data-outside-sector': ({ sector }) => `给扇区 ${sector} 的数据不属于该扇区。`,
  'bug.unaligned-access': ({ address, bytes }) => `${hex32(address)} 处的 ${bytes} 字节不是整数次访问。`,
  'bug.permanent-lock': '拒绝写入读保护级别 2：此操作不可逆。',
};
