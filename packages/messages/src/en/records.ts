import type { RecordMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { deviceText } from './words.ts';

export const records: Texts<RecordMessages> = {
  'records.board-taken': ({ device }) =>
    device
      ? `Another odflash is using the board ${deviceText(device)}.`
      : 'Another tab is changing a board, which only one tab may do at a time.',
  'records.undo-not-written': ({ cause }, say) => `The undo backup could not be written: ${say(cause)}.`,
  'records.configuration-not-saved': ({ cause }, say) => `The configuration could not be saved: ${say(cause)}.`,
  'records.journal-not-written': ({ cause }, say) => `The journal of the run could not be written: ${say(cause)}.`,
  'records.record-not-moved': ({ location, cause }, say) =>
    `The record ${location} could not be moved aside: ${say(cause)}.`,
  'records.saved-configuration-unusable': ({ damage }, say) =>
    `The configuration saved before the update cannot be used: ${say(damage)}. The new firmware runs with its defaults.`,
  'records.update-configuration-unusable': ({ location, damage }, say) =>
    `The configuration of the interrupted update in ${location} cannot be used: ${say(damage)}.`,
  'records.file-missing': 'it is missing',
  'records.file-modified': 'it was modified',
};
