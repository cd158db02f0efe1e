// What a probe says of itself, and whether a chip answers behind it. What runs on the chip runs on.
import { findProbe, glanceAtProbe } from '@odflash/core/stlink';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock();
const board = createVirtualBoard('v3.6-56V+stlink', { clock });
const bus = virtualBus(board.probe ? [board, board.probe] : [board], { clock });
const glance = await glanceAtProbe({ bus, clock, device: await findProbe(bus) });
if (glance instanceof Error) throw glance;
console.log(glance.volts?.toFixed(1), glance.idcode?.toString(16), board.running());
