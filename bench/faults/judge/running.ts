// The verdict on what becomes of the settings of a board that runs ODrive firmware, after each attempt and at the end.

import type { Ending, RunState } from '../run/types.ts';
import { createDisk, type Disk } from '../testbed/disk.ts';
import { boardNow } from '../testbed/testbed.ts';
import type { Operation, Size } from '../types.ts';
import { hasChanged, isInOldUnits, isUnread, lostConfiguration, savedOn, storedOn } from './configurations.ts';
import { forgetConfiguration } from './origin.ts';
import { defaultSettings, isMadeOf, settingsIn, settingsOf } from './settings.ts';

/** Another disk that holds these descriptors. */
export function knowing(learnt: Size['learnt']): Disk {
  const disk = createDisk();
  disk.place(learnt);
  return disk;
}

interface Attempt {
  readonly operation: Operation;
  readonly ending: Ending;
  /** The flash when it began. */
  readonly before: Uint8Array;
}

/** After an attempt: nothing is lost, nothing is another board's, and what was to be put back is back. */
export function judgeConfiguration(run: RunState, { operation, ending, before }: Attempt): void {
  const { testbed, scenario, findings, history } = run;
  const { flash } = testbed.board;
  const board = boardNow(testbed);
  const it = { disk: testbed.disk, board, before, flash };
  const mayBeLost = operation.losesConfiguration || (operation.savesUndo && !scenario.backup);
  // A running firmware stores its own, and shows nothing of what it has not loaded.
  const isUnseen = isUnread(before) && !operation.savesUndo && 'a configuration of another layout';
  if (storedOn(before) && hasChanged(it) && !mayBeLost)
    findings.judge('configuration kept', lostConfiguration(it), isUnseen);
  if (isInOldUnits(before)) history.tolerated.add(defaultSettings(board));
  // Whatever a file has is better than nothing then.
  const files = savedOn(testbed.disk).map(settingsIn);
  if (operation.losesConfiguration)
    for (const settings of [defaultSettings(board), ...files]) history.tolerated.add(settings);
  const stored = storedOn(flash);
  if (!stored) return;
  const settings = settingsIn(stored);
  if (operation.setsConfiguration) history.given.push(settingsIn(operation.setsConfiguration), settings);
  judgeOwner(run, board, settings);
  // Firmware of another layout does not load them. They are in a file, and the operator was informed.
  if (ending.how === 'done' && ending.done.unseen) history.tolerated.add(defaultSettings(board));
  if (operation.name === 'update' && ending.how === 'done') judgeRestored(run, settings);
}

/** Each of its settings was given to this very board, or is the firmware's own. */
function judgeOwner({ findings, history, histories }: RunState, board: string, settings: string): void {
  const others = histories.filter((other) => other !== history).flatMap(({ given }) => given);
  if (others.length === 0) return;
  const own = [...history.given, ...history.tolerated, defaultSettings(board)];
  const text = isMadeOf(settings, own) ? undefined : `the board is set to ${settings}, which it never was`;
  findings.judge('only its own record', text);
}

function judgeRestored({ findings, history, handedOver }: RunState, settings: string): void {
  const wanted = history.given.at(-1);
  if (wanted === undefined || handedOver) return;
  const isRight = settings === wanted || history.tolerated.has(settings);
  findings.judge('configuration is back', isRight ? undefined : `${settings} instead of ${wanted}`);
}

/** Other people have taken away what interrupted runs on this board are remembered by. */
export function forgetRecords({ history, testbed }: RunState): void {
  const board = boardNow(testbed);
  forgetConfiguration(history);
  history.tolerated.add(defaultSettings(board));
}

/** When all is done: the board runs, and reports to any client what it was set to. */
export async function judgeSettings(run: RunState): Promise<void> {
  if (run.history.given.length === 0) return;
  judgeRestored(run, await settingsOf(run.testbed, knowing(run.learnt)));
}

/** True if no file has the settings that people gave the board last. */
export function isBeyondRecall({ history, testbed }: RunState): boolean {
  const wanted = history.given.at(-1);
  return !savedOn(testbed.disk).some((values) => settingsIn(values) === wanted);
}
