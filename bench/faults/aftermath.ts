// What is left to judge when an attempt, or all of them, are over: records, what starts, what was set.

import type { Sabotage } from './attempt.ts';
import { type Disk, memoryDisk } from './disk.ts';
import { isSaved, type Settings, settingsOf } from './person.ts';
import type { Breach, Weakness } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { Situation } from './situations.ts';
import type { Size } from './size.ts';
import type { Stage } from './stage.ts';
import { hasBitErrors, hasMisreadName, hasStruck } from './strikes.ts';

/** What an engine has to see through besides the faults; for tests of the campaign itself. */
export interface RunOptions {
  readonly sabotage?: Sabotage;
}

/** Everything that is known of the stage while the attempts go by. */
export interface Run {
  readonly scenario: Scenario;
  readonly stage: Stage;
  readonly options: RunOptions;
  readonly breaches: Breach[];
  readonly weaknesses: Set<Weakness>;
  readonly situations: Set<Situation>;
  /** The flash before the attempt in hand, and before the first of those that were interrupted. */
  readonly before: Uint8Array;
  readonly original: Uint8Array;
  /** Descriptors of the firmwares, and what the running board was set to. */
  readonly learnt: Size['learnt'];
  readonly settings: Settings | undefined;
  /** An attempt ended with the advice to restore the configuration from its file: that is up to a person now. */
  handedOver: boolean;
}

/** A disk of somebody else who knows these descriptors. */
export function knowing(learnt: Size['learnt']): Disk {
  const disk = memoryDisk();
  disk.furnish(learnt);
  return disk;
}

export function judgeRecords({ stage, scenario, breaches, weaknesses }: Run): void {
  const journals = [...stage.disk.files.keys()].filter((name) => /^(journal|update)-/.test(name));
  if (journals.length === 0) return;
  const renamed = scenario.board.includes('serial-drifts') || hasMisreadName(stage);
  const besides = hasBitErrors(stage) || hasStruck(stage, 'drop-erase');
  if (renamed) weaknesses.add('a journal of a board under another name');
  else if (besides) weaknesses.add('bytes nobody named are wrong');
  else breaches.push({ rule: 'records are closed', text: journals.join(', ') });
}

/** What runs with the switch on RUN is what the vectors say. */
export function judgeStart({ stage, breaches }: Run, running: string): void {
  const { starts } = stage.board.bootVerdict();
  if (starts !== (running !== 'nothing')) breaches.push({ rule: 'it starts', text: `${running} is running` });
}

/** A board that ran before runs again, with what somebody had set. */
export async function judgeSettings(run: Run): Promise<void> {
  const { stage, settings, learnt, breaches } = run;
  if (!settings) return;
  if (!isSaved(stage.disk, settings))
    breaches.push({ rule: 'configuration on the disk', text: 'no file holds what somebody had set' });
  if (run.handedOver) return;
  const found = await settingsOf(stage, knowing(learnt));
  if (String(found) !== String(settings))
    breaches.push({ rule: 'configuration is back', text: `${found} instead of ${settings}` });
}
