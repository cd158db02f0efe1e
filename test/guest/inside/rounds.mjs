// rounds.mjs FILE…: in the guest, flashes one file after the other in one process, each onto the board that returns.
// Prints the report of every round as a line.

import { readFile } from 'node:fs/promises';
import { acceptWarnings, systemClock as clock, flash, readImage } from '@odflash/core';
import { classifyDevice, waitForDevice, watchBus } from '@odflash/core/discovery';
import { fileVault, usbBus } from '@odflash/node';

const bus = usbBus({ clock });
const isRom = (device) => classifyDevice(device) === 'rom';
const timeoutMs = 60_000;

for (const file of process.argv.slice(2)) {
  await waitForDevice(bus, isRom, { clock, timeoutMs });
  const image = readImage(new Uint8Array(await readFile(file)));
  const { board, start } = await flash({ bus, clock, vault: fileVault('/tmp/rounds') }, { image, ask: acceptWarnings });
  console.log(JSON.stringify({ file, board, start }));
  await watchBus(bus, (devices) => (devices.some(isRom) ? undefined : true), { clock, timeoutMs });
}
