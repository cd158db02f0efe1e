// What is known of which board it is, gathered from the board in DFU mode. Reads the flash only where OTP is silent, and
// nothing once a danger is known: what the firmware there was built for is then a claim that counts.

import { type BoardVersion, firmwareRange, firmwareSectors, readBoardVersion } from '../../board/odrive-v3.ts';
import { type Block, isErased } from '../../bytes.ts';
import { imageClaims } from '../../image/evidence/claims.ts';
import type { OpenBoard } from '../open/open.ts';
import { readMs, readRange } from '../reading.ts';
import type { BoardRequest } from '../request.ts';
import { type BoardQuestion, boardQuestion, isHazardous } from './which-board.ts';

/** Everything that says which board it is. Tells what a person must do to the DC supply if that comes to light here. */
export async function evidenceOf(board: OpenBoard, request: BoardRequest): Promise<BoardQuestion> {
  const { identity } = board;
  const known = knownOf(board, request);
  const proved = identity.board.known && identity.board.evidence === 'otp';
  if (proved || !identity.isF405 || identity.readProtected || isHazardous(known)) return known;
  return withInstalled(board, known, await readFirmware(board));
}

/** The same without a look at the flash. */
export function knownOf(
  { identity, session }: OpenBoard,
  { board: named, claimed: running, idle }: BoardRequest,
): BoardQuestion {
  return boardQuestion(session.target, { identity, named, running, idle });
}

/** The same with what the firmware in the flash was built for, where that was read; reports a danger that comes to light. */
export function withInstalled(board: OpenBoard, known: BoardQuestion, flash: Block | undefined): BoardQuestion {
  const question = boardQuestion(board.session.target, { ...known, installed: flash && builtFor([flash]) });
  if (isHazardous(question)) board.told.warn(question.hazards.urgent);
  return question;
}

/** How much of a sector shows whether anything is in it, in bytes: one block. */
const firstBlock = 2048;

/** The firmware sectors as one block. Of a sector that begins erased nothing more is read. */
export async function readFirmware({ session }: OpenBoard): Promise<Block> {
  const ms = firmwareSectors.reduce(
    (sum, { length }) => sum + readMs(session, firstBlock) + readMs(session, length),
    0,
  );
  session.meter.announce('inspect', ms);
  session.emit({ type: 'inspecting', bytes: firmwareRange.length, ms });
  const data = new Uint8Array(firmwareRange.length).fill(0xff);
  for (const { address, length } of firmwareSectors) {
    const start = await readRange(session, { address, length: firstBlock }, { phase: 'inspect' });
    if (isErased(start)) continue;
    const rest = { address: address + firstBlock, length: length - firstBlock };
    data.set(start, address - firmwareRange.address);
    data.set(await readRange(session, rest, { phase: 'inspect' }), rest.address - firmwareRange.address);
  }
  session.meter.settle('inspect');
  return { address: firmwareRange.address, data };
}

/** The board that firmware was built for, as far as its bytes say. */
export function builtFor(flash: readonly Block[]): BoardVersion | undefined {
  const { boardVersion: claimed } = imageClaims(flash);
  return claimed === undefined ? undefined : readBoardVersion(claimed);
}
