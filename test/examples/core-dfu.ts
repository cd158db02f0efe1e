// DfuSe without the engine: the memory layout and the target behind it.
import { openDfuTarget, parseLayout } from '@odflash/core/dfu';
import { findRom } from '@odflash/core/discovery';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock();
const bus = virtualBus([createVirtualBoard('v3.6-56V+dfu', { clock })], { clock });
await using target = await openDfuTarget({ bus, clock, device: await findRom(bus) });
const bytes = await target.read({ address: 0x0800_0000, length: 64 });
console.log(bytes.length, parseLayout('@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg')?.name);
