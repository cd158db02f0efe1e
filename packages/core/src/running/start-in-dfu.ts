// Starting what is in the flash of a board in DFU mode: the new firmware at the end, or the old one where an update stops
// before it has changed anything.

import { describeDevice } from '../discovery/find.ts';
import { awaitBoard, awaitRunning, defaultReturnMs, humanMs } from '../discovery/follow.ts';
import { openWithRetry } from '../discovery/open-with-retry.ts';
import { FlasherError, messageOf } from '../errors.ts';
import type { EventListener } from '../flash/events.ts';
import { type OpenBoard, withBoard } from '../flash/open.ts';
import { knownOf } from '../flash/preflight/evidence.ts';
import { isHazardous } from '../flash/preflight/which-board.ts';
import { readRange } from '../flash/reading.ts';
import type { BoardRequest } from '../flash/request.ts';
import { vectorBytes } from '../flash/run/vectors.ts';
import { toFlasherError } from '../flash/session.ts';
import { vectorTable } from '../image/vector.ts';
import type { StartOutcome } from '../target/target.ts';
import type { Next } from '../update/stages.ts';
import { boardRequest, type Story, type Update } from '../update/state.ts';
import type { RunContext } from './context.ts';

/** `not-startable`: nothing in the flash would start. */
export type Started = StartOutcome | 'not-startable';

/**
 * Starts what is in the flash, if it would start. Unseen where it cannot be read, and without `consent` where the board may
 * be shorting its supply: leaving DFU mode needs none, looking at the flash does.
 */
export function startInDfu(
  work: RunContext,
  request: BoardRequest,
  { consent }: { consent: boolean },
): Promise<Started> {
  return inDfu(work, request, async (board) => {
    const { session, identity } = board;
    const { board: version, readProtected } = identity;
    const isUntold = !version.known && version.why === 'layout-untold';
    if (readProtected || isUntold || (!consent && isHazardous(knownOf(board, request)))) return session.target.start();
    const vectors = await readRange(session, vectorBytes, { phase: 'inspect' });
    return vectorTable(vectors).plausible ? session.target.start() : 'not-startable';
  });
}

/** Starts what is in the flash unseen: also a read-protected chip lets go of the bootloader (AN3156 table 4). */
export function leaveDfu(work: RunContext, request: BoardRequest): Promise<Started> {
  return inDfu(work, request, ({ session }) => session.target.start());
}

function inDfu<T>(
  work: RunContext,
  { onEvent, ...request }: BoardRequest,
  run: (board: OpenBoard) => Promise<T>,
): Promise<T> {
  // The board has been introduced before.
  const quietly: EventListener = (event) => event.type !== 'opened' && onEvent?.(event);
  const open = () => withBoard(work.env, { ...request, onEvent: quietly }, run);
  return openWithRetry(work, open);
}

/** Starts the new firmware and waits for it. */
export async function start(update: Update): Promise<Next> {
  const { env, story, stats } = update;
  const started = await startOrGoOn(update);
  if (started === 'not-startable' && !owesConfiguration(story)) {
    update.emit({ type: 'note', code: 'not-started', text: 'There is nothing in the flash that would start.' });
    return 'end';
  }
  const left = env.clock.now();
  const back = await awaitRunning(update, story, patience(update));
  stats.restarts += 1;
  stats.awayMs += env.clock.now() - left;
  if (back) story.device = back.device;
  if (back?.kind === 'runtime') return 'restore';
  if (back && !owesConfiguration(story)) {
    const text = 'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board.';
    update.emit({ type: 'human', step: 'switch-to-run', text });
    story.human.push('switch-to-run');
    return 'end';
  }
  throw notBack(story, back !== undefined, started);
}

/** Whatever became of the request: where the board is afterwards counts. */
async function startOrGoOn(update: Update): Promise<Started | 'failed'> {
  try {
    // Whoever came as far as this has consented to what needs consent.
    return await startInDfu(update, boardRequest(update), { consent: true });
  } catch (thrown) {
    const error = toFlasherError(thrown, update.request.signal);
    if (error.code === 'aborted') throw error;
    update.emit({ type: 'note', code: 'not-started', text: `The firmware could not be started: ${error.message}` });
    return 'failed';
  }
}

function owesConfiguration({ configuration, damaged }: Story): boolean {
  return configuration !== undefined || damaged !== undefined;
}

/** A board with nothing to put back needs no waiting for a person: it will start when somebody moves the switch. */
function patience(update: Update): number {
  const { story } = update;
  return story.foundIn === 'runtime' || owesConfiguration(story) ? humanMs(update) : 0;
}

function notBack(story: Story, inDfu: boolean, started: Started | 'failed'): FlasherError {
  const where = inDfu
    ? 'is in DFU mode again: its DIP switch is on DFU (clones: its BOOT jumper is set)'
    : 'did not come back';
  const next = owesConfiguration(story)
    ? 'run the same command again: it puts the configuration back'
    : 'look whether it runs';
  return new FlasherError(
    'device-did-not-return',
    `The firmware is on the board, but the board ${describeDevice(story.device)} ${where}.`,
    {
      details: { started, dfu: inDfu },
      board: 'verified',
      next: `Set the DIP switch to RUN (clones: without BOOT button or jumper), power-cycle the board and ${next}. If it never shows itself, this firmware does not start on this board, as one for another board version does not: set the switch to DFU (clones: hold BOOT or set its jumper), power-cycle it and go back.`,
    },
  );
}

/** A board that answers leaves in a moment; on one that does not, enough patience has been spent. */
const leavingMs = 10_000;

async function leaveSoon(update: Update): Promise<void> {
  const { clock } = update.env;
  const [late, left] = [new AbortController(), new AbortController()];
  const watchdog = clock.sleep(leavingMs, left.signal).then(
    () => late.abort(new FlasherError('timeout', 'it does not answer')),
    () => undefined,
  );
  try {
    await leaveDfu(update, { ...boardRequest(update), signal: late.signal });
  } finally {
    left.abort();
    await watchdog;
  }
}

/**
 * The update stops before it has changed the flash: the board that was taken to DFU mode goes back to its old firmware.
 * Never throws; what did not work is said. True if the old firmware runs again.
 */
export async function returnToOldFirmware(update: Update): Promise<boolean> {
  const { story, emit } = update;
  // Whoever stopped the update still wants the board back.
  const { signal: _, ...request } = update.request;
  const patient: Update = { ...update, request };
  try {
    const now = await awaitBoard(patient, story, { kinds: ['rom', 'runtime'], timeoutMs: defaultReturnMs });
    if (now) story.device = now.device;
    if (now?.kind !== 'runtime') await leaveSoon(patient);
    const back = await awaitBoard(patient, story, { kinds: ['runtime'], timeoutMs: defaultReturnMs });
    if (!back) throw new FlasherError('device-did-not-return', 'it did not come back');
    story.device = back.device;
    emit({ type: 'note', code: 'left-back', text: 'The board runs its old firmware again.' });
    return true;
  } catch (thrown) {
    const text = `The old firmware is untouched, but could not be started: ${messageOf(thrown).replace(/\.$/, '')}. DIP switch on RUN and a power-cycle start it.`;
    emit({ type: 'note', code: 'not-left-back', text });
    return false;
  }
}
