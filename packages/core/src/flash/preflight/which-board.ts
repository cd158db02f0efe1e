// Which board it is, from everything that says so, and whether being connected to it is dangerous, as the target says. Pure.

import { consentName } from '../../ask/consent.ts';
import { type Finding, needsConsent, ok, stop, warning } from '../../ask/findings.ts';
import { type BoardClaim, boardHint } from '../../board/board-hint.ts';
import { canBeSameBoard } from '../../board/odrive-v3.ts';
import { type Message, message } from '../../messages/message.ts';
import { type BoardEvidence, provedBoard } from '../../target/board-evidence.ts';
import type { Hazards } from '../../target/hazards.ts';
import type { BoardIdentity, Identity } from '../../target/identity.ts';
import type { Target } from '../../target/target.ts';

/** What is asked about one board, and what being connected to it means. */
export interface BoardQuestion extends BoardEvidence {
  readonly identity: Identity;
  readonly hazards: Hazards;
}

export function boardQuestion(
  target: Pick<Target, 'hazards'>,
  { identity, named, running, installed, idle }: BoardEvidence & { readonly identity: Identity },
): BoardQuestion {
  const evidence = { identity, named, running, installed, idle };
  return { ...evidence, hazards: target.hazards(evidence) };
}

/** True if nothing more may be read of the board without consent. */
export function isHazardous({ hazards }: BoardQuestion): boolean {
  return hazards.consent !== undefined;
}

/** Which board, whether what says so agrees, and whether being connected to it is dangerous. */
export function checkBoard(question: BoardQuestion): Finding[] {
  return [...question.hazards.findings, checkIdentity(question), ...checkClaims(question)];
}

/** Why a board is not known to be an ODrive. */
type Unknown = Extract<BoardIdentity, { known: false }>['why'];

/** What naming the board does not help against, and what does. */
const remedies: Readonly<Partial<Record<Unknown, Message>>> = {
  'not-an-f405': message('next.check-bootloader-or-choose-board'),
  'layout-untold': message('next.enter-dfu-by-switch'),
};

function checkIdentity(question: BoardQuestion): Finding {
  const { identity, named } = question;
  const board = provedBoard(question);
  if (!board) {
    const why = identity.board.known ? 'not-an-f405' : identity.board.why;
    const text = message('preflight.not-an-odrive', { why, maybeOld: identity.isF405 });
    return stop('board', 'board-unknown', text, { why }, remedies[why] ?? boardHint(claimOf(question)));
  }
  const { name } = board.version;
  if (named && !canBeSameBoard(named, board.version)) {
    const text = message('preflight.otp-contradicts', { board: name, named: named.name });
    return stop('board', 'board-mismatch', text, { board: name, named: named.name });
  }
  const known = { board: name, evidence: board.evidence };
  return ok('board', message('preflight.board', known), known);
}

/** What the board's firmware was built for, where it says. */
function claimOf({ running, installed }: BoardQuestion): BoardClaim | undefined {
  if (running) return { version: running, firmware: 'ran-before' };
  return installed && { version: installed, firmware: 'installed' };
}

/** What the board's firmware says of the board, where that is not what it is taken for. */
export function checkClaims(question: BoardQuestion): Finding[] {
  const board = provedBoard(question);
  if (!board || isHazardous(question)) return [];
  // What ran on a proved board was talked about while it ran.
  const proved = board.evidence === 'otp';
  const witnesses = proved && question.running ? [] : (['running', 'installed'] as const);
  for (const witness of witnesses) {
    const claim = question[witness];
    if (!claim || canBeSameBoard(claim, board.version)) continue;
    const said = { firmware: witness, claimed: claim.name };
    const details = { board: board.version.name, claimed: claim.name };
    if (proved) return [warning('board-claims', message('preflight.wrong-firmware', said), details)];
    const serial = consentName(question.identity.key);
    const text = message('preflight.claims-differ', { ...said, named: board.version.name });
    const next = message('next.read-printed-version');
    const consent = { what: 'board', serial, version: board.version.name } as const;
    return [needsConsent('board-claims', consent, text, { error: 'board-mismatch', details, next })];
  }
  return [];
}
