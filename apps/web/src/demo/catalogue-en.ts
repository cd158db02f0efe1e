// English: the table's own words.

import type { BoardOptionTexts } from '@odflash/messages';
import { faults } from '@odflash/virtual';

export const catalogue: BoardOptionTexts = Object.fromEntries(
  faults.map(({ name, text, stands }) => [name, [text, stands]]),
);
