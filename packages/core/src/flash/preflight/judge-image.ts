// Whether a firmware file is for the board it is about to be written to: the one judgement of flash, update, restore and
// verify. Pure. Evidence has three values: what is not told is a warning, and is never taken for a yes.

import type { Consent } from '../../ask/consent.ts';
import { type Finding, needsConsent, ok, stop, warning } from '../../ask/findings.ts';
import { type BoardVersion, nominalVoltage } from '../../board/odrive-v3.ts';
import type { ErrorDetails } from '../../errors.ts';
import {
  boardsNamed,
  boardsText,
  type FileEvidence,
  fileEvidence,
  type WitnessKind,
} from '../../image/evidence/file-evidence.ts';
import type { ImageClaims, MemoryImage } from '../../image/memory-image.ts';
import { message } from '../../messages/message.ts';
import { knownCombinations, type OtpState } from '../../odrive/firmware-compatibility.ts';

export interface ImageQuestion {
  readonly image: Pick<MemoryImage, 'claims' | 'origin'>;
  /** The board as far as it is known; a `v3.6` without its voltage leaves that open. */
  readonly board: BoardVersion | undefined;
  /** What a person types to name the board in a consent. */
  readonly serial: string;
  /** The file is what odflash itself saved from this very chip. */
  readonly ownUndo?: boolean | undefined;
}

/** What is known of the file's release on this board, where it needs a yes. */
export function judgeCombination(
  { claims, origin }: Pick<MemoryImage, 'claims' | 'origin'>,
  { otp, board }: { readonly otp: OtpState; readonly board: BoardVersion | undefined },
): Finding[] {
  const release = origin?.release ?? claims?.firmwareVersion;
  const known = knownCombinations({ release, claimed: origin?.release === undefined, otp, board });
  const uncertainties = known.filter(({ level }) => level === 'warn');
  if (uncertainties.length === 0) return [];
  const details = { release, otp, effects: uncertainties.map(({ effect }) => effect) };
  return [
    warning(
      'firmware-board',
      message('common.sentences', { sentences: uncertainties.map(({ text }) => text) }),
      details,
    ),
  ];
}

/** One finding; two where the file is both, another product's and suspect for its name. */
export function judgeImage(question: ImageQuestion): Finding[] {
  const evidence = fileEvidence(question.image);
  const { product } = question.image.claims ?? {};
  if (evidence.contradiction !== undefined) return [contradicted(question, `${evidence.contradiction}.`)];
  if (product !== undefined) return [foreign(question, evidence, product)];
  return question.board ? [compare(question, evidence, question.board)] : [];
}

/** A wrong firmware on a board is a warning: what is right can still be written. */
export function judgeInstalled(claims: ImageClaims, board: BoardVersion): Finding[] {
  const { boards, contradiction } = fileEvidence({ claims });
  const fits = boardsNamed(board.name).some((one) => boards.includes(one));
  const details = { board: board.name, installed: contradiction ?? claims.product ?? boardsText(boards) };
  if (claims.product !== undefined)
    return [warning('installed', `The firmware on the board is another product's: ${claims.product}.`, details)];
  if (fits) return [];
  const what = contradiction ? 'contradicts itself' : `is for ${article(boardsText(boards))}`;
  return [warning('installed', `The firmware on the board ${what}, the board is an ODrive ${board.name}.`, details)];
}

const rename = 'Choose the file for your board. If only its name is wrong, rename it.';

function contradicted({ ownUndo, board }: ImageQuestion, text: string): Finding {
  const details = { board: board?.name, why: 'contradiction' };
  return ownUndo ? warning('image-board', text, details) : stop('image-board', 'board-mismatch', text, details, rename);
}

/** Firmware of another product drives pins for another circuit: here they are the gates of a power stage. */
function foreign(question: ImageQuestion, evidence: FileEvidence, product: string): Finding {
  const { ownUndo, serial } = question;
  const [named] = evidence.witnesses;
  const what = `The file is firmware of another product: ${product}.`;
  if (named && !ownUndo) return contradicted(question, `${what} But ${said(named.kind)} ${boardsText(named.boards)}.`);
  const text = `${what} It drives the pins for another circuit, which can damage the board's power stage and what is connected to it.`;
  const details = { product };
  if (ownUndo) return warning('foreign-firmware', `${text} The file is a backup of this board.`, details);
  const consent: Consent = { what: 'foreign', serial };
  return needsConsent('foreign-firmware', consent, text, { details });
}

