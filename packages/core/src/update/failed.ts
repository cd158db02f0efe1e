// The end of an update that did not succeed: what is on the board, where the configuration is, what to do next. Whatever
// happened, a board that was not changed goes back to its old firmware.

import { type BoardState, FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { Update } from './context.ts';
import { closeRecord } from './records/records.ts';
import type { Underway } from './stages/stage-inputs.ts';
import { boardDuring } from './stages/stages.ts';
import { returnToOldFirmware } from './stages/start.ts';

/** The same failure as the caller should see it. Never throws. */
export async function failed(update: Update, at: Underway, error: FlasherError): Promise<FlasherError> {
  const { records, decision, saved, heldFlags, hasEnteredDfu } = update.ledger;
  const board: BoardState = (at.stage === 'write' ? error.board : undefined) ?? boardIn(at);
  const leftBack = hasEnteredDfu && board === 'untouched' && (await returnToOldFirmware(update, beforeOf(at)));
  const told = board === 'verified' || isUnseen(at) ? afterFlash(update, error) : error;
  // There is nothing to continue with: nothing was changed, by this run or an earlier one, or nothing more can be put back.
  if ((leftBack && !records.isResumed) || (told.code === 'config-not-restored' && !told.retryable))
    await closeRecord(update);
  const location = decision.configuration?.location ?? saved.at(-1);
  const held = board === 'untouched' ? heldFlags : [];
  const text = message('update.failed', { failure: told.text, configuration: location, held });
  // The way back, to be rendered as a command.
  const flash = at.stage === 'start' || at.stage === 'restore' ? at.given.flash : undefined;
  const undo = flash?.undo?.complete ? flash.undo.location : undefined;
  const details = {
    ...told.details,
    undo: (board === 'verified' ? undo : undefined) ?? told.details.undo,
    configuration: location ?? told.details.configuration,
    held: held.length > 0 ? held : told.details.held,
  };
  return told.with({ board, text, details });
}

/** What was read back in an earlier run counts as written: it was not read in this one. */
function boardIn(at: Underway): BoardState {
  return isUnseen(at) ? 'written' : boardDuring[at.stage];
}

function isUnseen(at: Underway): boolean {
  return at.stage === 'restore' && at.given.flash === undefined;
}

/** What the old firmware said of a board before it left. */
function beforeOf(at: Underway): RuntimeEvidence | undefined {
  return 'before' in at.given ? at.given.before : undefined;
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
function afterFlash({ ledger }: Update, error: FlasherError): FlasherError {
  if (!ledger.decision.configuration) return error;
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
