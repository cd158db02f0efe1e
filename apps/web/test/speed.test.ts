// How long the page takes to flash against the command line, on virtual time: the same board on the same host, once through the page's
// own adapter above navigator.usb, once on the bus itself.

import { acceptWarnings, readImage, type UpdateReport, update } from '@odflash/core';
import { webUsbBus } from '@odflash/core/usb';
import {
  createVirtualBoard,
  factoryFirmware,
  type HostName,
  memoryVault,
  parseProfile,
  type VirtualBoard,
  type VirtualClock,
  virtualBus,
  virtualClock,
  virtualWebUsb,
} from '@odflash/virtual';
import { expect, it } from 'vitest';
import { look, run } from '../src/engine/engine.ts';
import { formatsPart, probePart, runningPart } from '../src/engine/parts.ts';
import type { Platform } from '../src/platform/platform.ts';

// Virtual time does not wait for what is loaded.
await Promise.all([runningPart(), formatsPart(), probePart()]);

const { version } = parseProfile('v3.6-56V');
const firmware = { image: readImage(factoryFirmware(version, 7, 240 * 1024, '0.5.6')), name: 'firmware.bin' };

interface Machine {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  readonly host: HostName;
}

/** Milliseconds of virtual time from the button, or the command, to its end. */
async function timeOf(
  profile: string,
  host: HostName,
  flash: (machine: Machine) => Promise<() => Promise<UpdateReport>>,
) {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  await clock.sleep(2_000);
  const begin = await flash({ clock, board, host });
  const began = clock.now();
  const report = await begin();
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified' });
  return clock.now() - began;
}

async function inThePage({ clock, board, host }: Machine) {
  const bus = webUsbBus(virtualWebUsb([board], { clock, host, allowed: true }), { clock });
  const keepAwake = () => ({ [Symbol.dispose]: () => undefined });
  const platform: Platform = { bus, clock, system: 'linux', keepAwake, vault: memoryVault() };
  const [device] = await bus.list();
  if (!device) throw new Error('the browser lists no board');
  const card = await look(platform, device);
  return () => run(platform, card, firmware, { ask: acceptWarnings });
}

async function byTheCommand({ clock, board, host }: Machine) {
  const env = { bus: virtualBus([board], { clock, host }), clock, vault: memoryVault() };
  return () => update(env, { firmware, ask: acceptWarnings });
}

it.each([
  ['a running board', 'v3.6-56V,firmware=0.5.4', 'chrome'],
  ['a running board', 'v3.6-56V,firmware=0.5.4', 'chrome-windows'],
  ['a board in DFU mode', 'v3.6-56V+dfu,flash=blank', 'chrome'],
] as const)('the page flashes %s (%s on %s) in at most 1.10 times what the command needs', async (_, profile, host) => {
  const [page, command] = [await timeOf(profile, host, inThePage), await timeOf(profile, host, byTheCommand)];
  // Both have written and read back what takes seconds.
  expect(command).toBeGreaterThan(4_000);
  expect(page / command).toBeLessThanOrEqual(1.1);
});
