// What can be said against a board before anything is changed: which one it is, and whether its chip lets itself be
// written. Pure. The ROM's ids are those of every STM32, so what is not proved an ODrive is not flashed.

import { consentName } from '../ask/consent.ts';
import { type BoardVersion, unsafeInDfu } from '../board/odrive-v3.ts';
import type { Sector } from '../board/stm32f405.ts';
import { type Finding, fine, needsConsent, stop } from './findings.ts';
import type { Identity } from './target.ts';

/** Which board it is and how that is known. */
export interface ProvedBoard {
  readonly version: BoardVersion;
  readonly evidence: 'otp' | 'named';
}

export interface BoardQuestion {
  readonly identity: Identity;
  /** The version a person read off the board. */
  readonly named?: BoardVersion | undefined;
}

/** The board's version: OTP is proof, a person's word counts where OTP is silent. */
export function provedBoard({ identity, named }: BoardQuestion): ProvedBoard | undefined {
  if (!identity.isF405) return undefined;
  if (identity.board.known) return { version: identity.board.version, evidence: identity.board.evidence };
  return named && { version: named, evidence: 'named' };
}

/** Which board, and whether it may be in DFU mode at all. */
export function checkBoard(question: BoardQuestion): Finding[] {
  return [checkIdentity(question), ...checkSafety(question)];
}

const unknownBecause = {
  'not-an-f405': 'its memory is not that of an STM32F405',
  'layout-untold': 'its bootloader does not describe its flash',
  'otp-blank': 'its one-time memory is blank',
  'otp-foreign': 'its one-time memory holds the record of something else',
  'otp-unreadable': 'its one-time memory cannot be read',
} as const;

const notAnOdrive =
  'If this is an ODrive v3, power-cycle it in DFU mode and try another cable: its bootloader did not describe itself as it should. Otherwise it is another device with an STM32: choose the board with --serial or --path.';

/** What naming the board does not help against, and what does. */
const remedies: Readonly<Partial<Record<keyof typeof unknownBecause, string>>> = {
  'not-an-f405': notAnOdrive,
  'layout-untold':
    'Set the DIP switch to DFU, power-cycle the board and run the command again: a bootloader that the firmware has started may lack the description. If that does not help, try another cable.',
};

function checkIdentity(question: BoardQuestion): Finding {
  const { identity, named } = question;
  const board = provedBoard(question);
  if (!board) {
    const why = identity.board.known ? 'not-an-f405' : identity.board.why;
    const text = `The device in DFU mode is not proved to be an ODrive: ${unknownBecause[why]}.`;
    const warned = identity.isF405 ? `${text} If the board is marked v3.4 or lower, remove its DC supply now.` : text;
    return stop('board', 'board-unknown', warned, { why }, remedies[why]);
  }
  const { name } = board.version;
  if (named && named.name !== name) {
    const text = `The board is an ODrive ${name} by its one-time memory, not the ${named.name} that was named.`;
    return stop('board', 'board-mismatch', text, { board: name, named: named.name });
  }
  const how = board.evidence === 'otp' ? 'by its one-time memory' : 'as you say';
  return fine('board', `The board is an ODrive ${name} ${how}.`, { board: name, evidence: board.evidence });
}

/** The brake resistor's transistors short the supply of these boards as long as the ROM runs. */
function checkSafety(question: BoardQuestion): Finding[] {
  const board = provedBoard(question);
  if (!board || !unsafeInDfu(board.version)) return [];
  const serial = consentName(question.identity.device);
  const text = `DFU mode can destroy an ODrive ${board.version.name}: if its DC supply is on, remove it now.`;
  const details = { board: board.version.name };
  return [needsConsent('unsafe-board', { what: 'unsafe-dfu', serial }, text, { error: 'unsafe-board', details })];
}

/** Whether the chip can be read and lets the wanted sectors be written. */
export function checkProtection(identity: Identity, wanted: readonly Sector[]): Finding[] {
  if (identity.readProtected)
    return [
      stop('read-protection', 'read-protected', 'The chip is read-protected: it can neither be read nor written.'),
    ];
  const unprotected = fine('read-protection', 'The chip is not read-protected.');
  const locked = wanted.filter(({ index }) => identity.optionBytes?.writeProtected.includes(index));
  const sectors = locked.map(({ index }) => index);
  if (locked.length === 0) return [unprotected, fine('write-protection', 'No wanted sector is write-protected.')];
  const [which, they] =
    sectors.length === 1 ? ['Sector', 'is write-protected: it'] : ['Sectors', 'are write-protected: they'];
  const text = `${which} ${sectors.join(', ')} ${they} would ignore the new bytes without a word.`;
  return [unprotected, stop('write-protection', 'write-protected', text, { sectors })];
}
