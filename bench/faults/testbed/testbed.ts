// The virtual bench of one run: board, board beside it, bus, disk, one clock. And the hands that move switch and plugs.

import { boardVersion } from '@odflash/core';
import { swdProvider } from '@odflash/core/swd';
import { createVirtualBoard, type VirtualBoard, type VirtualClock, virtualBus, virtualClock } from '@odflash/virtual';
import { populate } from '../scenario/firmware.ts';
import { populateOdrive } from '../scenario/odrive-firmware.ts';
import type { Operation, OperationChoice, Scenario, Testbed } from '../types.ts';
import { createDisk, type FileSabotage } from './disk.ts';
import { createOutlet } from './outlet.ts';
import { busesOf, isBrowser } from './process-bus.ts';

/** The port of the board that is worked on. */
export const testbedPath = '1-1';

/** `v3.6-56V`: what is plugged into the port now, which need not be what the run is about. */
export function boardNow({ board }: Pick<Testbed, 'board'>): string {
  return board.profile.version.name;
}

/** The board of a scenario as a profile text, with options of its own. */
export function profileText({ board: profile, running, seed }: Scenario, own: readonly string[]): string {
  const [version = '', ...options] = profile.split(',');
  const wiring = seed.via ? `${version}+${seed.via}` : running ? version : `${version}+dfu`;
  const captured = running?.captured ? ['captured=1'] : [];
  return [wiring, 'flash=blank', ...own, ...captured, ...options].join(',');
}

/** The testbed of a scenario whose first operation is `choice`. */
export async function createTestbed(
  scenario: Scenario,
  choice: OperationChoice,
  files?: FileSabotage,
): Promise<Testbed> {
  const { host, seed, running } = scenario;
  const [version = '', ...options] = scenario.board.split(',');
  const clock = virtualClock();
  const text = profileText(scenario, [`seed=${seed.campaign * 1_000_003 + seed.run}`]);
  const board = createVirtualBoard(text, { clock, path: testbedPath });
  if (running) {
    const { release } = running;
    populateOdrive(board.flash, { board: version, release, seed: scenario.before, length: shortRelease });
    board.powerCycle();
    await clock.sleep(settleMs);
  } else {
    populate(board.flash, { ...scenario, shape: choice.shape, next: choice.firmware });
    // At a probe the chip runs what it holds.
    if (seed.via) board.powerCycle();
    if (seed.via) await clock.sleep(settleMs);
  }
  const { probe } = board;
  const probed = probe && { probe, target: swdProvider() };
  const outlet = createOutlet(testbedPath, board);
  const other = createOtherBoard(scenario, board.serial, clock);
  const bus = virtualBus([outlet, ...(probe ? [probe] : []), ...(other ? [other] : [])], { clock, host });
  return {
    clock,
    outlet,
    get board() {
      return outlet.board;
    },
    otherBoard: other,
    bus,
    isBrowser: isBrowser(host),
    openBus: busesOf({ bus, clock, host, port: testbedPath }),
    probed,
    disk: createDisk(files),
    named: options.includes('otp=blank') ? boardVersion(version) : undefined,
    path: testbedPath,
  };
}

/** Of the firmware a board comes with, in bytes. */
export const shortRelease: number = 24 * 1024;

function createOtherBoard(
  { otherBoard, running }: Scenario,
  serial: string,
  clock: VirtualClock,
): VirtualBoard | undefined {
  if (otherBoard === 'none') return undefined;
  const own = otherBoard === 'a clone' ? `serial=${serial}` : 'seed=77';
  const text = running ? `v3.6-24V,${own}` : `v3.6-24V+dfu,flash=blank,${own}`;
  return createVirtualBoard(text, { clock, path: '1-2' });
}

/** Longer than any erase and any start-up. */
const settleMs = 5000;

/** Switch on RUN, power off and on: what starts? */
export async function tryToStart({ board, clock, probed }: Testbed): Promise<ReturnType<VirtualBoard['running']>> {
  // Nothing holds the chip.
  probed?.probe.cable(false);
  probed?.probe.cable(true);
  board.setSwitch('run');
  board.cable(true);
  board.power(false);
  board.power(true);
  await clock.sleep(settleMs);
  return board.running();
}

/**
 * What every next step says: cable in, supply on, switch on DFU; power-cycled if it is not in DFU mode by itself, or if the
 * next step asks for that.
 */
export async function bringBack({ board, clock, probed }: Testbed, next = ''): Promise<void> {
  board.cable(true);
  board.power(true);
  probed?.probe.cable(true);
  await clock.sleep(settleMs);
  if (probed && /supply|power/i.test(next)) await startWith({ board, clock }, 'run');
  if (probed) return;
  const asked = /power-cycle/i.test(next);
  if (board.running() === 'rom' && board.socket.port && !asked) return;
  await startWith({ board, clock }, 'dfu');
}

/** Wires on its pins may keep the bootloader from USB the first time. */
const maxCycles = 2;

/** The switch there, and the power off and on until the board is on the bus. */
async function startWith({ board, clock }: Pick<Testbed, 'board' | 'clock'>, position: 'dfu' | 'run'): Promise<void> {
  board.setSwitch(position);
  for (let cycles = 0; cycles < maxCycles && !(cycles > 0 && board.socket.port); cycles++) {
    board.powerCycle();
    await clock.sleep(settleMs);
  }
}

/** The operator brings the board to where an operation needs it, as far as it goes there. */
export async function bringTo({ board, clock, probed }: Testbed, needs: Operation['needs']): Promise<void> {
  // A probe reaches the chip whatever it runs.
  if (probed && needs === 'dfu') return;
  const isThere = { dfu: board.running() === 'rom', running: board.running() === 'odrive', either: true }[needs];
  if (isThere && board.socket.port) return;
  if (isThere && needs === 'either') return;
  await startWith({ board, clock }, needs === 'dfu' ? 'dfu' : 'run');
}

/** The same where a board that runs will do. */
export async function restoreConnections(testbed: Testbed): Promise<void> {
  const { board, clock, probed } = testbed;
  board.cable(true);
  board.power(true);
  probed?.probe.cable(true);
  await clock.sleep(settleMs);
  if (board.socket.port) return;
  if (probed) await startWith(testbed, 'run');
  else await bringBack(testbed);
}
