import type { BoardMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { usbId } from '../notation.ts';

export const board: Texts<BoardMessages> = {
  'board.other-bootloader': otherBootloader,
  'board.option-bytes-length': ({ bytes }) => `选项字节为 ${bytes} 字节，应为 16 字节。`,
  'board.read-protection-2-refused': '拒绝写入读保护级别 2：此操作不可逆。',
};

/** `处于引导程序中的 GigaDevice GD32（28e9:0189）`. */
export function otherBootloader({ chip, maker, ...id }: BoardMessages['board.other-bootloader']): string {
  return `处于引导程序中的 ${maker} ${chip}（${usbId(id)}）`;
}
