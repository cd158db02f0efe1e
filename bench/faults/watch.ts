// Looks at the board between any two transfers of an attempt: every state the flash goes through is one in which the
// supply might fail, and is judged as such.

import { type Block, hex32, mainFlash, type UpdateEvent } from '@odflash/core';
import { cut, holds } from './blocks.ts';
import type { Deed } from './deeds.ts';
import { backedUp } from './disk.ts';
import type { Breach, Weakness } from './rules.ts';
import { type Situation, situationOf } from './situations.ts';
import type { Stage } from './stage.ts';
import { hasBitErrors, hasFalsifiedCommand, hasStruck } from './strikes.ts';

export interface Watch {
  /** Called before each transfer, and whenever the board may have been without supply. */
  look(): void;
  onEvent(event: UpdateEvent): void;
  readonly breaches: readonly Breach[];
  readonly weaknesses: ReadonlySet<Weakness>;
  readonly situations: ReadonlySet<Situation>;
  /** How often a person was asked for something. */
  asked(): number;
}

export interface WatchOptions {
  readonly stage: Stage;
  readonly deed: Deed;
  /** What a board that starts may hold: each as blocks that belong together. */
  readonly whole: readonly (readonly Block[])[];
  readonly backup: boolean;
}

/** Read from the running board, or the sectors as they are. */
const isConfiguration = (name: string) => name.startsWith('odrive-config-') || name.startsWith('config-sectors-');

type Operation = Stage['board']['recorder']['operations'][number];

/** Of the flash, where the deed answers for it. */
function isChange({ kind, address }: Operation, { scope }: Deed): boolean {
  if (kind === 'feature' || kind === 'ram') return false;
  const isFlash = kind === 'erase' || kind === 'program';
  return !isFlash || scope.some((sector) => address >= sector.address && address < sector.address + sector.length);
}

/** The four bytes of the Device Feature, at the place where the address pointer stands after a reset. */
const isWidthAstray = ({ kind, address, length }: Operation) =>
  kind === 'program' && address === mainFlash.address && length === 4;

const afterVectors = { address: mainFlash.address + 8, length: mainFlash.length - 8 };

/** Sums of fractions of milliseconds are not exact. */
const rounding = 1e-6;

export function watchBoard({ stage, deed, whole, backup }: WatchOptions): Watch {
  const { board, disk } = stage;
  const { operations } = board.recorder;
  const breaches: Breach[] = [];
  const weaknesses = new Set<Weakness>();
  const situations = new Set<Situation>();
  const bodies = whole.map((blocks) => blocks.flatMap((block) => cut(block, afterVectors) ?? []));
  let seen = operations.length;
  let announced = false;
  let changed = false;
  let asked = 0;
  let done = 0;

  const judgeFirstChange = (fresh: readonly Operation[]) => {
    if (fresh.every(isWidthAstray) && hasStruck(stage, 'bus-reset')) {
      weaknesses.add('the program width went to the vectors');
      return;
    }
    changed = true;
    if (!announced) breaches.push({ rule: 'preflight first', text: 'the flash was changed without a word' });
    if (backup && backedUp(disk).length === 0)
      breaches.push({ rule: 'undo on the disk', text: 'the flash was changed and no undo backup is on the disk' });
    if (deed.name === 'update' && ![...disk.files.keys()].some(isConfiguration))
      breaches.push({
        rule: 'configuration on the disk',
        text: 'the flash was changed, no configuration is on the disk',
      });
  };
  const judgeContent = () => {
    if (!board.bootVerdict().starts || whole.some((blocks) => holds(board.flash, blocks))) return;
    if (bodies.some((blocks) => holds(board.flash, blocks)) && hasBitErrors(stage)) {
      weaknesses.add('a wrong bit was committed');
      return;
    }
    if (hasFalsifiedCommand(stage)) {
      weaknesses.add('a falsified command went astray');
      return;
    }
    const { kind, address } = operations[seen - 1] ?? { kind: 'nothing', address: mainFlash.address };
    breaches.push({ rule: 'whole or nothing', text: `half an image would start after ${kind} at ${hex32(address)}` });
  };
  return {
    breaches,
    weaknesses,
    situations,
    asked: () => asked,
    look: () => {
      if (operations.length === seen) return;
      const fresh = operations.slice(seen).filter((operation) => isChange(operation, deed));
      seen = operations.length;
      if (!changed && fresh.length > 0) judgeFirstChange(fresh);
      if (deed.coversVectors && breaches.length === 0) judgeContent();
    },
    onEvent: (event) => {
      const situation = situationOf(event);
      if (situation) situations.add(situation);
      if (event.type === 'changing') announced = true;
      if (event.type === 'human') asked += 1;
      // An update opens the board more than once, and each time has a progress of its own.
      if (event.type !== 'advance' || deed.name === 'update') return;
      if (event.doneMs < done - rounding || event.doneMs > event.totalMs + rounding) {
        const text = `${event.doneMs} of ${event.totalMs} ms after ${done} ms`;
        if (breaches.length === 0) breaches.push({ rule: 'progress never falls', text });
      }
      done = event.doneMs;
    },
  };
}
