// Boards in DFU mode of which none was chosen: a person who is asked to choose one must first know what to do to their DC supplies.

import type { BoardVersion } from '../board/odrive-v3.ts';
import { classifyDevice } from '../discovery/find.ts';
import type { UsbBus, UsbDeviceInfo } from '../ports.ts';
import type { UrgentStep } from '../target/hazards.ts';
import type { TargetEnv } from '../target/provider.ts';
import { openDfuTarget } from './dfu-target.ts';
import { dfuHazards } from './hazards.ts';

/** Whether no other program holds it, which may be for minutes. */
export async function opensAtOnce(bus: UsbBus, device: UsbDeviceInfo): Promise<boolean> {
  try {
    await using link = await bus.open(device);
    await link.claim(0);
    return true;
  } catch {
    return false;
  }
}

/** What the worst of all boards in DFU mode needs at once. Reads nothing beyond what identifies them; never throws. */
export async function urgentOfAll(env: TargetEnv, named: BoardVersion | undefined): Promise<UrgentStep | undefined> {
  const stepOf = async (device: UsbDeviceInfo): Promise<UrgentStep | undefined> => {
    const isClosed = (await env.isAtWork?.(device)) === true || !(await opensAtOnce(env.bus, device));
    if (isClosed) return dfuHazards({ named }).urgent;
    await using target = await openDfuTarget({ ...env, device });
    return dfuHazards({ identity: await target.identify({ named }), named }).urgent;
  };
  const steps: UrgentStep[] = [];
  for (const device of await env.bus.list().catch(() => [])) {
    if (classifyDevice(device) !== 'rom') continue;
    const step = await stepOf(device).catch(() => dfuHazards({ named }).urgent);
    if (step) steps.push(step);
  }
  return steps.find(({ certain }) => certain) ?? steps[0];
}
