// The engine's part of an update: the image onto the board in DFU mode. A board that is lost half-way is waited for, as long
// as a person may need to bring it back; the engine then continues with what is left.

import { toFlasherError } from '../../abort.ts';
import type { ManualStep } from '../../ask/question.ts';
import type { Sighting } from '../../discovery/find-board.ts';
import type { BoardState, FlasherError } from '../../errors.ts';
import { flashOn } from '../../flash/flash-image.ts';
import type { FlashReport } from '../../flash/report.ts';
import type { FlashRequest } from '../../flash/request.ts';
import { retryPolicy } from '../../retry.ts';
import { boardInDfu } from '../../running/context/in-dfu.ts';
import { boardRequest, type Update } from '../context.ts';
import { owesConfiguration } from '../ledger.ts';
import { linkOf } from '../records/records.ts';
import type { BoardToWrite, Next } from './stage-inputs.ts';

/** How often a lost board is brought back before the update is given up. */
const maxReturns = retryPolicy('lost-in-write').attempts - 1;

export async function write(update: Update, given: BoardToWrite): Promise<Next> {
  const { request, ledger } = update;
  // What will be put back afterwards can be: what does it is here before anything is changed.
  if (owesConfiguration(ledger)) await update.running();
  // What an earlier attempt has left is there still where the next one fails before its first change.
  let board: BoardState = 'untouched';
  for (let returns = 0; ; returns++) {
    try {
      const flash = await flashOnce(update, given);
      if (request.dryRun) return { stage: 'end', given: { ...given, flash } };
      ledger.hasEnteredDfu = false;
      return { stage: 'start', given: { ...given, flash } };
    } catch (thrown) {
      const failure = toFlasherError(thrown, request.signal);
      if (failure.board !== undefined && failure.board !== 'untouched') board = failure.board;
      const error = failure.board === board ? failure : failure.with({ board });
      await update.board.release();
      const back = returns === maxReturns ? undefined : await waitForReturn(update, error);
      if (!back) throw error;
      if (back === 'runtime' && given.before) return { stage: 'enter-dfu', given };
    }
  }
}

async function flashOnce(update: Update, given: BoardToWrite): Promise<FlashReport> {
  const { request, asking } = update;
  const { backup, dryRun, x32 } = request;
  const { consent, ask } = asking;
  const asked = boardRequest(update, given.before);
  const wanted: FlashRequest = {
    ...asked,
    image: given.firmware.image,
    start: false,
    consent,
    backup,
    dryRun,
    x32,
    freshConfiguration: request.freshConfiguration,
    beforeStop: (done) => beforeStop(update, given, done),
    ask,
  };
  return flashOn(await boardInDfu(update, asked), wanted, linkOf(update, given));
}

/**
 * The firmware of a board that was asked is about to be stopped: its axes must be idle still. What a person has fed with a
 * low voltage moves nothing, and may have left the bus for it.
 */
async function beforeStop(update: Update, { before }: BoardToWrite, done: ManualStep | undefined): Promise<void> {
  const { ledger, approach } = update;
  if (approach.entersDfuMode || !before) return;
  if (done?.step !== 'feed-low-voltage') await (await update.running()).idle(update);
  await update.board.releaseRunning();
  ledger.hasEnteredDfu = true;
}

/**
 * Waits for a board that left the bus and resolves with what it is again: in DFU mode, or running its old firmware, which
 * only a board with an unchanged flash does; then it has to be taken there anew.
 */
async function waitForReturn(update: Update, error: FlasherError): Promise<Sighting['kind'] | undefined> {
  const { ledger, board, approach } = update;
  if (error.code !== 'device-did-not-return' && error.code !== 'disconnected') return undefined;
  const whole = error.board === 'untouched' && board.foundIn === 'runtime';
  const back = await approach.awaitReturn(update, whole ? ['rom', 'runtime'] : ['rom']);
  if (!back) return undefined;
  if (back.kind === 'runtime') ledger.hasEnteredDfu = false;
  return back.kind;
}
