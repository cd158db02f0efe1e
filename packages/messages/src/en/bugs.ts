import { hex32 } from '@odflash/core/bytes';
import type { BugMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const bugs: Texts<BugMessages> = {
  'bug.not-main-flash': ({ address, end }) => `${hex32(address)} to ${hex32(end)} is not main flash.`,
  'bug.data-outside-sector': ({ sector }) => `Data given for sector ${sector} does not belong to it.`,
  'bug.unaligned-access': ({ address, bytes }) =>
    `${bytes} bytes at ${hex32(address)} are not a whole number of accesses.`,
  'bug.permanent-lock': 'Refused to write read protection level 2: it is irreversible.',
};
