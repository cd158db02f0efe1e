// Whether a firmware file is for the board it is about to be written to: the one judgement of flash, update, restore and
// verify. Pure. Evidence has three values: what is unknown is a warning, and never counts as a yes.

import type { Consent } from '../../ask/consent.ts';
import { type Finding, needsConsent, ok, stop, warning } from '../../ask/findings.ts';
import { type BoardVersion, nominalVoltage } from '../../board/odrive-v3.ts';
import type { ErrorDetails } from '../../errors.ts';
import { boardsMessage, boardsNamed, type FileEvidence, fileEvidence } from '../../image/evidence/file-evidence.ts';
import { missingData } from '../../image/evidence/startup.ts';
import type { ImageClaims, MemoryImage } from '../../image/memory-image.ts';
import { type Message, message } from '../../messages/message.ts';
import type { WrongBoardEffect, WrongScale } from '../../messages/preflight.ts';
import { knownCombinations, type OtpState } from '../../odrive/firmware-compatibility.ts';
import { releaseRank } from '../../odrive/release-order.ts';
import { releasesByTree } from './image-releases.ts';

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
  image: MemoryImage,
  { otp, board }: { readonly otp: OtpState; readonly board: BoardVersion | undefined },
): Finding[] {
  const { claims, origin } = image;
  const said = origin?.release ?? claims?.firmwareVersion;
  const isTold = said !== undefined && releaseRank(said) !== undefined;
  const releases = isTold ? [said] : releasesByTree(image);
  const claimed = isTold && origin?.release === undefined;
  const uncertainties = knownCombinations({ releases, claimed, otp, board }).filter(({ level }) => level === 'warn');
  if (uncertainties.length === 0) return [];
  const details = { release: releases.join(', '), otp, effects: uncertainties.map(({ effect }) => effect) };
  return [
    warning(
      'firmware-board',
      message('common.sentences', { sentences: uncertainties.map(({ text }) => text) }),
      details,
    ),
  ];
}

/** A file that ends before its program does. A backup of this chip has what a flash changed, and the rest is on the board. */
export function judgeEnd({
  image,
  ownUndo,
}: Pick<ImageQuestion, 'ownUndo'> & { readonly image: MemoryImage }): Finding[] {
  const missing = ownUndo ? undefined : missingData(image.segments);
  return missing ? [warning('image-end', message('preflight.image-ends-early', { address: missing.address }))] : [];
}

/** One finding; two where the file is both, another product's and suspect for its name. */
export function judgeImage(question: ImageQuestion): Finding[] {
  const evidence = fileEvidence(question.image);
  const { product } = question.image.claims ?? {};
  if (evidence.contradiction !== undefined)
    return [contradicted(question, message('preflight.file-contradicts', { contradiction: evidence.contradiction }))];
  if (product !== undefined) return [foreign(question, evidence, product)];
  return question.board ? [compare(question, evidence, question.board)] : [];
}

/** A wrong firmware on a board is a warning: what is right can still be written. */
export function judgeInstalled(claims: ImageClaims, board: BoardVersion): Finding[] {
  const { boards, contradiction } = fileEvidence({ claims });
  const fits = boardsNamed(board.name).some((one) => boards.includes(one));
  const details = { board: board.name, installed: contradiction ?? claims.product ?? boardsMessage(boards) };
  if (claims.product !== undefined)
    return [warning('installed', message('preflight.installed-product', { product: claims.product }), details)];
  if (fits) return [];
  const text = contradiction
    ? message('preflight.installed-contradicts', { board: board.name })
    : message('preflight.installed-other', { board: board.name, boards: namesOf(boards) });
  return [warning('installed', text, details)];
}

function contradicted({ ownUndo, board }: ImageQuestion, text: Message): Finding {
  const details = { board: board?.name, why: 'contradiction' };
  if (ownUndo) return warning('image-board', text, details);
  return stop('image-board', 'board-mismatch', text, details, message('next.choose-or-rename-file'));
}

/** Firmware of another product drives pins for another circuit: here they are the gates of a power stage. */
function foreign(question: ImageQuestion, evidence: FileEvidence, product: Message): Finding {
  const { ownUndo = false, serial } = question;
  const [witness] = evidence.witnesses;
  const named = witness && !ownUndo ? { by: witness.kind, boards: namesOf(witness.boards) } : undefined;
  const text = message('preflight.file-of-product', { product, named, ownBackup: ownUndo });
  if (named) return contradicted(question, text);
  const details = { product };
  if (ownUndo) return warning('foreign-firmware', text, details);
  const consent: Consent = { what: 'foreign', serial };
  return needsConsent('foreign-firmware', consent, text, { details });
}

