// What a journal says of a chip: it counts only if every sector is as that run found it, left it or was about to leave it,
// so another firmware, another board or another board of the same serial never passes for it. Pure.

import type { Journal, JournalSector } from './flash-journal.ts';

/** `finished`: every sector is as the run wanted it; only its journal was not removed any more. */
export type Standing = 'interrupted' | 'finished' | 'foreign';

/** The chip in hand, as far as a journal asks. */
export interface Chip {
  /** Hash of a sector's present content. */
  readonly hashOf: (index: number) => string;
  /** True if it would start something. */
  readonly startable: boolean;
  /** True if it is in the socket the journal was written for. */
  readonly samePath: boolean;
}

/**
 * What a journal says of the chip in hand. A sector that was in hand may hold anything, but for vectors that start
 * something: those are only ever old or new. Elsewhere than in its socket, a board passes only with the marks of an
 * interruption: some sectors changed, some not yet as they should be.
 */
export function standingOf(journal: Journal, { hashOf, startable, samePath }: Chip): Standing {
  const states = journal.sectors.map((sector) => ({ sector, hash: hashOf(sector.index) }));
  const fits = ({ sector, hash }: { sector: JournalSector; hash: string }) =>
    [sector.old, sector.next, ...sector.other].includes(hash) ||
    (journal.inProgress.includes(sector.index) && !(sector.index === 0 && startable));
  if (!states.every(fits)) return 'foreign';
  if (states.every(({ sector, hash }) => hash === sector.next)) return 'finished';
  const changed = states.some(({ sector, hash }) => hash !== sector.old);
  return samePath || changed ? 'interrupted' : 'foreign';
}
