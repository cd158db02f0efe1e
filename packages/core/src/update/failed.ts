// The end of an update that did not succeed: what is on the board, where the configuration is, what to do next. Whatever
// happened, a board that was not changed goes back to its old firmware.

import { type BoardState, FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { closeRecord } from './records.ts';
import { boardDuring, type Stage } from './stages.ts';
import { returnToOldFirmware } from './start.ts';
import type { Story, Update } from './state.ts';

/** The same failure as whoever called should see it. Never throws. */
export async function failed(update: Update, stage: Stage, error: FlasherError): Promise<FlasherError> {
  const { story } = update;
  const board: BoardState = (stage === 'write' ? error.board : undefined) ?? boardIn(story, stage);
  const leftBack = story.entered && board === 'untouched' && (await returnToOldFirmware(update));
  const told = board === 'verified' || story.unseen ? afterFlash(update, error) : error;
  // There is nothing to go on with: nothing was changed, by this run or an earlier one, or nothing more can be put back.
  if ((leftBack && !story.resumed) || (told.code === 'config-not-restored' && !told.retryable))
    await closeRecord(update);
  const location = story.configuration?.location ?? story.saved.at(-1);
  const held = board === 'untouched' ? story.held : [];
  const text = message('update.failed', { failure: told.text, configuration: location, held });
  // The way back, for whoever renders it as a command.
  const undo = story.flash?.undo?.complete ? story.flash.undo.location : undefined;
  const details = {
    ...told.details,
    ...(board === 'verified' && undo && { undo }),
    configuration: location ?? told.details.configuration,
    ...(held.length > 0 && { held }),
  };
  return told.with({ board, text, details });
}

/** What was read back in an earlier run counts as written: nobody has looked at it in this one. */
function boardIn({ unseen }: Story, stage: Stage): BoardState {
  const board = boardDuring[stage];
  return unseen && board === 'verified' ? 'written' : board;
}

/** Failures that keep their own code though the firmware is done: they say what a person has to do. */
const ownCodes: readonly string[] = [
  'aborted',
  'device-did-not-return',
  'config-not-restored',
  'checksum-mismatch',
  'internal',
];

/** The firmware is there and verified: what failed, failed the configuration. */
function afterFlash({ story }: Update, error: FlasherError): FlasherError {
  if (!story.configuration) return error;
  const again = message('next.repeat-for-configuration');
  if (error.code === 'aborted') return error.with({ next: again });
  if (ownCodes.includes(error.code)) return error;
  const text = message('update.configuration-owed', { failure: error.text });
  const next = error.code === 'axis-armed' ? message('common.sentences', { sentences: [error.next, again] }) : again;
  return new FlasherError('config-not-restored', text, {
    details: { ...error.details, because: error.code },
    cause: error,
    next,
    retryable: true,
  });
}
