// The objects of a running board: read a value, change it.
import { connectOdrive, openUsbChannel } from '@odflash/core/odrive';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock();
const bus = virtualBus([createVirtualBoard('v3.6-56V', { clock })], { clock });
const [device] = await bus.list();
if (!device) throw new Error('no board is there');
const channel = await openUsbChannel(() => bus.open(device));
await using odrive = await connectOdrive(channel, { clock });
await odrive.write('axis0.controller.config.vel_limit', 5);
console.log(await odrive.read('axis0.controller.config.vel_limit'), odrive.tree.nodes.has('vbus_voltage'));
