// A board that is flashed through an ST-Link: the same engine, another way to the chip.
import { readFile } from 'node:fs/promises';
import { acceptWarnings, flash, readImage } from '@odflash/core';
import { swdProvider } from '@odflash/core/swd';
import { fileVault } from '@odflash/node';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock(); // with a real probe: systemClock, and usbBus({ clock }) of @odflash/node as the bus
const board = createVirtualBoard('v3.6-56V+stlink', { clock });
const bus = virtualBus(board.probe ? [board, board.probe] : [board], { clock });
const image = readImage(await readFile('samples/built/odflash-sample-odrive-v3.6-56V.hex'));
const env = { bus, clock, vault: fileVault('.cache/backups/swd'), target: swdProvider() };
const report = await flash(env, { image, ask: acceptWarnings });
console.log(report.board, report.start);
