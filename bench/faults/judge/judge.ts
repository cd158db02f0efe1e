// The verdict on one attempt: what it said against what is on the chip, on the disk and still open.

import type { BoardState, FlasherError } from '@odflash/core';
import { mainFlash, maximumTimes, type Sector, sectors } from '@odflash/core/board';
import { type Block, isErased } from '@odflash/core/bytes';
import type { Attempted, Ending } from '../run/types.ts';
import { backedUp, isBackup } from '../testbed/disk.ts';
import type { Operation, Testbed } from '../types.ts';
import { cut, holds, isAmong, sectorsUnder, withoutConfiguration } from './blocks.ts';
import {
  hasBitErrors,
  hasFalsifiedCommand,
  hasFalsifiedUpload,
  hasOtherName,
  isUnderAnotherName,
} from './fault-hits.ts';
import type { Findings } from './findings.ts';
import type { BoardHistory } from './origin.ts';
import { claimedBackups, falseUndo, isOfRival } from './undo.ts';

export interface Case {
  readonly testbed: Testbed;
  readonly operation: Operation;
  readonly attempted: Attempted;
  readonly history: BoardHistory;
  /** The flash, and the names of the files, when this attempt began. */
  readonly before: Uint8Array;
  readonly filesBefore: ReadonlySet<string>;
  /** How many violations the board had recorded by then. */
  readonly violationsBefore: number;
  readonly backup: boolean;
  readonly planMs: number;
  /** Boards with the same serial number that were in the port in this run. */
  readonly rivals: readonly BoardHistory[];
}

export function judge(asked: Case, { judge: hold }: Findings): void {
  const it = asDone(asked);
  const { testbed, operation, before, history } = it;
  const backup = it.backup && operation.savesUndo;
  const { ending, ms, process } = it.attempted;
  const { flash } = testbed.board;
  const wrote = operation.wanted.length > 0;
  const spoilt = (hasFalsifiedUpload(testbed) || hasFalsifiedCommand(testbed)) && 'a falsified reply was believed';
  const unexpectedMode = hasFalsifiedCommand(testbed) && 'a falsified command went astray';
  if (ending.how === 'done') {
    hold('verified is true', untrueSuccess(it, ending), !wrote && spoilt);
    const isLate = !backup && Buffer.compare(before, history.original) !== 0;
    const lost = isLate && 'kept bytes went without a backup';
    const renamed = hasOtherName(testbed) && 'a journal of a board under another name';
    const excuse = hasBitErrors(testbed) ? 'unspecified bytes are wrong' : lost || renamed;
    if (wrote) hold('untouched is untouched', gapsChanged(it, flash), excuse);
  }
  if (ending.how === 'failed') {
    const { code, board, message } = ending.error;
    hold('the state is true', untrueState(it, ending.error));
    const renamed = isUnderAnotherName(testbed, ending) && 'a board under another name in a browser';
    if (board === 'unknown') hold('unknown only when unreadable', needlesslyUnknown(it, ending.error), renamed);
    hold('a known error', code === 'internal' ? message : undefined);
  }
  if (ending.how === 'threw') hold('a known error', String(ending.thrown));
  hold('no hang', ending.how === 'hung' ? `still at it after ${Math.round(ms)} ms` : undefined);
  hold('untouched is untouched', touched(it), unexpectedMode);
  hold('nothing forbidden', forbidden(it), unexpectedMode);
  if (backup && hasChanged(it)) hold('undo on the disk', missingBackup(it), spoilt);
  const undo = { ...history, disk: testbed.disk, filesBefore: it.filesBefore, ending, flash, scope: operation.scope };
  if (claimedBackups(undo).length > 0) {
    const text = falseUndo(undo);
    const exchanged =
      text !== undefined && isOfRival(undo, it.rivals) && 'two boards that their records do not tell apart';
    hold('undo restores', text, spoilt || unexpectedMode || exchanged);
  }
  if ([...it.filesBefore].some(isBackup)) hold('undo kept', testbed.disk.overwritten[0]);
  if (ending.how !== 'hung') hold('in time', tooLate(it));
  if (ending.how === 'done' || ending.how === 'failed') hold('no leak', process.leaks().join(', ') || undefined);
}

