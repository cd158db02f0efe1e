import { readFile } from 'node:fs/promises';
import { flash, readImage } from '@odflash/core';
import { fileVault } from '@odflash/node';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock(); // with a real board: systemClock, and usbBus({ clock }) of @odflash/node as the bus
const bus = virtualBus([createVirtualBoard('v3.6-56V+dfu', { clock })], { clock });
const image = readImage(await readFile('samples/built/odflash-sample-odrive-v3.6-56V.hex'));
const report = await flash({ bus, clock, vault: fileVault('.cache/backups') }, { image });
console.log(`${report.board}; to go back: ${report.undo?.location}`);
