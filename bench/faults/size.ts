// How much there is in an attempt without faults: what "a random transfer of the whole session" is drawn from, and what
// time is held against. Measured once for each kind of attempt, on a board by the book.

import { attempt } from './attempt.ts';
import { type DeedChoice, deedOf } from './deeds.ts';
import { firmwareCount } from './firmware.ts';
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
  /** What it has learnt of firmwares, as files. */
  readonly learnt: ReadonlyMap<string, Uint8Array>;
}

const sizes = new Map<string, Promise<Size>>();

export function sizeOf(scenario: Scenario, choice: DeedChoice): Promise<Size> {
  const { start, backup, x32, counted, running } = scenario;
  const key = [choice.name, choice.shape.name, start, backup, x32, counted, running?.release, running?.known].join();
  const size = sizes.get(key) ?? measure(byTheBook(scenario), choice);
  sizes.set(key, size);
  return size;
}

/**
 * What an attempt takes undisturbed on the very board of the scenario, in ms: one that refuses requests while it works and
 * takes only short blocks is slow by itself. `undefined` if that board does not come to an end alone.
 */
export async function ownMs(scenario: Scenario, choice: DeedChoice): Promise<number | undefined> {
  const { learnt } = await sizeOf(scenario, choice);
  return measureOnce(scenario, choice, learnt).then(
    ({ planMs }) => planMs,
    () => undefined,
  );
}

/** The same, but for what makes one board differ from the other. */
function byTheBook(scenario: Scenario): Scenario {
  const seed = { campaign: 0, run: 0 };
  const running = scenario.running && { ...scenario.running, captured: false };
  const same = { seed, board: 'v3.6-56V', host: 'linux', bystander: 'nobody', before: firmwareCount - 1 } as const;
  return { ...scenario, ...same, ...(running && { running }) };
}

async function measure(scenario: Scenario, choice: DeedChoice): Promise<Size> {
  const { running } = scenario;
  const unknowing = running?.known ? { ...scenario, running: { ...running, known: false } } : undefined;
  const learnt = unknowing && (await sizeOf(unknowing, choice)).learnt;
  return await measureOnce(scenario, { ...choice, firmware: 0 }, learnt);
}

async function measureOnce(scenario: Scenario, choice: DeedChoice, known?: Size['learnt']): Promise<Size> {
  const { backup, x32, counted } = scenario;
  const stage = await setStage(scenario, choice);
  if (known) stage.disk.furnish(known);
  const deed = deedOf(choice, scenario.board);
  const watch = watchBoard({ stage, deed, whole: [], backup });
  const before = stage.board.flash.slice();
  const requestsBefore = stage.board.recorder.requests();
  const patienceMs = Number.POSITIVE_INFINITY;
  const { ending, ms, process } = await attempt({
    stage,
    deed,
    watch,
    before,
    blows: [],
    counted,
    backup,
    x32,
    patienceMs,
  });
  if (ending.how !== 'done')
    throw new Error(`an undisturbed ${choice.name} of "${choice.shape.name}" ended with ${ending.how}`);
  const { recorder } = stage.board;
  const count = (kind: string) => Math.max(1, recorder.operations.filter((done) => done.kind === kind).length);
  return {
    transfers: recorder.requests() - requestsBefore,
    actions: process.actions(),
    files: Math.max(1, process.filesPut()),
    erases: count('erase'),
    programs: count('program'),
    planMs: ms,
    learnt: new Map([...stage.disk.files].filter(([name]) => name.startsWith('descriptor-'))),
  };
}