/** The case without the configuration of an image, if that was not written. */
function asDone(it: Case): Case {
  const { operation, attempted } = it;
  const { ending } = attempted;
  if (ending.how !== 'done' || !ending.done.leavesConfiguration) return it;
  return { ...it, operation: { ...operation, wanted: withoutConfiguration(operation.wanted) } };
}

/** Whether the configuration in an undo backup is written depends on what is recorded of it, and on the board's name. */
function isComplete({ operation, testbed }: Case, flash: Uint8Array): boolean {
  const { name, wanted } = operation;
  const mayLeave = name === 'restore' || hasOtherName(testbed);
  return wanted.length > 0 && (holds(flash, wanted) || (mayLeave && holds(flash, withoutConfiguration(wanted))));
}

function tooLate({ operation, attempted: { ms }, planMs }: Case): string | undefined {
  // A chip that is not protected has nothing to erase, and that is what the plan was measured on.
  const eraseMs = operation.unlocks ? maximumTimes[8].massErase : 0;
  return ms > allowedMs(planMs) + eraseMs ? `${Math.round(ms)} ms, the plan was ${Math.round(planMs)} ms` : undefined;
}

function hasChanged({ operation, testbed, history }: Case): boolean {
  return changedSectors(operation, testbed.board.flash, history.original).length > 0;
}

/** How long an attempt may take that takes `planMs` undisturbed. */
export function allowedMs(planMs: number): number {
  return 3 * planMs + 120_000;
}

function untrueSuccess(it: Case, { done }: Extract<Ending, { how: 'done' }>): string | undefined {
  const { testbed, operation, before } = it;
  const { flash } = testbed.board;
  if (done.untrue) return done.untrue;
  if (!holds(flash, operation.wanted)) return 'the image is not on the chip';
  const isLooking = operation.wanted.length === 0 && !operation.unlocks;
  const changed = isLooking && changedSectors(operation, flash, before).length > 0;
  return changed ? 'looking has changed the flash' : undefined;
}

/** Between the bytes of an image the flash is as it was or erased; in configuration sectors as it was before all. */
function gapsChanged(
  { operation: { wanted }, before, history: { original } }: Case,
  flash: Uint8Array,
): string | undefined {
  for (const { address, data } of sectorsUnder(wanted, before)) {
    const offset = address - mainFlash.address;
    const sector = sectors.find((candidate) => candidate.address === address);
    const isConfiguration = (sector?.index ?? 0) >= 10;
    const kept = isConfiguration ? original.slice(offset, offset + data.length) : data.slice();
    const erased = new Uint8Array(data.length).fill(0xff);
    for (const block of wanted) {
      for (const gaps of [kept, erased]) overlay(gaps, address, block);
    }
    const found = flash.subarray(offset, offset + data.length);
    const mayBeErased = !isConfiguration && Buffer.compare(found, erased) === 0;
    if (!mayBeErased && Buffer.compare(found, kept) !== 0)
      return `the bytes between in sector ${sector?.index} are wrong`;
  }
  return undefined;
}

function overlay(bytes: Uint8Array, address: number, block: Block): void {
  const piece = cut(block, { address, length: bytes.length });
  if (piece) bytes.set(piece.data, piece.address - address);
}

const restOfFirst = sectors[0]?.length ?? 0;

function untrueState(it: Case, { board: state = 'untouched' }: FlasherError): string | undefined {
  const { testbed, operation, before } = it;
  const { flash } = testbed.board;
  const { starts } = testbed.board.bootVerdict();
  const changes = changedSectors(operation, flash, before);
  const unchanged = changes.length === 0;
  const complete = isComplete(it, flash);
  const truths: Readonly<Record<BoardState, boolean>> = {
    untouched: unchanged,
    'config-changed': unchanged,
    unbootable:
      !starts &&
      changes.every(({ index }) => index === 0) &&
      Buffer.compare(flash.subarray(8, restOfFirst), before.subarray(8, restOfFirst)) === 0,
    // A part invalidates the vectors of a firmware that would start, and all of it may be there before they are back.
    'partly-written': !starts || (!operation.coversVectors && !complete),
    written: complete,
    verified: complete,
    unknown: true,
  };
  if (truths[state]) return undefined;
  const facts = [
    starts ? 'starts' : 'does not start',
    ...(unchanged ? ['unchanged'] : []),
    ...(complete ? ['complete'] : []),
  ];
  return `said to be ${state}: the board ${facts.join(', ')}`;
}

