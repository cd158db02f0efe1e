// Which board it is, from everything that says so: OTP decides alone, a person's word counts where it is silent. Pure.

import { type BoardVersion, unsafeInDfu } from '../board/odrive-v3.ts';
import type { Identity } from './identity.ts';

/** Everything that says which board it is. */
export interface BoardEvidence {
  /** Absent: the chip could not be asked. */
  readonly identity?: Identity | undefined;
  /** The version a person read off the board. */
  readonly named?: BoardVersion | undefined;
  /** What the firmware says that ran before, or runs. */
  readonly running?: BoardVersion | undefined;
  /** What the firmware in the flash was built for. */
  readonly installed?: BoardVersion | undefined;
  /** The firmware has just said that no motor is held or moved. */
  readonly idle?: boolean | undefined;
}

/** Which board it is and how that is known. */
export interface ProvedBoard {
  readonly version: BoardVersion;
  readonly evidence: 'otp' | 'named';
}

/** The board's version: OTP is proof, a person's word counts where OTP is silent. */
export function provedBoard({ identity, named }: BoardEvidence): ProvedBoard | undefined {
  if (!identity?.isF405) return undefined;
  if (identity.board.known) return { version: identity.board.version, evidence: identity.board.evidence };
  return named && { version: named, evidence: 'named' };
}

/** The version that OTP proves. */
export function proofOf({ board }: Identity): BoardVersion | undefined {
  return board.known && board.evidence === 'otp' ? board.version : undefined;
}

/** A board up to v3.4, and who says so. */
export interface OldBoard {
  readonly version: BoardVersion;
  readonly witness: 'otp' | 'named' | 'running' | 'installed';
}

/** Which source says that the board is v3.4 or older, if one does that counts: OTP, or any other where OTP is silent. */
export function oldBoard({ identity, named, running, installed }: BoardEvidence): OldBoard | undefined {
  if (!identity?.isF405) return undefined;
  const proof = proofOf(identity);
  const claims: readonly (readonly [OldBoard['witness'], BoardVersion | undefined])[] = proof
    ? [['otp', proof]]
    : [
        ['named', named],
        ['running', running],
        ['installed', installed],
      ];
  for (const [witness, version] of claims) if (version && unsafeInDfu(version)) return { version, witness };
  return undefined;
}
