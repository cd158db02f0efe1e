// Which board it is, from everything that says so, and whether being connected to it is dangerous, as the target says. Pure.

import { consentName } from '../../ask/consent.ts';
import { type Finding, needsConsent, ok, stop, warning } from '../../ask/findings.ts';
import { type BoardClaim, boardHint } from '../../board/board-hint.ts';
import { canBeSameBoard } from '../../board/odrive-v3.ts';
import { type BoardEvidence, provedBoard } from '../../target/board-evidence.ts';
import type { Hazards } from '../../target/hazards.ts';
import type { Identity } from '../../target/identity.ts';
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

const unknownBecause = {
  'not-an-f405': 'its memory is not that of an STM32F405',
  'layout-untold': 'its bootloader does not describe its flash',
  'otp-blank': 'its OTP memory is blank',
  'otp-foreign': 'its OTP memory contains another record',
  'otp-unreadable': 'its OTP memory cannot be read',
} as const;

const notAnOdrive =
  'If this is an ODrive v3, power-cycle it in DFU mode and try another cable: its bootloader did not describe its flash correctly. Otherwise it is another device with an STM32: choose the board with --serial or --path.';

/** What naming the board does not help against, and what does. */
const remedies: Readonly<Partial<Record<keyof typeof unknownBecause, string>>> = {
  'not-an-f405': notAnOdrive,
  'layout-untold':
    'On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and run the command again: a bootloader that the firmware has started may lack the description. (Never on a v3.4 or older.) If that does not help, try another cable.',
};

function checkIdentity(question: BoardQuestion): Finding {
  const { identity, named } = question;
  const board = provedBoard(question);
  if (!board) {
    const why = identity.board.known ? 'not-an-f405' : identity.board.why;
    const text = `Cannot confirm that the device in DFU mode is an ODrive: ${unknownBecause[why]}.`;
    const warned = identity.isF405 ? `${text} If the board is marked v3.4 or lower, remove its DC supply now.` : text;
    return stop('board', 'board-unknown', warned, { why }, remedies[why] ?? boardHint(claimOf(question)));
  }
  const { name } = board.version;
  if (named && !canBeSameBoard(named, board.version)) {
    const text = `OTP says that the board is an ODrive ${name}, not the ${named.name} given with --board.`;
    return stop('board', 'board-mismatch', text, { board: name, named: named.name });
  }
  const text = board.evidence === 'otp' ? `Board identified by OTP: ODrive ${name}.` : `ODrive ${name} (from --board).`;
  return ok('board', text, { board: name, evidence: board.evidence });
}

/** What the board's firmware was built for, where it says. */
function claimOf({ running, installed }: BoardQuestion): BoardClaim | undefined {
  if (running) return { version: running, firmware: 'ran-before' };
  return installed && { version: installed, firmware: 'installed' };
}

const claimants = {
  running: 'The firmware that ran on the board',
  installed: 'The firmware in the flash',
} as const;

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
    const said = `${claimants[witness]} is built for the ODrive ${claim.name}`;
    const details = { board: board.version.name, claimed: claim.name };
    if (proved) return [warning('board-claims', `${said}: the wrong firmware for this board.`, details)];
    const serial = consentName(question.identity.key);
    const text = `${said}, --board is ${board.version.name}, and OTP confirms neither.`;
    const next = 'Read the version printed on the board.';
    const consent = { what: 'board', serial, version: board.version.name } as const;
    return [needsConsent('board-claims', consent, text, { error: 'board-mismatch', details, next })];
  }
  return [];
}
