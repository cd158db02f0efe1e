// The configuration of a running board, read whole, with where and when it came from. Read until two readings agree: the
// protocol has no checksum over replies, and a value that was read wrongly would be put back wrongly.

import { FlasherError } from '../errors.ts';
import type { ConfigurationBackup } from '../odrive/backup-file.ts';
import { backupOf, type Configuration, collectConfiguration } from '../odrive/configuration.ts';
import type { OdriveDevice } from '../odrive/device.ts';
import type { RuntimeEvidence } from '../odrive/identity.ts';
import { findProperty } from '../odrive/tree.ts';
import { sameValue } from '../odrive/value.ts';
import { signalOf, type Work } from './work.ts';

const mostReadings = 5;

/** Throws FlasherError; then nothing of it is kept. */
export async function readBackup(
  work: Work,
  odrive: OdriveDevice,
  { serial, hardware, firmware }: RuntimeEvidence,
): Promise<ConfigurationBackup> {
  return backupOf(odrive.tree, await readSurely(work, odrive), {
    serial,
    ...(hardware.version && { board: hardware.version.name }),
    firmware: firmware.release,
    taken: work.env.clock.date().toISOString(),
  });
}

async function readSurely(work: Work, odrive: OdriveDevice): Promise<Configuration> {
  let before = await readOnce(work, odrive, 0);
  for (let reading = 1; reading < mostReadings; reading++) {
    const again = await readOnce(work, odrive, reading);
    if (agree(odrive, before, again)) return again;
    before = again;
  }
  throw new FlasherError('unexpected-reply', 'The configuration reads differently each time.', {
    next: 'Let the motors rest, use another cable or port, and run the same command again.',
  });
}

function readOnce(work: Work, odrive: OdriveDevice, reading: number): Promise<Configuration> {
  const onProperty = (done: number, total: number) => {
    if (reading < 2) work.emit({ type: 'step', activity: 'backup', done: reading * total + done, total: 2 * total });
  };
  return collectConfiguration(odrive, { onProperty, ...signalOf(work) });
}

/** What the firmware sets by itself may change at any time. */
function agree({ tree }: OdriveDevice, one: Configuration, other: Configuration): boolean {
  return [...one].every(([path, value]) => {
    const property = findProperty(tree, path);
    const second = other.get(path);
    return !property?.writable || (second !== undefined && sameValue(property.type, value, second));
  });
}
