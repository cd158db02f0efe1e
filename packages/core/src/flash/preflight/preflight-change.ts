// What can be said against a change of this board, before more of it is read than what identifies it. Pure.

import { consentName } from '../../ask/consent.ts';
import type { Finding } from '../../ask/findings.ts';
import { isConfigurationSector } from '../../board/odrive-v3.ts';
import type { MemoryImage } from '../../image/memory-image.ts';
import { otpStateOf } from '../../odrive/firmware-compatibility.ts';
import { provedBoard } from '../../target/board-evidence.ts';
import type { DesiredSector } from '../plan/desired.ts';
import { judgeCombination, judgeEnd, judgeImage } from './judge-image.ts';
import { checkChip } from './preflight-board.ts';
import type { BoardQuestion } from './which-board.ts';

/** What shall be on the board. */
export interface WantedChange {
  readonly wanted: readonly DesiredSector[];
  /** The image, where it is one: what is erased is for any board. */
  readonly image?: MemoryImage | undefined;
  /** The image is what was saved from this very chip. */
  readonly ownUndo: boolean;
  /** The firmware itself saves the configuration afterwards, so that its sectors must be writable, too. */
  readonly savesConfiguration: boolean;
}

/** The chip and its protection, then the image against the board. */
export function checkChange(question: BoardQuestion, change: WantedChange): Finding[] {
  const written = change.wanted.map(({ sector }) => sector);
  const saved = question.identity.sectors.filter(
    (sector) => change.savesConfiguration && isConfigurationSector(sector.index) && !written.includes(sector),
  );
  return [...checkChip(question, [...written, ...saved]), ...judge(question, change)];
}

function judge(question: BoardQuestion, { image, ownUndo }: WantedChange): Finding[] {
  if (!image) return [];
  const { identity } = question;
  const board = provedBoard(question)?.version;
  const combined = identity.readProtected ? [] : judgeCombination(image, { otp: otpStateOf(identity.otp), board });
  const serial = consentName(identity.key);
  return [...judgeEnd({ image, ownUndo }), ...judgeImage({ image, board, serial, ownUndo }), ...combined];
}
