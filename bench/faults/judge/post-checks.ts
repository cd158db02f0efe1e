// What is left to judge when an attempt, or all of them, are over: records, and what starts.

import type { RunState } from '../run/types.ts';
import { isRecord } from '../testbed/disk.ts';
import { hasBitErrors, hasHit, hasOtherName } from './fault-hits.ts';

/** The records that are there are of another firmware or of another board now: whether anything comes of them is open. */
export function leaveRecords({ testbed, strangeRecords, rivalRecords }: RunState): void {
  for (const name of testbed.disk.files.keys()) {
    if (!isRecord(name)) continue;
    strangeRecords.add(name);
    rivalRecords.add(name);
  }
}

/**
 * Records of the board in hand; those that other people have made strange to it may stay. Where one of these fits all the same
 * and is continued, the other one stays: which of the two is of this board is unknown.
 */
export function judgeRecords({ testbed, findings, histories, strangeRecords, rivalRecords }: RunState): void {
  const { files } = testbed.disk;
  const taken = [...rivalRecords].filter((name) => !files.has(name)).length;
  const own = [...files.keys()].filter((name) => isRecord(name) && !strangeRecords.has(name));
  const records = own.slice(taken);
  const isElsewhere = histories.some(({ board, operations }) => board !== testbed.board && operations.length > 0);
  const left = records.length > 0 && !isElsewhere ? records.join(', ') : undefined;
  const besides = hasBitErrors(testbed) || hasHit(testbed, 'drop-erase');
  const believed = 'a falsified reply was believed';
  const excuse = hasOtherName(testbed)
    ? 'a journal of a board under another name'
    : findings.limitations.has(believed)
      ? believed
      : besides && 'unspecified bytes are wrong';
  findings.judge('records are closed', left, excuse);
}

/** What runs with the switch on RUN is what the vectors say. */
export function judgeStart({ testbed, findings }: RunState, running: string): void {
  const { starts } = testbed.board.bootVerdict();
  findings.judge('it starts', starts !== (running !== 'nothing') ? `${running} is running` : undefined);
}
