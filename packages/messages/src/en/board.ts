import type { BoardMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { usbId } from '../notation.ts';

export const board: Texts<BoardMessages> = {
  'board.other-bootloader': otherBootloader,
  'board.option-bytes-length': ({ bytes }) => `The option bytes are ${bytes} bytes instead of 16.`,
  'board.read-protection-2-refused': 'Refused to write read protection level 2: it is irreversible.',
};

/** `a GigaDevice GD32 in its bootloader (28e9:0189)`. */
export function otherBootloader({ chip, maker, ...id }: BoardMessages['board.other-bootloader']): string {
  return `${/^[AEIOU]/.test(maker) ? 'an' : 'a'} ${maker} ${chip} in its bootloader (${usbId(id)})`;
}
