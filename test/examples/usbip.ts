// A virtual board, exported and imported over USB/IP.
import { systemClock } from '@odflash/core';
import { connectUsbip, serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, realTime } from '@odflash/virtual';

const clock = realTime();
await using server = await serveUsbip([createVirtualBoard('v3.6-56V+dfu', { clock }).socket], { port: 0 });
const bus = connectUsbip({ host: '127.0.0.1', port: server.port, clock: systemClock });
console.log((await bus.list()).map(({ serial }) => serial).length);
