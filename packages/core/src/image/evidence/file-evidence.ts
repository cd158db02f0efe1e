// Which boards a firmware file may be for, by everything that is known of it: its bytes, the digest of the release's first
// download, its name. A witness that says less is not contradicted by one that says more; two that cannot both be right are.

import { type BoardVersion, boardVersions, nominalVoltage } from '../../board/odrive-v3.ts';
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
  readonly contradiction?: string | undefined;
}

/** Puts the witnesses together. */
export function fileEvidence({ claims, origin }: Pick<MemoryImage, 'claims' | 'origin'>): FileEvidence {
  const witnesses = [
    witness('bytes', boardsClaimed(claims)),
    witness('digest', origin?.releasedFor === undefined ? undefined : boardsNamed(origin.releasedFor)),
    witness('name', origin?.name === undefined ? undefined : boardsInName(origin.name)),
  ].flatMap((one) => one ?? []);
  if (claims?.contradiction !== undefined)
    return { boards: [], witnesses, contradiction: `The file contradicts itself: ${claims.contradiction}` };
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

const subjects: Readonly<Record<WitnessKind, string>> = {
  bytes: 'Its contents say',
  digest: 'The first download of this release says',
  name: 'its name says',
};

function contradicted(heard: readonly Witness[], last: Witness): string {
  const against = heard.findLast(({ boards }) => !boards.some((board) => last.boards.includes(board))) ?? heard[0];
  const first = against ? `${subjects[against.kind]} ${boardsText(against.boards)}` : '';
  return `${first}, but ${subjects[last.kind].replace(/^[A-Z]/, (letter) => letter.toLowerCase())} ${boardsText(last.boards)}`;
}

/** `ODrive v3.6-56V`, `ODrive v3.6 (24 or 56 V)`, `an ODrive for 48 or 56 V`. */
export function boardsText(boards: readonly BoardVersion[]): string {
  const [first] = boards;
  if (!first) return 'no ODrive';
  if (boards.length === 1) return `ODrive ${first.name}`;
  const families = distinct(boards.map(({ major, minor }) => `v${major}.${minor}`));
  const voltages = distinct(boards.map(nominalVoltage));
  const volts = `${voltages.join(' or ')} V`;
  return families.length === 1 ? `ODrive ${families[0]} (${volts})` : `an ODrive for ${volts}`;
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort();
}
