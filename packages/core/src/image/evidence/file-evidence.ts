// Which boards a firmware file may be for, by everything that is known of it: its bytes, the digest of the release's first
// download, its name. A witness that says less is not contradicted by one that says more; two that cannot both be right are.

import { type BoardVersion, boardVersions, nominalVoltage } from '../../board/odrive-v3.ts';
import { type Message, message } from '../../messages/message.ts';
import type { ImageClaims, MemoryImage } from '../memory-image.ts';
import { boardsInName } from './file-name.ts';

/** In the order of their weight. */
export type WitnessKind = 'bytes' | 'digest' | 'name';

/** What one witness says: the boards the file may be for, never all of them, never none. */
interface Witness {
  readonly kind: WitnessKind;
  readonly boards: readonly BoardVersion[];
}

export interface FileEvidence {
  /** The boards that every witness allows; all of them if there is none. Empty only with a `contradiction`. */
  readonly boards: readonly BoardVersion[];
  readonly witnesses: readonly Witness[];
  /** Why no board is left, as a sentence without its end. */
  readonly contradiction?: Message | undefined;
}

/** Puts the witnesses together. */
export function fileEvidence({ claims, origin }: Pick<MemoryImage, 'claims' | 'origin'>): FileEvidence {
  const witnesses = [
    witness('bytes', boardsClaimed(claims)),
    witness('digest', origin?.releasedFor === undefined ? undefined : boardsNamed(origin.releasedFor)),
    witness('name', origin?.name === undefined ? undefined : boardsInName(origin.name)),
  ].flatMap((one) => one ?? []);
  if (claims?.contradiction !== undefined)
    return {
      boards: [],
      witnesses,
      contradiction: message('evidence.self-contradiction', { contradiction: claims.contradiction }),
    };
  let boards = boardVersions;
  const heard: Witness[] = [];
  for (const next of witnesses) {
    const left = boards.filter((board) => next.boards.includes(board));
    if (left.length === 0) return { boards: [], witnesses, contradiction: contradicted(heard, next) };
    boards = left;
    heard.push(next);
  }
  return { boards, witnesses };
}

function witness(kind: WitnessKind, boards: readonly BoardVersion[] | undefined): Witness | undefined {
  return boards && boards.length > 0 && boards.length < boardVersions.length ? { kind, boards } : undefined;
}

/** The boards that bytes with these claims may be for. */
function boardsClaimed(claims: ImageClaims | undefined): readonly BoardVersion[] {
  const { boardVersion, voltages } = claims ?? {};
  return boardsNamed(boardVersion).filter((board) => !voltages || voltages.includes(nominalVoltage(board)));
}

/** Boards of that name or family; all of them without one. */
export function boardsNamed(name: string | undefined): readonly BoardVersion[] {
  return boardVersions.filter(
    (board) => name === undefined || board.name === name || board.name.startsWith(`${name}-`),
  );
}

function contradicted(heard: readonly Witness[], last: Witness): Message {
  const against = heard.findLast(({ boards }) => !boards.some((board) => last.boards.includes(board))) ?? heard[0];
  const saying = ({ kind, boards }: Witness) => ({ kind, boards: boards.map(({ name }) => name) });
  return message('evidence.contradiction', { first: saying(against ?? last), second: saying(last) });
}

/** Boards as a noun: `ODrive v3.6-56V`, `ODrive v3.6 (24 or 56 V)`. */
export function boardsMessage(boards: readonly BoardVersion[]): Message {
  return message('evidence.boards', { boards: boards.map(({ name }) => name) });
}
