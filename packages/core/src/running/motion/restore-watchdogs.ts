// Before anything is saved or cleared: what an interrupted command has left in the watchdogs of idle axes is put back.

import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { RuntimeEvidence } from '../../odrive/identity.ts';
import type { RunContext } from '../context.ts';
import { unguardAll } from './watchdog.ts';

/** Throws FlasherError. */
export async function restoreWatchdogs(
  { env, emit }: RunContext,
  odrive: OdriveDevice,
  { serial, axes }: Pick<RuntimeEvidence, 'serial' | 'axes'>,
): Promise<void> {
  if (!axes.every(({ idle }) => idle)) return;
  for (const axis of await unguardAll(odrive, env.vault, serial))
    emit({ type: 'note', code: 'watchdog-restored', text: message('motion.watchdog-restored', { axis }) });
}
