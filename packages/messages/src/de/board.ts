import type { BoardMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { usbId } from '../notation.ts';

export const board: Texts<BoardMessages> = {
  'board.other-bootloader': otherBootloader,
  'board.option-bytes-length': ({ bytes }) => `Die Option-Bytes haben ${bytes} Bytes statt 16.`,
  'board.read-protection-2-refused': 'Leseschutz Stufe 2 wird nicht geschrieben: sie ist unumkehrbar.',
};

/** `ein GigaDevice GD32 in seinem Bootloader (28e9:0189)`. */
export function otherBootloader({ chip, maker, ...id }: BoardMessages['board.other-bootloader']): string {
  return `ein ${maker} ${chip} in seinem Bootloader (${usbId(id)})`;
}
