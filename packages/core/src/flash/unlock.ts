// Removing read and write protection, which nothing else in the engine may do: read protection goes only together with
// everything on the chip (RM0090 §3.6.4).

import { FlasherError } from '../errors.ts';
import { sameSerial } from '../usb/find.ts';
import { refuseStops, softened } from './findings.ts';
import { type OpenBoard, withBoard } from './open.ts';
import { checkBoard, checkProtection } from './preflight-board.ts';
import type { UnlockReport } from './report.ts';
import type { FlashEnv, UnlockRequest } from './request.ts';
import { checkAborted, persist } from './session.ts';
import type { Identity } from './target.ts';

type Protection = UnlockReport['removed'][number];

/**
 * Removes whatever protection the chip has and looks whether it is gone. Throws `not-confirmed` without the consent
 * `unlock` for this board's serial, and FlasherError with the board's state.
 */
export function unlockBoard(env: FlashEnv, request: UnlockRequest): Promise<UnlockReport> {
  return withBoard(env, request, async (board) => {
    const { session } = board;
    const removed: Protection[] = [];
    let { identity } = board;
    const whose = checkBoard({ identity, named: request.board, consent: request.consent });
    const protection = checkProtection(identity, identity.sectors);
    // Under read protection OTP cannot be read, so a layout that is the F405's has to do.
    const proved = identity.isF405 && identity.readProtected ? whose.map(softened) : whose;
    session.emit({ type: 'findings', findings: [...proved, ...protection.map(softened)] });
    refuseStops(proved);
    for (let next = protectionOf(identity); next && !removed.includes(next); next = protectionOf(identity)) {
      requireConsent(identity, request, next);
      checkAborted(session);
      identity = await remove(board, request, next);
      removed.push(next);
    }
    const left = protectionOf(identity);
    if (left)
      throw new FlasherError(`${left}-protected`, `The chip is still ${left}-protected after it was told not to be.`);
    return { identity, removed, erased: removed.includes('read'), ms: session.meter.elapsed };
  });
}

/** Read protection first: as long as it is there the option bytes do not let themselves be read. */
function protectionOf(identity: Identity): Protection | undefined {
  if (identity.readProtected) return 'read';
  return identity.optionBytes && identity.optionBytes.writeProtected.length > 0 ? 'write' : undefined;
}

function requireConsent(identity: Identity, { consent = [] }: UnlockRequest, what: Protection): void {
  const { serial } = identity.device;
  if (consent.some((given) => given.what === 'unlock' && sameSerial(given.serial, serial))) return;
  const loss =
    what === 'read' ? 'erases everything on the chip, the configuration included' : 'changes the option bytes';
  throw new FlasherError('not-confirmed', `Removing the ${what} protection ${loss}. It needs your consent.`, {
    details: { consent: `unlock=${serial ?? ''}`, protection: what },
    next: `To consent, pass --consent unlock=${serial ?? 'SERIAL'}.`,
  });
}

async function remove({ session, knowledge }: OpenBoard, request: UnlockRequest, what: Protection): Promise<Identity> {
  const { target } = session;
  session.emit({ type: 'changing' });
  // The mass erase has begun as soon as the request is out, and cannot be looked into before it is over.
  if (what === 'read') knowledge.state = 'unknown';
  await target.unlock(what);
  const gone = new FlasherError('disconnected', 'The chip resets itself after its protection was changed.');
  await target.recover(gone, session.signal && { signal: session.signal });
  const identity = await persist(session, () => target.identify(request.board && { named: request.board }));
  if (what === 'read' && !identity.readProtected) knowledge.state = 'partly-written';
  return identity;
}
