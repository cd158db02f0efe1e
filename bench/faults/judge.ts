// The verdict on one attempt: what it said against what is on the chip, on the disk and still open.

import { type Block, type BoardState, type FlasherError, mainFlash, type Sector, sectors } from '@odflash/core';
import type { Attempted, Ending } from './attempt.ts';
import { cut, holds, sectorsUnder } from './blocks.ts';
import type { Deed } from './deeds.ts';
import { backedUp, isAmong } from './disk.ts';
import type { Breach, Rule, Weakness } from './rules.ts';
import type { Stage } from './stage.ts';
import { hasBitErrors, hasFalsifiedCommand, hasFalsifiedUpload } from './strikes.ts';

export interface Case {
  readonly stage: Stage;
  readonly deed: Deed;
  readonly attempted: Attempted;
  /** The flash before this attempt, and before the first of those that were interrupted. */
  readonly before: Uint8Array;
  readonly original: Uint8Array;
  readonly backup: boolean;
  readonly planMs: number;
}

export interface Verdict {
  readonly breaches: readonly Breach[];
  readonly weaknesses: ReadonlySet<Weakness>;
}

export function judge(it: Case): Verdict {
  const breaches: Breach[] = [];
  const weaknesses = new Set<Weakness>();
  const { stage } = it;
  const breach = (rule: Rule, text: string | undefined, excuse?: Weakness | false) => {
    if (text === undefined) return;
    if (excuse) weaknesses.add(excuse);
    else breaches.push({ rule, text });
  };
  const { ending, ms, process } = it.attempted;
  const spoilt = (hasFalsifiedUpload(stage) || hasFalsifiedCommand(stage)) && 'a falsified reply was believed';
  if (ending.how === 'done') {
    breach('verified is true', untrueSuccess(it, ending), it.deed.wanted.length === 0 && spoilt);
    const gaps = gapsChanged(it, stage.board.flash);
    const isLate = !it.backup && Buffer.compare(it.before, it.original) !== 0;
    const lost = isLate && 'kept bytes went without a backup';
    breach('untouched is untouched', gaps, hasBitErrors(stage) ? 'bytes nobody named are wrong' : lost);
  }
  if (ending.how === 'failed') {
    breach('the state is true', untrueState(it, ending.error));
    breach('unknown only when unreadable', needlesslyUnknown(it, ending.error));
    breach('a known error', ending.error.code === 'internal' ? ending.error.message : undefined);
  }
  breach('a known error', ending.how === 'threw' ? String(ending.thrown) : undefined);
  breach('no hang', ending.how === 'hung' ? `still at it after ${Math.round(ms)} ms` : undefined);
  const astray = hasFalsifiedCommand(stage) && 'a falsified command went astray';
  breach('untouched is untouched', touched(it), astray);
  breach('nothing forbidden', forbidden(it), astray);
  if (it.backup) breach('undo on the disk', missingBackup(it), spoilt);
  breach('undo kept', it.stage.disk.overwritten[0]);
  if (ending.how !== 'hung')
    breach(
      'in time',
      ms > allowedMs(it.planMs) ? `${Math.round(ms)} ms, the plan was ${Math.round(it.planMs)} ms` : undefined,
    );
  if (ending.how === 'done' || ending.how === 'failed') breach('no leak', process.leaks().join(', ') || undefined);
  return { breaches, weaknesses };
}

/** How long an attempt may take that takes `planMs` undisturbed. */
export function allowedMs(planMs: number): number {
  return 3 * planMs + 120_000;
}

function untrueSuccess(it: Case, { done }: Extract<Ending, { how: 'done' }>): string | undefined {
  const { stage, deed, before } = it;
  const { flash } = stage.board;
  if (done.untrue) return done.untrue;
  if (!holds(flash, deed.wanted)) return 'the image is not on the chip';
  if (deed.wanted.length === 0 && Buffer.compare(flash, before) !== 0) return 'looking has changed the flash';
  return undefined;
}

/** Between the bytes of an image the flash is as it was or erased; in configuration sectors as it was before all. */
function gapsChanged({ deed: { wanted }, before, original }: Case, flash: Uint8Array): string | undefined {
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

function untrueState(it: Case, { board: state }: FlasherError): string | undefined {
  const { stage, deed, before } = it;
  const { flash } = stage.board;
  const { starts } = stage.board.bootVerdict();
  const changes = changedSectors(deed, flash, before);
  const unchanged = changes.length === 0;
  const complete = deed.wanted.length > 0 && holds(flash, deed.wanted);
  const truths: Readonly<Record<BoardState, boolean>> = {
    untouched: unchanged,
    'config-changed': unchanged,
    unbootable:
      !starts &&
      changes.every(({ index }) => index === 0) &&
      Buffer.compare(flash.subarray(8, restOfFirst), before.subarray(8, restOfFirst)) === 0,
    'partly-written': deed.coversVectors ? !starts : !complete,
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

function changedSectors({ scope }: Deed, flash: Uint8Array, before: Uint8Array): readonly Sector[] {
  return scope.filter(({ address, length }) => {
    const offset = address - mainFlash.address;
    return Buffer.compare(flash.subarray(offset, offset + length), before.subarray(offset, offset + length)) !== 0;
  });
}

function touched({ stage, deed, before }: Case): string | undefined {
  const { board, bystander } = stage;
  if (bystander && bystander.recorder.operations.length > 0) return 'the board beside it was changed';
  const named = new Set(sectorsUnder(deed.wanted, before).map(({ address }) => address));
  const others = changedSectors(deed, board.flash, before).filter(({ address }) => !named.has(address));
  return others.length > 0 ? `sectors ${others.map(({ index }) => index).join(', ')} were changed` : undefined;
}

const forbiddenRules = new Set([
  'an erase outside the main flash',
  'a mass erase',
  'a write to OTP',
  'a write to the option bytes',
  'read protection level 2',
]);

function forbidden({ stage }: Case): string | undefined {
  const breach = stage.board.recorder.breaches.find(({ rule }) => forbiddenRules.has(rule));
  return breach && `${breach.rule}: ${breach.detail}`;
}

function missingBackup({ stage, deed, original }: Case): string | undefined {
  const changed = changedSectors(deed, stage.board.flash, original);
  if (changed.length === 0) return undefined;
  const backups = backedUp(stage.disk);
  const missing = changed.filter(({ address, length }) => {
    const offset = address - mainFlash.address;
    return !isAmong({ address, data: original.subarray(offset, offset + length) }, backups);
  });
  return missing.length > 0
    ? `sectors ${missing.map(({ index }) => index).join(', ')} were changed, no backup holds what was there`
    : undefined;
}
