// The virtual bench of one run: board, bystander, bus, disk, one clock. And the person beside it.

import { type BoardVersion, boardVersion, type UsbBus } from '@odflash/core';
import {
  createVirtualBoard,
  type HostName,
  type VirtualBoard,
  type VirtualClock,
  virtualBus,
  virtualClock,
} from '@odflash/virtual';
import { type Disk, memoryDisk } from './disk.ts';

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

export interface StageOptions {
  /** Profile text. */
  readonly board: string;
  readonly host: HostName;
  readonly seed: number;
  readonly bystander: 'nobody' | 'another board' | 'a clone';
  readonly furnish: (flash: Uint8Array) => void;
}

const path = '1-1';

export function setStage({ board: profile, host, seed, bystander, furnish }: StageOptions): Stage {
  const clock = virtualClock();
  const [version = '', ...knobs] = profile.split(',');
  const text = [`${version}+dfu`, 'flash=blank', `seed=${seed}`, ...knobs].join(',');
  const board = createVirtualBoard(text, { clock, path });
  furnish(board.flash);
  const other = bystander === 'nobody' ? undefined : bystanderOf(bystander, board.serial, clock);
  const bus = virtualBus(other ? [board, other] : [board], { clock, host });
  const named = knobs.includes('otp=blank') ? boardVersion(version) : undefined;
  return { clock, board, bystander: other, bus, disk: memoryDisk(), named, path };
}

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
  const running = board.running();
  board.setSwitch('dfu');
  board.power(false);
  return running;
}

/** What every next step says: cable in, supply on, switch on DFU; power-cycled if it is not in DFU mode by itself. */
export async function bringBack({ board, clock }: Stage): Promise<void> {
  board.cable(true);
  board.power(true);
  await clock.sleep(settleMs);
  if (board.running() === 'rom' && board.socket.port) return;
  board.powerCycle();
  await clock.sleep(settleMs);
}
