// What can be said against a board before anything is changed: which one it is, and whether its chip lets itself be
// written. Pure.

import { type Finding, ok, stop } from '../../ask/findings.ts';
import type { Sector } from '../../board/stm32f405.ts';
import { message } from '../../messages/message.ts';
import type { Identity } from '../../target/identity.ts';
import { type BoardQuestion, checkBoard } from './which-board.ts';

/** Which board it is, and whether its chip lets `wanted` be written: all that can be said against it without an image. */
export function checkChip(question: BoardQuestion, wanted: readonly Sector[]): Finding[] {
  const protection = checkProtection(question.identity, wanted);
  const board = checkBoard(question);
  // A protected chip does not show its OTP either: what has to go first comes first.
  return question.identity.readProtected ? [...protection, ...board] : [...board, ...protection];
}

/** Whether the chip can be read and lets the wanted sectors be written. */
export function checkProtection(identity: Identity, wanted: readonly Sector[]): Finding[] {
  if (identity.readProtected) return [stop('read-protection', 'read-protected', message('preflight.read-protected'))];
  // What the chip has not shown is not called good: its option bytes show both, its OTP that it can be read.
  const { optionBytes, otp } = identity;
  const unprotected = optionBytes || otp ? [ok('read-protection', message('preflight.not-read-protected'))] : [];
  const unlocked = optionBytes ? [ok('write-protection', message('preflight.not-write-protected'))] : [];
  const locked = wanted.filter(({ index }) => optionBytes?.writeProtected.includes(index));
  const sectors = locked.map(({ index }) => index);
  if (locked.length === 0) return [...unprotected, ...unlocked];
  const text = message('preflight.write-protected', { sectors });
  return [...unprotected, stop('write-protection', 'write-protected', text, { sectors })];
}