function compare(question: ImageQuestion, evidence: FileEvidence, board: BoardVersion): Finding {
  const boards = boardsNamed(board.name);
  const { image } = question;
  const details = {
    image: boardsText(evidence.boards),
    board: board.name,
    by: evidence.witnesses.map(({ kind }) => kind),
  };
  const common = evidence.boards.filter((one) => boards.includes(one));
  if (common.length === 0) return mismatch(question, evidence, { board, details });
  if (image.claims?.boardVersion === undefined) {
    const text =
      'The contents of the file do not identify it as ODrive firmware for this board: the board may not start with it, or not appear on USB.';
    return warning('image-board', text, details);
  }
  const open = [
    ...(distinct(evidence.boards, ({ minor }) => minor) ? ['which board version'] : []),
    ...(distinct(evidence.boards, nominalVoltage) ? [`${voltages(evidence.boards)} V`] : []),
  ];
  if (open.length > 0) {
    const text = `The file is for the ODrive ${image.claims.boardVersion} but does not specify ${open.join(' and ')}; the board is an ODrive ${board.name}.`;
    return warning('image-board', text, { ...details, open });
  }
  if (boards.length > 1) {
    const text = `The file is for the ${boardsText(evidence.boards)}; whether the board is for ${voltages(boards)} V is unknown.`;
    return warning('image-board', text, { ...details, open: [`${voltages(boards)} V`] });
  }
  return ok('image-board', `The file is for the ${boardsText(evidence.boards)}, ${by(evidence)}.`, details);
}

interface Mismatch {
  readonly board: BoardVersion;
  readonly details: ErrorDetails;
}

function mismatch(question: ImageQuestion, evidence: FileEvidence, { board, details }: Mismatch): Finding {
  const { ownUndo } = question;
  const what = `The file is for ${article(boardsText(evidence.boards))} ${by(evidence)}, the board is an ODrive ${board.name}.`;
  const text = `${what} ${consequence(question, evidence, board)}`;
  if (ownUndo) return warning('image-board', `${text} The file is a backup of this board.`, details);
  const next = `Choose the file for the ODrive ${board.name}; each board version and voltage has its own.`;
  return stop('image-board', 'board-mismatch', text, details, next);
}

/** What would happen. Up to 0.5.1 firmware has no board check: it runs, with the scale of its own bus voltage. */
function consequence({ image }: ImageQuestion, { boards }: FileEvidence, board: BoardVersion): string {
  const release = image.origin?.release;
  const version = release ?? image.claims?.firmwareVersion;
  const checks = version === undefined ? undefined : checksBoard(version, release !== undefined);
  const reads = `reads ${scaleError(boards, board)}`;
  if (checks === true) return `Firmware ${version} does not start on another board than the one it was built for.`;
  if (checks === false)
    return `Firmware ${version} does not check the board: it would run and ${reads.replace('reads', 'read')}.`;
  return `Firmware from 0.5.2 on does not start on another board; an earlier one runs and ${reads}.`;
}

/**
 * Whether firmware of that release compares OTP with the board it was built for, which 0.5.2 was the first to do (ODrive
 * board.cpp). 0.5.2 calls itself 0.5.1 (ODrive #575), so that tells nothing of a file.
 */
function checksBoard(version: string, isRelease: boolean): boolean | undefined {
  const numbers = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (!numbers) return undefined;
  const [major = 0, minor = 0, revision = 0] = numbers.slice(1).map(Number);
  if (!isRelease && major === 0 && minor === 5 && revision === 1) return undefined;
  return major > 0 || minor > 5 || (minor === 5 && revision >= 2);
}

/** Of 24 V boards the divider of the bus voltage is 11, of 48 and 56 V boards 19. */
function scaleError(boards: readonly BoardVersion[], board: BoardVersion): string {
  const low = boards.every((one) => nominalVoltage(one) === 24);
  const high = boards.every((one) => nominalVoltage(one) !== 24);
  const isLow = nominalVoltage(board) === 24;
  if (low && !isLow) return '0.58 times the true supply voltage, so that its over-voltage protection acts too late';
  if (high && isLow) return '1.73 times the true supply voltage';
  return 'currents and voltages as those of the other board';
}

const words: Readonly<Record<WitnessKind, string>> = {
  bytes: 'its contents',
  digest: 'the digest of its release',
  name: 'its name',
};

function by({ witnesses }: FileEvidence): string {
  const kinds = witnesses.map(({ kind }) => words[kind]);
  return kinds.length === 0 ? '' : `by ${kinds.join(' and ')}`;
}

function said(kind: WitnessKind): string {
  return `${words[kind]} says`;
}

function article(text: string): string {
  return text.startsWith('an ') ? text : `the ${text}`;
}

function distinct<T>(boards: readonly BoardVersion[], of: (board: BoardVersion) => T): boolean {
  return new Set(boards.map(of)).size > 1;
}

function voltages(boards: readonly BoardVersion[]): string {
  return [...new Set(boards.map(nominalVoltage))].sort().join(' or ');
}
