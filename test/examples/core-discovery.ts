// Which devices on a bus are boards.
import { classifyDevice, named } from '@odflash/core/discovery';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock();
const boards = ['v3.6-56V', 'v3.5-24V+dfu'].map((profile, index) =>
  createVirtualBoard(profile, { clock, seed: index }),
);
const devices = await virtualBus(boards, { clock }).list();
console.log(devices.map(classifyDevice).join(' '), devices.map(named).length);
