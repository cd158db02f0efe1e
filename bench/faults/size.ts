// How much there is in an attempt without faults: what "a random transfer of the whole session" is drawn from, and what
// time is held against. Measured once for each kind of attempt, on a board by the book.

import { attempt } from './attempt.ts';
import { type DeedChoice, deedOf } from './deeds.ts';
import { firmwareCount, furnish } from './firmware.ts';
import type { Scenario } from './scenario.ts';
import { setStage } from './stage.ts';
import { watchBoard } from './watch.ts';

export interface Size {
  /** Of the kind that faults count in this run. */
  readonly transfers: number;
  /** What the process does: transfers, opening, files. */
  readonly actions: number;
  readonly files: number;
  readonly erases: number;
  readonly programs: number;
  /** What it takes undisturbed, in ms. */
  readonly planMs: number;
}

const known = new Map<string, Promise<Size>>();

export function sizeOf(scenario: Scenario, choice: DeedChoice): Promise<Size> {
  const { start, backup, x32, counted } = scenario;
  const key = [choice.name, choice.shape.name, start, backup, x32, counted].join();
  const size = known.get(key) ?? measure(scenario, choice);
  known.set(key, size);
  return size;
}

async function measure({ start, backup, x32, counted }: Scenario, choice: DeedChoice): Promise<Size> {
  const next = 0;
  const { shape } = choice;
  const content = { start, shape, before: firmwareCount - 1, next };
  const furnished = (flash: Uint8Array) => furnish(flash, content);
  const stage = setStage({ board: 'v3.6-56V', host: 'linux', seed: 1, bystander: 'nobody', furnish: furnished });
  const deed = deedOf({ ...choice, firmware: next });
  const watch = watchBoard({ stage, deed, whole: [], backup });
  const patienceMs = Number.POSITIVE_INFINITY;
  const before = stage.board.flash.slice();
  const options = { stage, deed, watch, before, blows: [], counted, backup, x32, patienceMs } as const;
  const { ending, ms, process } = await attempt(options);
  if (ending.how !== 'done')
    throw new Error(`an undisturbed ${choice.name} of "${shape.name}" ended with ${ending.how}`);
  const { recorder } = stage.board;
  const count = (kind: string) => Math.max(1, recorder.operations.filter((done) => done.kind === kind).length);
  return {
    transfers: recorder.requests(),
    actions: process.actions(),
    files: Math.max(1, process.filesPut()),
    erases: count('erase'),
    programs: count('program'),
    planMs: ms,
  };
}
