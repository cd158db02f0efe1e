// Before anything is saved or cleared: what an interrupted command has left in the watchdogs of idle axes is put back.

import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { AxisEvidence } from '../../odrive/identity.ts';
import type { RunContext } from '../context/context.ts';
import { unguardAll } from './watchdog.ts';

/** Throws FlasherError. */
export async function restoreWatchdogs(
  { env, emit }: RunContext,
  odrive: OdriveDevice,
  { serial, axes }: { readonly serial: string; readonly axes: readonly Pick<AxisEvidence, 'name' | 'idle'>[] },
): Promise<void> {
  // The other axis may be armed by another program: what is left in this one is ours all the same.
  const idle = axes.flatMap((axis) => (axis.idle ? [axis.name] : []));
  for (const [axis, end] of await unguardAll(odrive, { vault: env.vault, serial, idle })) {
    if (end === 'unknown') tellUnknown(emit, axis);
    if (end !== 'restored') continue;
    emit({ type: 'note', code: 'watchdog-restored', text: message('motion.watchdog-restored', { axis }) });
  }
}

/** Says that the watchdog of an axis is as an interrupted command left it, and that nothing tells what it was. */
export function tellUnknown(emit: RunContext['emit'], axis: string): void {
  emit({ type: 'note', code: 'watchdog-unknown', text: message('motion.watchdog-unknown', { axis }) });
}
