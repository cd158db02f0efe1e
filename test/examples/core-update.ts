// From a running board to a running board with new firmware and its configuration.
import { readFile } from 'node:fs/promises';
import { acceptWarnings, readImage, update } from '@odflash/core';
import type { UpdateEvent } from '@odflash/core/update';
import { fileVault } from '@odflash/node';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock();
const bus = virtualBus([createVirtualBoard('v3.6-56V,firmware=0.5.5', { clock })], { clock });
const image = readImage(await readFile('samples/built/odflash-sample-odrive-v3.6-56V.hex'));
const seen = new Set<UpdateEvent['type']>();
const onEvent = ({ type }: UpdateEvent): unknown => seen.add(type);
const env = { bus, clock, vault: fileVault('.cache/backups/update') };
const report = await update(env, { firmware: { image, name: 'my build' }, ask: acceptWarnings, onEvent });
console.log(report.outcome, seen.has('sector'));
