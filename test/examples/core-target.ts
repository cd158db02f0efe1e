// A chip by whatever wire reaches it: found, opened and asked which board it is on.
import { dfuProvider } from '@odflash/core/dfu';
import type { Clock, UsbBus } from '@odflash/core/ports';
import { swdProvider } from '@odflash/core/swd';
import { proofOf, type TargetProvider } from '@odflash/core/target';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

async function boardBehind(provider: TargetProvider, bus: UsbBus, clock: Clock) {
  await using target = await provider.open(await provider.find(bus), { bus, clock });
  return proofOf(await target.identify())?.name;
}

const clock = virtualClock();
const wired = createVirtualBoard('v3.5-24V+stlink', { clock });
const probed = virtualBus(wired.probe ? [wired, wired.probe] : [wired], { clock });
const inDfuMode = virtualBus([createVirtualBoard('v3.6-56V+dfu', { clock })], { clock });
console.log(await boardBehind(dfuProvider, inDfuMode, clock), await boardBehind(swdProvider(), probed, clock));
