// What to pass as the board where nothing proves which it is: what its firmware was built for, if that tells, else every
// version a person may find printed on it. Never a constant that somebody would copy.

import { type BoardVersion, boardVersions, unsafeInDfu } from './odrive-v3.ts';

/** What a claim leaves open: a `v3.6` is the one for 24 V or the one for 56 V. */
function candidates({ name, major, minor, voltage }: BoardVersion): readonly BoardVersion[] {
  const family = boardVersions.filter((board) => board.major === major && board.minor === minor);
  return voltage === undefined && family.length > 0 ? family : family.filter((board) => board.name === name);
}

/** What firmware was built for, and which firmware that is. */
export interface BoardClaim {
  readonly version: BoardVersion;
  /** `The firmware in the flash`. */
  readonly source: string;
}

const options = (boards: readonly BoardVersion[]): string => boards.map(({ name }) => `--board ${name}`).join(' or ');

/** One or two sentences. */
export function boardHint(claim?: BoardClaim): string {
  const known = claim ? candidates(claim.version) : [];
  if (claim && known.length > 0)
    return `${claim.source} was built for the ODrive ${claim.version.name}. If the board is one (a clone: according to its maker), pass ${options(known)}.`;
  const safe = boardVersions.filter((board) => !unsafeInDfu(board)).map(({ name }) => name);
  return `Read the version and the voltage printed on the board and pass them with --board: ${safe.join(', ')}. For the name of a clone, odflash shows the compatible version.`;
}
