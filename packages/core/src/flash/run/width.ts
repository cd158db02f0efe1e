// How many bits at a time the chip is asked to program. Pure.

import type { Parallelism } from '../../board/stm32f405.ts';
import { type DesiredSector, wantsVectors } from '../desired.ts';
import type { OpenBoard } from '../open.ts';
import type { ChangeRequest } from '../request.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Words need 2.7 V (RM0090 §3.6.2): certain on an ODrive, which has 3.3 V; on anything merely named, only on request. What
 * asking for them may do to the flash, the target knows.
 */
export function wantedWidth(
  { identity: { board }, session: { target } }: OpenBoard,
  { x32 }: ChangeRequest,
  { wanted, snapshot }: { readonly wanted: readonly DesiredSector[]; readonly snapshot: Snapshot },
): Parallelism {
  const proved = board.known && board.evidence === 'otp';
  if (!(x32 ?? proved)) return 8;
  return target.widest({ vectors: snapshot.vectors, erasesVectors: wantsVectors(wanted) });
}
