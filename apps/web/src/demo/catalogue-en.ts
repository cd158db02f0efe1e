// English: the table's own words.

import type { CatalogueTexts } from './catalogue.ts';
import { offeredOptions } from './profile-text.ts';

export const catalogue: CatalogueTexts = Object.fromEntries(
  offeredOptions.map(({ name, text, stands }) => [name, [text, stands]]),
);
