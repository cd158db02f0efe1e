// How many bits at a time the chip is asked to program. Pure.

import type { Parallelism } from '../../board/stm32f405.ts';
import { vectorTable } from '../../image/vector.ts';
import type { Identity } from '../../target/target.ts';
import { type DesiredSector, wantsVectors } from '../desired.ts';
import type { ChangeRequest } from '../request.ts';
import type { Snapshot } from '../snapshot.ts';

/** Words need 2.7 V (RM0090 §3.6.2): certain on an ODrive, which has 3.3 V; on anything merely named, only on request. */
export function wantedWidth(
  { board }: Identity,
  { x32 }: ChangeRequest,
  { wanted, snapshot }: { readonly wanted: readonly DesiredSector[]; readonly snapshot: Snapshot },
): Parallelism {
  const proved = board.known && board.evidence === 'otp';
  return (x32 ?? proved) && mayAsk(wanted, snapshot) ? 32 : 8;
}

/**
 * A bus reset in the middle of asking sends the four bytes of the question to where the bootloader's pointer stands after
 * it, the vectors. That clears no bit of a stack pointer that is a multiple of 256, as ODrive's is; and it does not matter
 * where nothing would start and the sector is going to be erased.
 */
function mayAsk(wanted: readonly DesiredSector[], { vectors }: Snapshot): boolean {
  return vectors[0] === 0 || (wantsVectors(wanted) && !vectorTable(vectors).plausible);
}
