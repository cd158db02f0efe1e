// How many bits at a time the chip is asked to program. Pure.

import type { Parallelism } from '../../board/stm32f405.ts';
import { type DesiredSector, wantsVectors } from '../desired.ts';
import type { OpenBoard } from '../open.ts';
import type { ChangeRequest } from '../request.ts';
import type { Snapshot } from '../snapshot.ts';

export interface WidthQuestion {
  readonly wanted: readonly DesiredSector[];
  readonly snapshot: Snapshot;
}

/**
 * Words need 2.7 V (RM0090 §3.6.2): certain on an ODrive, which has 3.3 V; on anything merely named, where asking for them spoils
 * nothing, or on request. What asking for them may do to the flash, the target knows.
 */
export function wantedWidth(
  board: OpenBoard,
  request: ChangeRequest,
  { wanted, snapshot }: WidthQuestion,
): Parallelism {
  if (!wantsWords(board, request)) return 8;
  return board.session.target.widest({ vectors: snapshot.vectors, erasesVectors: wantsVectors(wanted) });
}

function wantsWords({ identity: { board }, session }: OpenBoard, { x32 }: ChangeRequest): boolean {
  return x32 ?? (board.known && (board.evidence === 'otp' || session.target.namedSuffices));
}

/** Words are wanted, and are not asked for because of what is in the flash now. */
export function isHeldNarrow(board: OpenBoard, request: ChangeRequest, found: WidthQuestion): boolean {
  const isDfu = board.session.target.kind === 'dfu';
  return isDfu && wantsWords(board, request) && wantedWidth(board, request, found) === 8;
}
