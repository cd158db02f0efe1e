// Several operations on one board that is opened once.
import { readFile } from 'node:fs/promises';
import { acceptWarnings, openBoard, readImage } from '@odflash/core';
import { eraseOn, flashOn, inspectOn, readOn, restartOn, verifyOn } from '@odflash/core/flash';
import { fileVault } from '@odflash/node';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock(); // with a real board: systemClock, and usbBus({ clock }) of @odflash/node as the bus
const bus = virtualBus([createVirtualBoard('v3.6-56V+dfu', { clock })], { clock });
const image = readImage(await readFile('samples/built/odflash-sample-odrive-v3.6-56V.hex'));
await using board = await openBoard({ bus, clock, vault: fileVault('.cache/backups/flash') }, {});
const ask = acceptWarnings;
const { identity } = await inspectOn(board, {});
await eraseOn(board, { ask });
await flashOn(board, { image, ask, start: false });
const { equal } = await verifyOn(board, { image });
const { data } = await readOn(board, { range: { address: 0x0800_0000, length: 8 } });
await restartOn(board, { ask });
console.log(identity.board.known && identity.board.version.name, equal, data.length);
