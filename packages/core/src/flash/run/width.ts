// How many bits at a time the chip is asked to program. Pure.

import type { Parallelism } from '../../board/stm32f405.ts';
import type { OpenBoard } from '../open/open.ts';
import { type DesiredSector, wantsVectors } from '../plan/desired.ts';
import type { Snapshot } from '../plan/snapshot.ts';
import type { ChangeRequest } from '../request.ts';
import { zeroVectors } from './vectors.ts';

export interface FoundFlash {
  readonly wanted: readonly DesiredSector[];
  readonly snapshot: Snapshot;
}

/**
 * Words need 2.7 V (RM0090 §3.6.2): certain on an ODrive, which has 3.3 V; on anything merely named, where asking for them spoils
 * nothing, or on request. What asking for them may do to the flash, the target knows.
 */
export function wantedWidth(board: OpenBoard, request: ChangeRequest, { wanted, snapshot }: FoundFlash): Parallelism {
  if (!wantsWords(board, request)) return 8;
  return board.session.target.widest({ vectors: snapshot.vectors, erasesVectors: wantsVectors(wanted) });
}

function wantsWords({ identity: { board }, session }: OpenBoard, { x32 }: ChangeRequest): boolean {
  return x32 ?? (board.known && (board.evidence === 'otp' || session.target.namedSuffices));
}

/** Words are wanted, and the target would ask for wider ones if nothing were in the flash that could be harmed. */
export function isHeldNarrow(board: OpenBoard, request: ChangeRequest, found: FoundFlash): boolean {
  if (!wantsWords(board, request)) return false;
  const unharmed = board.session.target.widest({ vectors: zeroVectors.data, erasesVectors: true });
  return wantedWidth(board, request, found) < unharmed;
}
