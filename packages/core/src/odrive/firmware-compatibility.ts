// What is known of a firmware release on a board, as data: release, what OTP holds, board. Pure. From ODrive's board.cpp at
// the fw-v* tags (check_board_version since 0.5.2; commit acb682c4, 0.5.3: blank OTP is accepted) and its list of releases.

import { type BoardVersion, decodeOtp } from '../board/odrive-v3.ts';
import { type Message, type MessageParameters, message } from '../messages/message.ts';
import { wrongReports } from '../odrive/firmware-version.ts';
import { releaseRank } from '../odrive/release-order.ts';

/** What OTP holds, as firmware sees it, which reads the first record only. */
export type OtpState =
  | 'record'
  /** The first record was invalidated and corrected by a second one. */
  | 'second-record'
  | 'blank'
  | 'foreign'
  | 'not-told';

/** What the 512 bytes of OTP say of the board; `undefined` bytes: unknown. */
export function otpStateOf(otp: Uint8Array | undefined): OtpState {
  if (otp === undefined) return 'not-told';
  const { kind } = decodeOtp(otp);
  if (kind !== 'odrive') return kind;
  return otp[0] === 0x00 ? 'second-record' : 'record';
}

/** What running firmware shows of OTP: from 0.5.3 on whether it holds a record; the rest is seen in DFU mode. */
export function otpStateSaid(hardware: { readonly otpBlank: boolean; readonly evidence: 'proof' | 'claim' }): OtpState {
  if (hardware.otpBlank) return 'blank';
  return hardware.evidence === 'proof' ? 'record' : 'not-told';
}

/** `hangs`: it stops before it appears on USB. */
export type CombinationEffect = 'hangs' | 'takes-its-own-word' | 'does-not-check' | 'older-than-board';

interface Row {
  /** Releases, both included. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly otp?: readonly OtpState[] | undefined;
  /** `v3.6`: of any voltage. */
  readonly board?: { readonly major: number; readonly minor: number } | undefined;
  readonly effect: CombinationEffect;
  /** What happens, as it is said. */
  readonly told: MessageParameters['firmware.combination']['effect'];
}

const rows: readonly Row[] = [
  {
    since: '0.5.2',
    until: '0.5.2',
    otp: ['blank'],
    effect: 'hangs',
    told: 'hangs-with-blank-otp',
  },
  {
    since: '0.5.2',
    otp: ['second-record'],
    effect: 'hangs',
    told: 'hangs-with-second-record',
  },
  {
    since: '0.5.2',
    otp: ['foreign'],
    effect: 'hangs',
    told: 'hangs-with-foreign-otp',
  },
  {
    since: '0.5.3',
    otp: ['blank'],
    effect: 'takes-its-own-word',
    told: 'takes-its-own-word',
  },
  {
    until: '0.5.1',
    effect: 'does-not-check',
    told: 'does-not-check',
  },
  {
    until: '0.4.8',
    board: { major: 3, minor: 6 },
    effect: 'older-than-board',
    told: 'older-than-board',
  },
];

/** Which effects a person has to accept. */
const warned: ReadonlySet<CombinationEffect> = new Set(['hangs', 'older-than-board']);

/** What is known of a firmware release on one kind of board. */
export interface Combination {
  readonly effect: CombinationEffect;
  readonly level: 'ok' | 'warn';
  /** The release it is true of. */
  readonly release: string;
  /** One sentence. */
  readonly text: Message;
}

/** A release and the board it is for; what is not known is left out. */
export interface CombinationQuestion {
  /** `0.5.2`; several where it may be any of them, none where nothing says it. */
  readonly releases: readonly string[];
  /** The release is what the firmware says of itself, which two releases say wrongly. */
  readonly claimed: boolean;
  readonly otp: OtpState;
  readonly board?: Pick<BoardVersion, 'major' | 'minor'> | undefined;
}

/** Every row of the table that holds, the ones that need a yes first. */
export function knownCombinations({ releases, claimed, otp, board }: CombinationQuestion): readonly Combination[] {
  const among = releases.length > 1 ? releases : undefined;
  const found = releases.flatMap((release) =>
    candidates(release, claimed).flatMap((candidate) =>
      rows
        .filter((row) => holds(row, candidate, { otp, board }))
        .map((row) => combination(row, candidate, { reported: release, among })),
    ),
  );
  const firsts = found.filter(({ effect }, index) => found.findIndex((other) => other.effect === effect) === index);
  return firsts.toSorted((a, b) => Number(b.level === 'warn') - Number(a.level === 'warn'));
}

/** The releases that say this of themselves. */
function candidates(release: string, claimed: boolean): readonly string[] {
  const plain = release.replace(/^v/, '');
  const others = claimed ? wrongReports.filter(({ reports }) => reports === plain) : [];
  return [plain, ...others.map((other) => other.release)];
}

function holds(row: Row, release: string, { otp, board }: Pick<CombinationQuestion, 'otp' | 'board'>): boolean {
  const rank = releaseRank(release);
  if (rank === undefined) return false;
  return (
    rank >= (releaseRank(row.since ?? '') ?? 0) &&
    rank <= (releaseRank(row.until ?? '') ?? Number.POSITIVE_INFINITY) &&
    (row.otp === undefined || row.otp.includes(otp)) &&
    (row.board === undefined || (board?.major === row.board.major && board.minor === row.board.minor))
  );
}

interface Said {
  readonly reported: string;
  /** All that it may be. */
  readonly among: readonly string[] | undefined;
}

function combination({ effect, told }: Row, release: string, said: Said): Combination {
  const level = warned.has(effect) ? 'warn' : 'ok';
  const reported = release === said.reported ? undefined : said.reported;
  const text = message('firmware.combination', { release, reported, among: said.among, effect: told });
  return { effect, level, release, text };
}

/** How firmware of that release checks the board, whatever the board; `undefined` where the release says nothing. */
export function boardCheck(release: string): Message | undefined {
  const rank = releaseRank(release);
  if (rank === undefined) return undefined;
  const first = releaseRank('0.5.2') ?? 0;
  const check = rank < first ? 'none' : rank === first ? 'needs-otp' : 'trusts-blank-otp';
  return message('firmware.board-check', { check });
}
