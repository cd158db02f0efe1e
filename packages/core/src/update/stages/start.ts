// The new firmware is started at the end, or the old one where an update stops before it has changed anything.

import { toFlasherError } from '../../abort.ts';
import { awaitBoard, awaitRunning, defaultReturnMs, humanMs } from '../../discovery/follow.ts';
import { FlasherError, textOf } from '../../errors.ts';
import type { Started } from '../../flash/start.ts';
import { message } from '../../messages/message.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import { leaveDfu, startInDfu } from '../../running/restart/start-in-dfu.ts';
import { boardRequest, type Update } from '../context.ts';
import { owesConfiguration } from '../ledger.ts';
import type { BoardToStart, Next } from './stage-inputs.ts';

/** Starts the new firmware and waits for it. */
export async function start(update: Update, given: BoardToStart): Promise<Next> {
  const { env, ledger, stats } = update;
  const started = await startOrGoOn(update, given);
  if (started === 'not-startable' && !owesConfiguration(ledger)) {
    update.emit({ type: 'note', code: 'not-started', text: message('update.no-bootable-firmware') });
    return { stage: 'end', given };
  }
  const left = env.clock.now();
  const returnMs = staysUnseen(update) ? unseenMs : defaultReturnMs;
  const back = await awaitRunning(update, update.board, waitMs(update), returnMs);
  stats.restarts += 1;
  stats.awayMs += env.clock.now() - left;
  if (back?.kind === 'runtime') return { stage: 'restore', given };
  if (!back && started === 'started' && staysUnseen(update)) {
    const text = message(env.hidesBoards ? 'update.not-shown' : 'probe.not-seen');
    update.emit({ type: 'note', code: 'not-seen', text });
    return { stage: 'end', given };
  }
  if (back && !owesConfiguration(ledger)) {
    update.emit({ type: 'human', step: 'switch-to-run', text: message('step.switch-to-run') });
    return { stage: 'end', given: { ...given, human: ['switch-to-run'] } };
  }
  throw notBack(update, back !== undefined, started);
}

/** Whatever became of the request: where the board is afterwards counts. */
async function startOrGoOn(update: Update, { before }: BoardToStart): Promise<Started | 'failed'> {
  try {
    // At this point everything that needs consent has it.
    return await startInDfu(update, boardRequest(update, before), { consent: true });
  } catch (thrown) {
    const error = toFlasherError(thrown, update.request.signal);
    if (error.code === 'aborted') throw error;
    update.emit({ type: 'note', code: 'not-started', text: message('update.not-started', { failure: textOf(error) }) });
    return 'failed';
  }
}

/** A board whose USB cable is plugged in all the same is there by then, in ms. */
const unseenMs = 2_500;

/** A board that was not seen running before needs not be seen afterwards where it is at a probe, or hidden until it is allowed. */
function staysUnseen({ approach, board, env, ledger }: Update): boolean {
  const mayBeHidden = !approach.entersDfuMode || env.hidesBoards === true;
  return mayBeHidden && board.foundIn === 'rom' && !owesConfiguration(ledger);
}

/** A board with nothing to put back needs no waiting for a person: it will start when a person moves the switch. */
function waitMs(update: Update): number {
  return update.board.foundIn === 'runtime' || owesConfiguration(update.ledger) ? humanMs(update) : 0;
}

function notBack({ ledger, board }: Update, inDfu: boolean, started: Started | 'failed'): FlasherError {
  const { serial, path } = board.device;
  return new FlasherError('device-did-not-return', message('update.not-back', { device: { serial, path }, inDfu }), {
    details: { started, dfu: inDfu },
    board: 'verified',
    next: message('next.switch-to-run-or-go-back', { owes: owesConfiguration(ledger) }),
  });
}

/** A board that answers leaves in a moment; on one that does not, the wait was long enough. */
const leavingMs = 10_000;

async function leaveSoon(update: Update, before: RuntimeEvidence | undefined): Promise<void> {
  const { clock } = update.env;
  const [late, left] = [new AbortController(), new AbortController()];
  const watchdog = clock.sleep(leavingMs, left.signal).then(
    () => late.abort(new FlasherError('timeout', message('update.no-answer'))),
    () => undefined,
  );
  try {
    await leaveDfu(update, { ...boardRequest(update, before), signal: late.signal });
  } finally {
    left.abort();
    await watchdog;
  }
}

/**
 * The update stops before it has changed the flash: the board that was switched into DFU mode goes back to its old firmware.
 * Never throws; what did not work is said. True if the old firmware runs again. `before`: what it said when it ran.
 */
export async function returnToOldFirmware(update: Update, before: RuntimeEvidence | undefined): Promise<boolean> {
  const { emit } = update;
  // A person who stopped the update still wants the board back.
  const { signal: _, ...request } = update.request;
  const patient: Update = { ...update, request };
  try {
    const now = await awaitBoard(patient, patient.board, { kinds: ['rom', 'runtime'], timeoutMs: defaultReturnMs });
    if (now?.kind !== 'runtime') await leaveSoon(patient, before);
    const back = await awaitBoard(patient, patient.board, { kinds: ['runtime'], timeoutMs: defaultReturnMs });
    if (!back) throw new FlasherError('device-did-not-return', message('update.no-reconnection'));
    emit({ type: 'note', code: 'left-back', text: message('update.old-firmware-runs') });
    return true;
  } catch (thrown) {
    const text = message('update.old-firmware-not-started', { failure: textOf(thrown) });
    emit({ type: 'note', code: 'not-left-back', text });
    return false;
  }
}