function needlesslyUnknown({ attempted }: Case, { board: state, code }: FlasherError): string | undefined {
  return state === 'unknown' && attempted.readable ? `unknown after ${code}, and the board is there` : undefined;
}

function changedSectors({ scope }: Operation, flash: Uint8Array, before: Uint8Array): readonly Sector[] {
  return scope.filter(({ address, length }) => {
    const offset = address - mainFlash.address;
    return Buffer.compare(flash.subarray(offset, offset + length), before.subarray(offset, offset + length)) !== 0;
  });
}

function touched(it: Case): string | undefined {
  const { testbed, operation, before } = it;
  const { board, otherBoard } = testbed;
  if (otherBoard && otherBoard.recorder.operations.length > 0) return 'the board beside it was changed';
  if (operation.unlocks) return undefined;
  const named = new Set(sectorsUnder(operation.wanted, before).map(({ address }) => address));
  const changed = changedSectors(operation, board.flash, before).filter(({ address }) => !named.has(address));
  const others = changed.filter((sector) => !isVectorsOfPart(it, sector));
  return others.length > 0 ? `sectors ${others.map(({ index }) => index).join(', ')} were changed` : undefined;
}

/** A part takes the vectors away before anything else, and puts back what was there first; between the two nothing starts. */
function isVectorsOfPart({ testbed: { board }, operation, history }: Case, { index, length }: Sector): boolean {
  if (index !== 0 || operation.wanted.length === 0 || operation.coversVectors) return false;
  const isBack = Buffer.compare(board.flash.subarray(0, length), history.original.subarray(0, length)) === 0;
  return isBack || !board.bootVerdict().starts;
}

const forbiddenRules: ReadonlySet<string> = new Set([
  'an erase outside the main flash',
  'a mass erase',
  'a write to OTP',
  'a write to the option bytes',
  'read protection level 2',
  'running firmware halted in place',
]);
const unlockingRules: ReadonlySet<string> = new Set(['a mass erase', 'a write to the option bytes']);
const noRules: ReadonlySet<string> = new Set();

/** The version of another board that the firmware names which was written to one that proves what it is. */
function wrongVersion({
  testbed: { board },
  operation: { builtFor },
  attempted: { ending },
}: Case): string | undefined {
  const { version } = board.profile;
  const isWrong = ending.how === 'done' && builtFor !== undefined && builtFor !== version.name;
  return isWrong && !isErased(board.otp) ? `firmware for a ${builtFor} is on a ${version.name}` : undefined;
}

function forbidden(it: Case): string | undefined {
  const { testbed, operation, violationsBefore } = it;
  const done = testbed.board.recorder.violations.slice(violationsBefore);
  const allowed = operation.unlocks ? unlockingRules : noRules;
  const violation = done.find(({ rule }) => forbiddenRules.has(rule) && !allowed.has(rule));
  return violation ? `${violation.rule}: ${violation.detail}` : wrongVersion(it);
}

function missingBackup({ testbed, operation, history: { original, lost } }: Case): string | undefined {
  const changed = changedSectors(operation, testbed.board.flash, original);
  const backups = backedUp(testbed.disk);
  const missing = changed.filter(({ index, address, length }) => {
    const offset = address - mainFlash.address;
    const data = original.subarray(offset, offset + length);
    return !lost.has(index) && !isErased(data) && !isAmong({ address, data }, backups);
  });
  return missing.length > 0
    ? `sectors ${missing.map(({ index }) => index).join(', ')} were changed, no backup contains their previous contents`
    : undefined;
}
