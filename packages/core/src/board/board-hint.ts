// What to pass as the board where nothing proves which it is: what its firmware was built for, if that is known, else every
// version a person may find printed on it. Never a constant that a person would copy.

import { type Message, message } from '../messages/message.ts';
import { type BoardVersion, boardVersions, unsafeInDfu } from './odrive-v3.ts';

/** What a claim leaves open: a `v3.6` is the one for 24 V or the one for 56 V. */
function candidates({ name, major, minor, voltage }: BoardVersion): readonly BoardVersion[] {
  const family = boardVersions.filter((board) => board.major === major && board.minor === minor);
  return voltage === undefined && family.length > 0 ? family : family.filter((board) => board.name === name);
}

/** What firmware was built for, and which firmware that is. */
export interface BoardClaim {
  readonly version: BoardVersion;
  readonly firmware: 'running' | 'ran-before' | 'installed';
}

const names = (boards: readonly BoardVersion[]): readonly string[] => boards.map(({ name }) => name);

/** What to do next. */
export function boardHint(claim?: BoardClaim): Message {
  const known = claim ? candidates(claim.version) : [];
  if (claim && known.length > 0) {
    const { firmware, version } = claim;
    return message('next.name-board-of-firmware', { firmware, board: version.name, boards: names(known) });
  }
  return message('next.name-printed-board', { boards: names(boardVersions.filter((board) => !unsafeInDfu(board))) });
}
