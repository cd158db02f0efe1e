// Boards in DFU mode of which none was chosen: whoever is asked to choose one must first know what to do to their DC supplies.

import { openDfuTarget } from '../dfu/dfu-target.ts';
import { classifyDevice } from '../discovery/find.ts';
import { isFlasherError } from '../errors.ts';
import type { UsbBus, UsbDeviceInfo } from '../ports.ts';
import { type SupplyStep, supplyStep } from './preflight/which-board.ts';
import type { BoardRequest, FlashEnv } from './request.ts';

/** Whether another program holds it, which may be for minutes. */
export async function opensAtOnce(bus: UsbBus, device: UsbDeviceInfo): Promise<boolean> {
  try {
    await using link = await bus.open(device);
    await link.claim(0);
    return true;
  } catch {
    return false;
  }
}

/**
 * What a person must do to the DC supplies where looking for a board ended with `thrown`: the worst that any board in DFU
 * mode needs. `undefined` where a board was found. Reads nothing beyond what identifies the boards; never throws.
 */
export async function supplyOfUnchosen(
  env: FlashEnv,
  { board: named, signal }: Pick<BoardRequest, 'board' | 'signal'>,
  thrown: unknown,
): Promise<SupplyStep | undefined> {
  if (!isFlasherError(thrown) || (thrown.code !== 'several-devices' && thrown.code !== 'no-device')) return undefined;
  const { bus, clock, openTarget: open = openDfuTarget } = env;
  const stepOf = async (device: UsbDeviceInfo): Promise<SupplyStep | undefined> => {
    if (!(await opensAtOnce(bus, device))) return supplyStep({ named });
    await using target = await open({ bus, device, clock, ...(signal && { signal }) });
    return supplyStep({ identity: await target.identify({ ...(named && { named }) }), named });
  };
  const steps = new Set<SupplyStep | undefined>();
  for (const device of await bus.list().catch(() => []))
    if (classifyDevice(device) === 'rom') steps.add(await stepOf(device).catch(() => supplyStep({ named })));
  const worstFirst: readonly SupplyStep[] = ['remove-dc-supply', 'remove-dc-supply-if-old'];
  return worstFirst.find((step) => steps.has(step));
}
