// Looks at the board between any two transfers of an attempt: every state the flash goes through is one in which the
// supply might fail, and is judged as such.

import { type Block, hex32, mainFlash } from '@odflash/core';
import { cut, holds } from '../judge/blocks.ts';
import { hasBitErrors, hasFalsifiedCommand, hasHit } from '../judge/fault-hits.ts';
import type { KnownLimitation, Violation } from '../judge/rules.ts';
import { type Situation, situationOf } from '../judge/situations.ts';
import { backedUp } from '../testbed/disk.ts';
import type { Operation, Testbed } from '../types.ts';
import type { Watch } from './types.ts';

export interface WatchOptions {
  readonly testbed: Testbed;
  readonly operation: Operation;
  /** What a board that starts may hold: each as blocks that belong together. */
  readonly whole: readonly (readonly Block[])[];
  readonly backup: boolean;
}

/** Read from the running board, or the sectors as they are. */
const isConfiguration = (name: string) => name.startsWith('odrive-config-') || name.startsWith('config-sectors-');

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

export function watchBoard({ testbed, operation, whole, backup }: WatchOptions): Watch {
  const { board, disk } = testbed;
  const { operations } = board.recorder;
  const violations: Violation[] = [];
  const limitations = new Set<KnownLimitation>();
  const situations = new Set<Situation>();
  const bodies = whole.map((blocks) => blocks.flatMap((block) => cut(block, afterVectors) ?? []));
  let seen = operations.length;
  let announced = false;
  let changed = false;
  let asked = 0;
  let done = 0;

  const judgeFirstChange = (fresh: readonly FlashOperation[]) => {
    if (fresh.every(isWidthAstray) && hasHit(testbed, 'bus-reset')) {
      limitations.add('the program width went to the vectors');
      return;
    }
    changed = true;
    if (!announced) violations.push({ rule: 'preflight first', text: 'the flash was changed without a word' });
    if (backup && backedUp(disk).length === 0)
      violations.push({ rule: 'undo on the disk', text: 'the flash was changed and no undo backup is on the disk' });
    if (operation.name === 'update' && ![...disk.files.keys()].some(isConfiguration))
      violations.push({
        rule: 'configuration on the disk',
        text: 'the flash was changed, no configuration is on the disk',
      });
  };
  const judgeContent = () => {
    if (!board.bootVerdict().starts || whole.some((blocks) => holds(board.flash, blocks))) return;
    if (bodies.some((blocks) => holds(board.flash, blocks)) && hasBitErrors(testbed)) {
      limitations.add('a wrong bit was committed');
      return;
    }
    if (hasFalsifiedCommand(testbed)) {
      limitations.add('a falsified command went astray');
      return;
    }
    const { kind, address } = operations[seen - 1] ?? { kind: 'nothing', address: mainFlash.address };
    violations.push({ rule: 'whole or nothing', text: `half an image would start after ${kind} at ${hex32(address)}` });
  };
  return {
    violations,
    limitations,
    situations,
    asked: () => asked,
    look: () => {
      if (operations.length === seen) return;
      const fresh = operations.slice(seen).filter((done) => isChange(done, operation));
      seen = operations.length;
      if (!changed && fresh.length > 0) judgeFirstChange(fresh);
      if (operation.coversVectors && violations.length === 0) judgeContent();
    },
    onEvent: (event) => {
      const situation = situationOf(event);
      if (situation) situations.add(situation);
      if (event.type === 'changing') announced = true;
      if (event.type === 'human') asked += 1;
      // An update opens the board more than once, and each time has a progress of its own.
      if (event.type !== 'advance' || operation.name === 'update') return;
      if (event.doneMs < done - rounding || event.doneMs > event.totalMs + rounding) {
        const text = `${event.doneMs} of ${event.totalMs} ms after ${done} ms`;
        if (violations.length === 0) violations.push({ rule: 'progress never falls', text });
      }
      done = event.doneMs;
    },
  };
}
