/**
 * The pages of the error codes in English.
 *
 * {@includeCode ../../../../../test/examples/messages-languages.ts}
 *
 * @module
 */

import type { ErrorPages, PageForm } from '../../pages.ts';
import { boardPages } from './board.ts';
import { computerPages } from './computer.ts';
import { filePages } from './file.ts';
import { flashPages } from './flash.ts';
import { generalPages } from './general.ts';
import { networkPages } from './network.ts';
import { usbPages } from './usb.ts';

/** The page of every error code in English. */
export const errorPages: ErrorPages = {
  ...generalPages,
  ...boardPages,
  ...computerPages,
  ...filePages,
  ...usbPages,
  ...flashPages,
  ...networkPages,
};

/** The headings of an error page in English. */
export const pageForm: PageForm = {
  exitStatus: (exit, title) => `Exit status ${exit}: ${title}.`,
  causes: 'Likely causes',
  steps: 'What to do',
  others: 'Other tools say',
};
