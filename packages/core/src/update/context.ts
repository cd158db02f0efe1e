// An update on its way: the board that is followed, how it is reached, and what was done so far.

import type { BoardRequest } from '../flash/request.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { BoardContext } from '../running/board-context.ts';
import { requestInDfu } from '../running/in-dfu.ts';
import type { Approach } from './approach.ts';
import { emptyLedger, type Ledger } from './ledger.ts';
import type { UpdateEnv, UpdateRequest } from './request.ts';

/** What every stage works with. */
export interface Update extends BoardContext<UpdateRequest> {
  readonly env: UpdateEnv;
  readonly approach: Approach;
  readonly ledger: Ledger;
}

export function beginUpdate(context: Omit<Update, 'ledger'>): Update {
  return { ...context, ledger: emptyLedger({ keepsOwn: context.request.configurationFrom === 'board' }) };
}

/** The board's chip, as the engine is asked for it. `before`: what its firmware said. */
export function boardRequest(update: Update, before?: RuntimeEvidence): BoardRequest {
  // The axes of a board that was asked are idle, or are brought to idle before it is stopped.
  return { ...requestInDfu(update), claimed: before?.hardware.version, idle: before !== undefined };
}
