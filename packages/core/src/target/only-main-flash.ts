// Erasing and programming are for the main flash only: asking a target for anything else is a bug of the caller.

import { contains, mainFlash, type Sector } from '../board/stm32f405.ts';
import { type Block, endOf } from '../bytes.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';

/** Throws `internal` for a block that is not in the main flash. */
export function requireMainFlash({ address, data }: Block): void {
  if (contains(mainFlash, { address, length: data.length })) return;
  throw new FlasherError('internal', message('bug.not-main-flash', { address, end: endOf({ address, data }) }));
}

/** Throws `internal` for blocks that are not in the sector, and for a sector that is not in the main flash. */
export function requireInSector(sector: Sector, blocks: readonly Block[]): void {
  const isInside = ({ address, data }: Block) => contains(sector, { address, length: data.length });
  if (contains(mainFlash, sector) && blocks.every(isInside)) return;
  throw new FlasherError('internal', message('bug.data-outside-sector', { sector: sector.index }));
}
