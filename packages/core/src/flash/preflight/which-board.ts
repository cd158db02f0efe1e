// Which board it is, from everything that says so, and whether it may be in DFU mode at all. Pure. OTP decides alone; where it
// is silent, whoever says v3.4 or older is believed, because on such a board DFU mode itself does the damage.

import { consentName, consentText } from '../../ask/consent.ts';
import { type BoardClaim, boardHint } from '../../board/board-hint.ts';
import { type BoardVersion, canBeSameBoard, unsafeInDfu } from '../../board/odrive-v3.ts';
import type { Identity } from '../../target/target.ts';
import { type Finding, needsConsent, ok, stop, warning } from './findings.ts';

/** Which board it is and how that is known. */
export interface ProvedBoard {
  readonly version: BoardVersion;
  readonly evidence: 'otp' | 'named';
}

/** Everything that says which board it is. */
export interface BoardQuestion {
  readonly identity: Identity;
  /** The version a person read off the board. */
  readonly named?: BoardVersion | undefined;
  /** What the firmware says that ran before the board was switched into DFU mode. */
  readonly running?: BoardVersion | undefined;
  /** What the firmware in the flash was built for. */
  readonly installed?: BoardVersion | undefined;
}

/** The board's version: OTP is proof, a person's word counts where OTP is silent. */
export function provedBoard({ identity, named }: BoardQuestion): ProvedBoard | undefined {
  if (!identity.isF405) return undefined;
  if (identity.board.known) return { version: identity.board.version, evidence: identity.board.evidence };
  return named && { version: named, evidence: 'named' };
}

/** The version that OTP proves. */
function proofOf({ board }: Identity): BoardVersion | undefined {
  return board.known && board.evidence === 'otp' ? board.version : undefined;
}

type Witness = 'otp' | 'named' | 'running' | 'installed';

/** Who says that the board is v3.4 or older, if anybody does who counts. */
export function unsafeBoard(question: BoardQuestion): { version: BoardVersion; witness: Witness } | undefined {
  const { identity, named, running, installed } = question;
  if (!identity.isF405) return undefined;
  const proof = proofOf(identity);
  const claims: readonly (readonly [Witness, BoardVersion | undefined])[] = proof
    ? [['otp', proof]]
    : [
        ['named', named],
        ['running', running],
        ['installed', installed],
      ];
  for (const [witness, version] of claims) if (version && unsafeInDfu(version)) return { version, witness };
  return undefined;
}

/** What the first line of every command is about, for a board that was found in DFU mode. */
export type SupplyStep = 'remove-dc-supply' | 'remove-dc-supply-if-old';

/** Nothing only where it is proved that DFU mode does no harm. Without an identity the chip could not be asked. */
export function supplyStep(question: Partial<BoardQuestion>): SupplyStep | undefined {
  const { identity } = question;
  if (!identity) return question.named && unsafeInDfu(question.named) ? 'remove-dc-supply' : 'remove-dc-supply-if-old';
  if (!identity.board.known && identity.board.why === 'not-an-f405') return undefined;
  if (unsafeBoard({ ...question, identity })) return 'remove-dc-supply';
  return proofOf(identity) ? undefined : 'remove-dc-supply-if-old';
}

export function isSupplyStep(step: string): step is SupplyStep {
  return Object.hasOwn(supplyTexts, step);
}

export const supplyTexts: Readonly<Record<SupplyStep, string>> = {
  'remove-dc-supply': 'Remove the DC supply now.',
  'remove-dc-supply-if-old': 'v3.4 or older? Remove the DC supply now.',
};

/** Which board, whether what says so agrees, and whether it may be in DFU mode at all. */
export function checkBoard(question: BoardQuestion): Finding[] {
  return [...checkSafety(question), checkIdentity(question), ...checkClaims(question)];
}

const unknownBecause = {
  'not-an-f405': 'its memory is not that of an STM32F405',
  'layout-untold': 'its bootloader does not describe its flash',
  'otp-blank': 'its OTP memory is blank',
  'otp-foreign': 'its OTP memory contains the record of something else',
  'otp-unreadable': 'its OTP memory cannot be read',
} as const;

const notAnOdrive =
  'If this is an ODrive v3, power-cycle it in DFU mode and try another cable: its bootloader did not describe itself as it should. Otherwise it is another device with an STM32: choose the board with --serial or --path.';

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
  if (running) return { version: running, source: 'The firmware that ran on the board' };
  return installed && { version: installed, source: 'The firmware in the flash' };
}

/** The brake resistor's transistors short the supply of these boards as long as the ROM runs. */
function checkSafety(question: BoardQuestion): Finding[] {
  const unsafe = unsafeBoard(question);
  if (!unsafe) return [];
  const { version, witness } = unsafe;
  const serial = consentName(question.identity.device);
  const danger = `DFU mode can destroy an ODrive ${version.name}: if its DC supply is on, remove it now.`;
  const text = `${reasons[witness](version.name)}${danger}`;
  const details = { board: version.name, witness };
  const consent = { what: 'unsafe-dfu', serial } as const;
  if (!provedBoard(question)) {
    const next = `Remove the DC supply. Boards up to v3.4 are flashed with an ST-Link. To work on it over USB, pass the version printed on the board with --board and --consent ${consentText(consent)}.`;
    return [stop('unsafe-board', 'unsafe-board', text, { ...details, consent: consentText(consent) }, next)];
  }
  return [needsConsent('unsafe-board', consent, text, { error: 'unsafe-board', details })];
}

const reasons: Readonly<Record<Witness, (name: string) => string>> = {
  otp: () => '',
  named: () => '',
  running: (name) => `The firmware that ran on the board is built for the ODrive ${name}, and OTP proves no other. `,
  installed: (name) => `The firmware in the flash is built for the ODrive ${name}, and OTP proves no other. `,
};

const claimants = {
  running: 'The firmware that ran on the board',
  installed: 'The firmware in the flash',
} as const;

/** What the board's firmware says of the board, where that is not what it is taken for. */
export function checkClaims(question: BoardQuestion): Finding[] {
  const board = provedBoard(question);
  if (!board || unsafeBoard(question)) return [];
  // What ran on a proved board was talked about while it ran.
  const proved = board.evidence === 'otp';
  const witnesses = proved && question.running ? [] : (['running', 'installed'] as const);
  for (const witness of witnesses) {
    const claim = question[witness];
    if (!claim || canBeSameBoard(claim, board.version)) continue;
    const said = `${claimants[witness]} is built for the ODrive ${claim.name}`;
    const details = { board: board.version.name, claimed: claim.name };
    if (proved) return [warning('board-claims', `${said}: the wrong firmware for this board.`, details)];
    const serial = consentName(question.identity.device);
    const text = `${said}, --board says ${board.version.name}, and OTP proves neither.`;
    const next = 'Read the version printed on the board.';
    const consent = { what: 'board', serial, version: board.version.name } as const;
    return [needsConsent('board-claims', consent, text, { error: 'board-mismatch', details, next })];
  }
  return [];
}
