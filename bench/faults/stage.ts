// The virtual bench of one run: board, bystander, bus, disk, one clock. And the hands that move its switch and its plugs.

import { type BoardVersion, boardVersion, type UsbBus } from '@odflash/core';
import { createVirtualBoard, type VirtualBoard, type VirtualClock, virtualBus, virtualClock } from '@odflash/virtual';
import type { DeedChoice } from './deeds.ts';
import { type Disk, memoryDisk } from './disk.ts';
import { furnish } from './firmware.ts';
import { furnishOdrive } from './odrive-firmware.ts';
import type { Scenario } from './scenario.ts';

export interface Stage {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  readonly bystander: VirtualBoard | undefined;
  readonly bus: UsbBus;
  readonly disk: Disk;
  /** What a person has to say of the board because its OTP does not. */
  readonly named: BoardVersion | undefined;
  readonly path: string;
}

const path = '1-1';

/** The stage of a scenario whose first deed is `choice`. */
export async function setStage(scenario: Scenario, choice: DeedChoice): Promise<Stage> {
  const { board: profile, host, seed, bystander, running } = scenario;
  const clock = virtualClock();
  const [version = '', ...knobs] = profile.split(',');
  const wiring = running ? version : `${version}+dfu`;
  const captured = running?.captured ? ['captured=1'] : [];
  const text = [wiring, 'flash=blank', `seed=${seed.campaign * 1_000_003 + seed.run}`, ...captured, ...knobs].join(',');
  const board = createVirtualBoard(text, { clock, path });
  if (running) {
    furnishOdrive(board.flash, {
      board: version,
      release: running.release,
      seed: scenario.before,
      length: shortRelease,
    });
    board.powerCycle();
    await clock.sleep(settleMs);
  } else {
    furnish(board.flash, { ...scenario, shape: choice.shape, next: choice.firmware });
  }
  const other = bystander === 'nobody' ? undefined : bystanderOf(bystander, board.serial, clock);
  const bus = virtualBus(other ? [board, other] : [board], { clock, host });
  const named = knobs.includes('otp=blank') ? boardVersion(version) : undefined;
  return { clock, board, bystander: other, bus, disk: memoryDisk(), named, path };
}

/** Of the firmware a board comes with, in bytes. */
const shortRelease = 24 * 1024;

function bystanderOf(who: 'another board' | 'a clone', serial: string, clock: VirtualClock): VirtualBoard {
  const own = who === 'a clone' ? `serial=${serial}` : 'seed=77';
  return createVirtualBoard(`v3.6-24V+dfu,flash=blank,${own}`, { clock, path: '1-2' });
}

/** Longer than any erase and any start-up. */
const settleMs = 5000;

/** Switch on RUN, power off and on: what starts? */
export async function tryToStart({ board, clock }: Stage): Promise<ReturnType<VirtualBoard['running']>> {
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
export async function bringBack({ board, clock }: Stage, next = ''): Promise<void> {
  board.cable(true);
  board.power(true);
  await clock.sleep(settleMs);
  const asked = /power-cycle/i.test(next);
  if (board.running() === 'rom' && board.socket.port && !asked) return;
  board.setSwitch('dfu');
  board.powerCycle();
  await clock.sleep(settleMs);
}

/** The same where a board that runs will do. */
export async function bringBackAnyhow(stage: Stage): Promise<void> {
  const { board, clock } = stage;
  board.cable(true);
  board.power(true);
  await clock.sleep(settleMs);
  if (!board.socket.port) await bringBack(stage);
}
