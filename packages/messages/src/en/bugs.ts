import { hex32 } from '@odflash/core/bytes';
import type { BugMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const bugs: Texts<BugMessages> = {
  'bug.not-main-flash': ({ address, end }) => `${hex32(address)} to ${hex32(end)} is not main flash.`,
  'bug.data-outside-sector': ({ sector }) => `Data given for sector ${sector} does not belong to it.`,
};
