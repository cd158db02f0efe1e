// Looks at the board between any two transfers of an attempt: every state the flash goes through is one in which the
// supply might fail, and is judged as such.

import { mainFlash } from '@odflash/core/board';
import { type Block, hex32 } from '@odflash/core/bytes';
import { cut, holds } from '../judge/blocks.ts';
import { hasBitErrors, hasFalsifiedCommand, hasHit } from '../judge/fault-hits.ts';
import type { Findings } from '../judge/findings.ts';
import { situationOf } from '../judge/situations.ts';
import { backedUp } from '../testbed/disk.ts';
import type { Operation, Testbed } from '../types.ts';
import type { Watch } from './types.ts';

export interface WatchOptions {
  readonly testbed: Testbed;
  readonly operation: Operation;
  /** What a board that starts may hold: each as blocks that belong together. */
  readonly whole: readonly (readonly Block[])[];
  readonly backup: boolean;
  readonly findings: Findings;
  /** What is missing on the disk of the configuration that an update must not lose. */
  readonly unsaved: () => string | undefined;
}

type FlashOperation = Testbed['board']['recorder']['operations'][number];

/** Of the flash, where the operation answers for it. */
function isChange({ kind, address }: FlashOperation, { scope }: Operation): boolean {
  if (kind === 'feature' || kind === 'ram') return false;
  const isFlash = kind === 'erase' || kind === 'program';
  return !isFlash || scope.some((sector) => address >= sector.address && address < sector.address + sector.length);
}

/** The four bytes of the Device Feature, at the place where the address pointer stands after a reset. */
const isWidthAstray = ({ kind, address, length }: FlashOperation) =>
  kind === 'program' && address === mainFlash.address && length === 4;

const afterVectors = { address: mainFlash.address + 8, length: mainFlash.length - 8 };

/** Sums of fractions of milliseconds are not exact. */
const rounding = 1e-6;

export function watchBoard({ testbed, operation, whole, backup, findings, unsaved }: WatchOptions): Watch {
  const { board, disk } = testbed;
  const { operations } = board.recorder;
  const bodies = whole.map((blocks) => blocks.flatMap((block) => cut(block, afterVectors) ?? []));
  let seen = operations.length;
  let announced = false;
  let changed = false;
  let asked = 0;
  let done = 0;

  const judgeFirstChange = (fresh: readonly FlashOperation[]) => {
    if (fresh.every(isWidthAstray) && hasHit(testbed, 'bus-reset')) {
      findings.limit('the program width went to the vectors');
      return;
    }
    changed = true;
    findings.judge('preflight first', announced ? undefined : 'the flash was changed without an announcement');
    const noUndo = 'the flash was changed and no undo backup is on the disk';
    if (backup) findings.judge('undo on the disk', backedUp(disk).length > 0 ? undefined : noUndo);
    if (operation.name === 'update') findings.judge('configuration on the disk', unsaved());
  };
  const judgeContent = () => {
    const holdsWhole = !board.bootVerdict().starts || whole.some((blocks) => holds(board.flash, blocks));
    if (holdsWhole) {
      findings.judge('whole or nothing', undefined);
      return;
    }
    const isBitError = bodies.some((blocks) => holds(board.flash, blocks)) && hasBitErrors(testbed);
    const unexpectedMode = hasFalsifiedCommand(testbed) && 'a falsified command went astray';
    const { kind, address } = operations[seen - 1] ?? { kind: 'nothing', address: mainFlash.address };
    const text = `half an image would start after ${kind} at ${hex32(address)}`;
    findings.judge('whole or nothing', text, isBitError ? 'a wrong bit was committed' : unexpectedMode);
  };
  return {
    asked: () => asked,
    look: () => {
      if (operations.length === seen) return;
      const fresh = operations.slice(seen).filter((done) => isChange(done, operation));
      seen = operations.length;
      if (!changed && fresh.length > 0) judgeFirstChange(fresh);
      if (operation.coversVectors && findings.violations.length === 0) judgeContent();
    },
    onEvent: (event) => {
      const situation = situationOf(event);
      if (situation) findings.situations.add(situation);
      if (event.type === 'changing') announced = true;
      if (event.type === 'human') asked += 1;
      if (event.type !== 'advance') return;
      // What may begin with a running board opens it more than once in DFU mode, and each time has a progress of its own.
      const falls = operation.needs === 'dfu' && event.doneMs < done - rounding;
      const passes = event.doneMs > event.totalMs + rounding;
      const text = falls || passes ? `${event.doneMs} of ${event.totalMs} ms after ${done} ms` : undefined;
      findings.judge('progress never falls', text);
      done = event.doneMs;
    },
  };
}
