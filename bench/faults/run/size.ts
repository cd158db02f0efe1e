// How much there is in an attempt without faults: what "a random transfer of the whole session" is drawn from, and what
// time is held against. Measured once for each kind of attempt, on a board without quirks.

import { collectFindings } from '../judge/findings.ts';
import { operationOf } from '../operations/operations.ts';
import { firmwareCount } from '../scenario/firmware.ts';
import { bringTo, createTestbed } from '../testbed/testbed.ts';
import type { OperationChoice, OperationName, Scenario, Size } from '../types.ts';
import { attempt } from './attempt.ts';
import { watchBoard } from './watch.ts';

const sizes = new Map<string, Promise<Size>>();

/** What takes a file of an earlier run is measured as the operation that it is most like. */
const measuredAs: Readonly<Partial<Record<OperationName, OperationName>>> = {
  restore: 'flash',
  'restore settings': 'update',
  'restore a file': 'update',
  'flash foreign sectors': 'flash',
};

export function sizeOf(scenario: Scenario, choice: OperationChoice): Promise<Size> {
  const { start, backup, x32, counted, running, seed } = scenario;
  const key = [
    seed.via,
    measuredAs[choice.name] ?? choice.name,
    choice.shape.name,
    start,
    backup,
    x32,
    counted,
    running?.release,
    running?.known,
  ].join();
  const size = sizes.get(key) ?? measure(onStandardBoard(scenario), choice);
  sizes.set(key, size);
  return size;
}

/**
 * What an attempt takes undisturbed on the very board of the scenario, in ms: one that refuses requests while it works and
 * takes only short blocks is slow by itself. `undefined` if that board does not come to an end alone.
 */
export async function ownMs(scenario: Scenario, choice: OperationChoice): Promise<number | undefined> {
  const { learnt } = await sizeOf(scenario, choice);
  return measureOnce(scenario, choice, learnt).then(
    ({ planMs }) => planMs,
    () => undefined,
  );
}

/** The same, but for what makes one board differ from the other. */
function onStandardBoard(scenario: Scenario): Scenario {
  const seed = { campaign: 0, run: 0, via: scenario.seed.via };
  const running = scenario.running && { ...scenario.running, captured: false };
  const same = { seed, board: 'v3.6-56V', host: 'linux', otherBoard: 'none', before: firmwareCount - 1 } as const;
  return { ...scenario, ...same, ...(running && { running }) };
}

async function measure(scenario: Scenario, choice: OperationChoice): Promise<Size> {
  const { running } = scenario;
  const unknowing = running?.known ? { ...scenario, running: { ...running, known: false } } : undefined;
  const learnt = unknowing && (await sizeOf(unknowing, choice)).learnt;
  const name = measuredAs[choice.name] ?? choice.name;
  return await measureOnce(scenario, { ...choice, name, firmware: 0 }, learnt);
}

async function measureOnce(scenario: Scenario, choice: OperationChoice, known?: Size['learnt']): Promise<Size> {
  const { backup, x32, counted } = scenario;
  const testbed = await createTestbed(scenario, choice);
  if (known) testbed.disk.place(known);
  const operation = operationOf(choice, { profile: scenario.board, running: scenario.running !== undefined, testbed });
  const watch = watchBoard({
    testbed,
    operation,
    whole: [],
    backup,
    findings: collectFindings(),
    unsaved: () => undefined,
  });
  await bringTo(testbed, operation.needs);
  const before = testbed.board.flash.slice();
  const requestsBefore = testbed.board.recorder.requests();
  const commandsBefore = testbed.probed?.probe.commands() ?? 0;
  const hangAfterMs = Number.POSITIVE_INFINITY;
  const { ending, ms, process } = await attempt({
    testbed,
    operation,
    watch,
    before,
    injections: [],
    counted,
    backup,
    x32,
    hangAfterMs,
  });
  if (ending.how !== 'done')
    throw new Error(`an undisturbed ${choice.name} of "${choice.shape.name}" ended with ${ending.how}`);
  const { recorder } = testbed.board;
  const count = (kind: string) => Math.max(1, recorder.operations.filter((done) => done.kind === kind).length);
  return {
    transfers: recorder.requests() - requestsBefore,
    commands: Math.max(1, (testbed.probed?.probe.commands() ?? 0) - commandsBefore),
    actions: process.actions(),
    files: Math.max(1, process.filesPut()),
    erases: count('erase'),
    programs: count('program'),
    planMs: ms,
    learnt: new Map([...testbed.disk.files].filter(([name]) => name.startsWith('descriptor-'))),
  };
}
