// A board found in DFU mode whose saved configuration no firmware has reported in this run: its startup flags may move a motor as
// soon as the firmware starts. Whether it is started is asked before the first change; without an answer it is not.

import { type Finding, warning } from '../../ask/findings.ts';
import { type Asking, choose } from '../../ask/settle.ts';
import { configurationSectors } from '../../board/odrive-v3.ts';
import { isErased, type Range } from '../../bytes.ts';
import { message } from '../../messages/message.ts';
import type { OpenBoard } from '../open/open.ts';
import type { Session } from '../open/session.ts';
import type { FlashPlan } from '../plan/plan.ts';
import type { Snapshot } from '../plan/snapshot.ts';
import { readMs, readRange } from '../reading.ts';
import { type BoardQuestion, isHazardous } from './which-board.ts';

/** The firmware allocates a configuration sector from its start (nvm.c): one block shows whether anything is in it, in bytes. */
const firstBlock = 2048;

/**
 * Whether the firmware would start with a configuration that nothing has reported in this run; says so. Asked of every board but
 * one that may be v3.4 or older: leaving DFU mode is what makes that one safe.
 */
export async function movesUnasked(session: Session, plan: FlashPlan, { sectors }: Snapshot): Promise<boolean> {
  const contents = plan.sectors.flatMap(({ sector: { index }, content }): [number, Uint8Array][] => {
    const known = content ?? sectors.get(index)?.bytes;
    return known ? [[index, known]] : [];
  });
  if (!(await holdsConfiguration(session, new Map(contents)))) return false;
  session.emit({ type: 'note', code: 'startup-unknown', text: message('flash.startup-unknown') });
  return true;
}

/** Whether a configuration is saved on the board. `contents`: sectors of which it is known already what they will contain. */
export async function holdsConfiguration(
  session: Session,
  contents: ReadonlyMap<number, Uint8Array> = new Map(),
): Promise<boolean> {
  for (const { index, address } of configurationSectors) {
    const start =
      contents.get(index)?.subarray(0, firstBlock) ?? (await readAnnounced(session, { address, length: firstBlock }));
    if (!isErased(start)) return true;
  }
  return false;
}

/**
 * What is asked before a chip that no firmware has described is started as it is. Nothing is read of one that may be in danger
 * where it is, or that shows nothing: leaving is what it needs.
 */
export async function unknownStartup({ session, identity }: OpenBoard, question: BoardQuestion): Promise<Finding[]> {
  const mayBeInDanger = question.hazards.urgent !== undefined || isHazardous(question);
  if (!identity.isF405 || identity.readProtected || mayBeInDanger) return [];
  if (!(await holdsConfiguration(session))) return [];
  return [warning('startup', message('update.startup-unknown'), { flags: null })];
}

function readAnnounced(session: Session, range: Range): Promise<Uint8Array> {
  session.meter.announce('inspect', readMs(session, range.length));
  return readRange(session, range, { phase: 'inspect' });
}

/** True if the firmware may be started. Throws `not-confirmed` where the question is answered with neither. */
export async function mayStart(asking: Asking): Promise<boolean> {
  const chosen = await choose(asking, {
    type: 'choice',
    code: 'start-new-firmware',
    text: message('preflight.start-new-firmware'),
    options: [
      { code: 'yes', text: message('preflight.start-new-firmware.yes') },
      { code: 'no', text: message('preflight.start-new-firmware.no') },
    ],
    default: 'no',
    yes: 'yes',
    unanswered: 'no',
  });
  return chosen === 'yes';
}
