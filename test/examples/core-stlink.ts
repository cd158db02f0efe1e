// What a probe says of itself, and whether a chip answers behind it. What runs on the chip runs on.
import { findProbe, inspectProbe } from '@odflash/core/stlink';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock();
const board = createVirtualBoard('v3.6-56V+stlink', { clock });
const bus = virtualBus(board.probe ? [board, board.probe] : [board], { clock });
const summary = await inspectProbe({ bus, clock, device: await findProbe(bus) });
if (summary instanceof Error) throw summary;
console.log(summary.volts?.toFixed(1), summary.idcode?.toString(16), board.running());
