// What is left to judge when an attempt, or all of them, are over: records, what starts, what was set.

import type { RunState } from '../run/types.ts';
import { createDisk, type Disk } from '../testbed/disk.ts';
import type { Size } from '../types.ts';
import { hasBitErrors, hasHit, hasMisreadName } from './fault-hits.ts';
import { isSaved, settingsOf } from './settings.ts';

/** Another disk that holds these descriptors. */
export function knowing(learnt: Size['learnt']): Disk {
  const disk = createDisk();
  disk.populate(learnt);
  return disk;
}

export function judgeRecords({ testbed, scenario, violations, limitations }: RunState): void {
  const journals = [...testbed.disk.files.keys()].filter((name) => /^(journal|update)-/.test(name));
  if (journals.length === 0) return;
  const renamed = scenario.board.includes('serial-drifts') || hasMisreadName(testbed);
  const besides = hasBitErrors(testbed) || hasHit(testbed, 'drop-erase');
  if (renamed) limitations.add('a journal of a board under another name');
  else if (besides) limitations.add('unspecified bytes are wrong');
  else violations.push({ rule: 'records are closed', text: journals.join(', ') });
}

/** What runs with the switch on RUN is what the vectors say. */
export function judgeStart({ testbed, violations }: RunState, running: string): void {
  const { starts } = testbed.board.bootVerdict();
  if (starts !== (running !== 'nothing')) violations.push({ rule: 'it starts', text: `${running} is running` });
}

/** A board that ran before runs again, with what had been set. */
export async function judgeSettings(run: RunState): Promise<void> {
  const { testbed, settings, learnt, violations } = run;
  if (!settings) return;
  if (!isSaved(testbed.disk, settings))
    violations.push({ rule: 'configuration on the disk', text: 'no file holds what had been set' });
  if (run.handedOver) return;
  const found = await settingsOf(testbed, knowing(learnt));
  if (String(found) !== String(settings))
    violations.push({ rule: 'configuration is back', text: `${found} instead of ${settings}` });
}
