// Removing read and write protection, which nothing else in the engine may do: read protection goes only together with
// everything on the chip (RM0090 §3.6.4).

import { stopIfAborted } from '../abort.ts';
import { consentName } from '../ask/consent.ts';
import { asWarning } from '../ask/findings.ts';
import { consentFor, settleDangers } from '../ask/settle.ts';
import { mainFlash, maximumTimes, typicalTimes } from '../board/stm32f405.ts';
import { FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { TargetStep } from '../target/hazards.ts';
import type { Identity } from '../target/identity.ts';
import { type Board, type OpenBoard, operate } from './open/open.ts';
import { withRetry } from './open/session.ts';
import { evidenceOf } from './preflight/evidence.ts';
import { checkProtection } from './preflight/preflight-board.ts';
import { checkBoard } from './preflight/which-board.ts';
import { settleErased } from './records/run-records.ts';
import type { UnlockReport } from './report.ts';
import type { UnlockRequest } from './request.ts';
import { settleStop } from './settle-stop.ts';

/** The longest it may take (DS8626 table 41), in seconds. */
const massEraseSeconds = maximumTimes[8].massErase / 1000;

type Protection = UnlockReport['removed'][number];

/**
 * Removes whatever protection the chip has and looks whether it is gone. Throws `not-confirmed` without the consent
 * `unlock` for this board's serial, and FlasherError with the board's state.
 */
export function unlockOn(opened: Board, request: UnlockRequest): Promise<UnlockReport> {
  const { env } = opened;
  return operate(opened, request, async (board) => {
    const { session } = board;
    const removed: Protection[] = [];
    let { identity } = board;
    const question = await evidenceOf(board, request);
    const whose = checkBoard(question);
    const protection = checkProtection(identity, identity.sectors);
    // Under read protection OTP cannot be read, so a layout that is the F405's has to do.
    const unseen = identity.isF405 && identity.readProtected;
    const proved = whose.map((finding) => (unseen && finding.code === 'board' ? asWarning(finding) : finding));
    session.emit({ type: 'findings', findings: [...protection.map(asWarning), ...proved] });
    await settleDangers(request, proved, identity.key);
    const worst = protectionOf(identity);
    if (worst) {
      await requireConsent(identity, request, worst);
      await settleStop(request, question);
    }
    for (let next = firstToRemove(identity); next && !removed.includes(next); next = firstToRemove(identity)) {
      stopIfAborted(session.signal);
      // No consent covers the erase yet: it was write protection only, and option bytes that a power cut spoils protect, too.
      if (next === 'read' && worst === 'write') await requireConsent(identity, request, next);
      identity = await remove(opened, board, { request, what: next });
      removed.push(next);
      if (next === 'read' && !identity.readProtected) await settleErased(env, board);
    }
    const left = protectionOf(identity);
    if (left) throw new FlasherError(`${left}-protected`, message('flash.still-protected', { protection: left }));
    return { identity, removed, erased: removed.includes('read'), ms: session.meter.elapsed };
  });
}

/** The worse one: read protection goes only together with everything on the chip. */
function protectionOf(identity: Identity): Protection | undefined {
  if (identity.readProtected) return 'read';
  return isWriteProtected(identity.optionBytes) ? 'write' : undefined;
}

/** A chip with write-protected sectors refuses to erase itself; a bootloader does not show them as long as the other is there. */
function firstToRemove({ optionBytes, readProtected }: Identity): Protection | undefined {
  if (isWriteProtected(optionBytes)) return 'write';
  return readProtected ? 'read' : undefined;
}

function isWriteProtected(optionBytes: Identity['optionBytes']): boolean {
  return optionBytes !== undefined && optionBytes.writeProtected.length > 0;
}

function requireConsent({ key }: Identity, request: UnlockRequest, what: Protection): Promise<void> {
  const text = message('flash.unlock', { protection: what });
  const danger = { text, details: { protection: what } };
  return consentFor(request, { what: 'unlock', serial: consentName(key) }, danger, key);
}

async function remove(
  opened: Board,
  { session, tracker }: OpenBoard,
  { request, what }: { readonly request: UnlockRequest; readonly what: Protection },
): Promise<Identity> {
  const { target } = session;
  session.emit({ type: 'changing' });
  // The whole flash is erased, which the chip does byte by byte.
  const { length } = mainFlash;
  const [ms, bytes] = what === 'read' ? [typicalTimes[8].massErase, length] : [0, 0];
  session.meter.announce('erase', ms);
  if (what === 'read') {
    session.emit({
      type: 'note',
      code: 'mass-erase',
      text: message('flash.mass-erase', { seconds: massEraseSeconds }),
    });
  }
  let hasBegun = false;
  const onBegin = () => {
    hasBegun = true;
    // The mass erase has begun as soon as the request is out, and cannot be looked into before it is over.
    if (what === 'read') tracker.state = 'unknown';
  };
  const onStep = (step: TargetStep) => session.emit({ type: 'human', ...step });
  const once = () =>
    session.meter.track([{ phase: 'erase', ms, bytes }], (onBytes) =>
      target.unlock(what, { signal: session.signal, onBegin, onBytes, onStep }),
    );
  await withRetry(session, once, { mayRepeat: () => !hasBegun }).catch((thrown: unknown) => {
    // The bootloader answered that it does not do it, so nothing was begun.
    if (isFlasherError(thrown) && thrown.code === 'write-protected') tracker.state = 'untouched';
    throw thrown;
  });
  const identity = await opened.identifyAgain(session, request.board ? { named: request.board } : {});
  if (what === 'read' && !identity.readProtected) tracker.state = 'partly-written';
  return identity;
}