function compare(question: ImageQuestion, evidence: FileEvidence, board: BoardVersion): Finding {
  const boards = boardsNamed(board.name);
  const { image } = question;
  const details = {
    image: boardsMessage(evidence.boards),
    board: board.name,
    by: evidence.witnesses.map(({ kind }) => kind),
  };
  const common = evidence.boards.filter((one) => boards.includes(one));
  if (common.length === 0) return mismatch(question, evidence, { board, details });
  if (image.claims?.boardVersion === undefined) {
    return warning('image-board', message('preflight.file-unidentified'), details);
  }
  const open = [
    ...(distinct(evidence.boards, ({ minor }) => minor) ? (['version'] as const) : []),
    ...(distinct(evidence.boards, nominalVoltage) ? (['voltage'] as const) : []),
  ];
  const names = namesOf(evidence.boards);
  if (open.length > 0) {
    const text = message('preflight.file-board-open', {
      fileBoard: image.claims.boardVersion,
      board: board.name,
      open,
      voltages: voltages(evidence.boards),
    });
    return warning('image-board', text, { ...details, open });
  }
  if (boards.length > 1) {
    const text = message('preflight.board-voltage-open', { boards: names, voltages: voltages(boards) });
    return warning('image-board', text, { ...details, open: ['voltage'] });
  }
  return ok('image-board', message('preflight.file-fits', { boards: names, by: details.by }), details);
}

interface Mismatch {
  readonly board: BoardVersion;
  readonly details: ErrorDetails;
}

function mismatch(question: ImageQuestion, evidence: FileEvidence, { board, details }: Mismatch): Finding {
  const { ownUndo = false } = question;
  const text = message('preflight.file-for-other-board', {
    boards: namesOf(evidence.boards),
    by: evidence.witnesses.map(({ kind }) => kind),
    board: board.name,
    effect: effectOn(question, evidence, board),
    ownBackup: ownUndo,
  });
  if (ownUndo) return warning('image-board', text, details);
  const next = message('next.choose-file-for-board', { board: board.name });
  return stop('image-board', 'board-mismatch', text, details, next);
}

/** What would happen. Up to 0.5.1 firmware has no board check: it runs, with the scale of its own bus voltage. */
function effectOn({ image }: ImageQuestion, { boards }: FileEvidence, board: BoardVersion): WrongBoardEffect {
  const release = image.origin?.release;
  const version = release ?? image.claims?.firmwareVersion;
  const checks = version === undefined ? undefined : checksBoard(version, release !== undefined);
  return { version, checks, scale: wrongScale(boards, board) };
}

/**
 * Whether firmware of that release compares OTP with the board it was built for, which 0.5.2 was the first to do (ODrive
 * board.cpp). 0.5.2 calls itself 0.5.1 (ODrive #575), so that gives no information about a file.
 */
function checksBoard(version: string, isRelease: boolean): boolean | undefined {
  const numbers = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (!numbers) return undefined;
  const [major = 0, minor = 0, revision = 0] = numbers.slice(1).map(Number);
  if (!isRelease && major === 0 && minor === 5 && revision === 1) return undefined;
  return major > 0 || minor > 5 || (minor === 5 && revision >= 2);
}

/** Of 24 V boards the divider of the bus voltage is 11, of 48 and 56 V boards 19. */
function wrongScale(boards: readonly BoardVersion[], board: BoardVersion): WrongScale {
  const low = boards.every((one) => nominalVoltage(one) === 24);
  const high = boards.every((one) => nominalVoltage(one) !== 24);
  const isLow = nominalVoltage(board) === 24;
  if (low && !isLow) return 'low';
  return high && isLow ? 'high' : 'other';
}

function namesOf(boards: readonly BoardVersion[]): readonly string[] {
  return boards.map(({ name }) => name);
}

function distinct<T>(boards: readonly BoardVersion[], of: (board: BoardVersion) => T): boolean {
  return new Set(boards.map(of)).size > 1;
}

function voltages(boards: readonly BoardVersion[]): readonly number[] {
  return [...new Set(boards.map(nominalVoltage))].sort();
}
