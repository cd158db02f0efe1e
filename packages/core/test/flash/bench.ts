// A workbench for tests of the engine: a vault in memory, firmware by seed, a virtual board on its bus.

import {
  type BoardState,
  type BoardVersion,
  boardVersion,
  type FlashEnv,
  FlasherError,
  isFlasherError,
  type MemoryImage,
  type UsbBus,
  type UsbLink,
} from '@odflash/core';
import { sectors } from '@odflash/core/board';
import { endOf } from '@odflash/core/bytes';
import {
  createVirtualBoard,
  type HostName,
  seededRandom,
  type MemoryVault as VaultInMemory,
  type VirtualBoard,
  type VirtualClock,
  memoryVault as vaultInMemory,
  virtualBus,
  virtualClock,
} from '@odflash/virtual';
import { expect } from 'vitest';

/** A vault on a disk that can be full. */
export interface MemoryVault extends VaultInMemory {
  /** Names that may not be written, as a full disk would have it. */
  refuses: (name: string) => boolean;
}

export function memoryVault(): MemoryVault {
  const vault = vaultInMemory();
  return {
    ...vault,
    refuses: () => false,
    async put(name, bytes) {
      if (this.refuses(name)) throw new Error('ENOSPC: no space left on device');
      await vault.put(name, bytes);
    },
    locate: (name) => `vault:${name}`,
  };
}

export const v36: BoardVersion = boardVersion('v3.6-56V')!;
export const flashBase = 0x0800_0000;

/** A firmware for 0x08000000 that starts; other seeds, other bytes everywhere. */
export function firmware(seed: number, length = 20 * 1024): Uint8Array {
  const image = seededRandom(seed, 'firmware').fill(new Uint8Array(length));
  const view = new DataView(image.buffer);
  view.setUint32(0, 0x2002_0000, true);
  view.setUint32(4, flashBase + 0x401, true);
  return image;
}

/**
 * The same bytes with a hole: a little in each of the first two sectors, so that a flash has every kind of transfer but
 * few of them. For tests that try every one.
 */
export function withHole(data: Uint8Array): { readonly image: MemoryImage; readonly flash: Uint8Array } {
  const flash = new Uint8Array(20 * 1024).fill(0xff);
  const segments = [
    { start: 0, end: 2500 },
    { start: 16 * 1024, end: 16 * 1024 + 700 },
  ].map(({ start, end }) => ({ address: flashBase + start, data: data.slice(start, end) }));
  for (const segment of segments) flash.set(segment.data, segment.address - flashBase);
  return { image: { format: 'raw', segments, notes: [], claims: { boardVersion: v36.name } }, flash };
}

/** An image that says it is for that board. */
export function imageOf(data: Uint8Array, address = flashBase, board = v36.name): MemoryImage {
  return { format: 'raw', segments: [{ address, data }], notes: [], claims: { boardVersion: board } };
}

/** The bytes of one sector of a main flash. */
export function sectorOf(flash: Uint8Array, index: number): Uint8Array {
  const sector = sectors[index]!;
  return flash.subarray(sector.address - flashBase, endOf(sector) - flashBase);
}

/** What must never change: something in the configuration sectors. */
export function configuration(flash: Uint8Array): Uint8Array {
  return flash.subarray(sectors[10]!.address - flashBase);
}

/** What sector 10 gets. */
const settings = firmware(99, 16 * 1024).subarray(0, 600);

export interface Bench {
  readonly clock: VirtualClock;
  readonly board: VirtualBoard;
  readonly vault: MemoryVault;
  readonly env: FlashEnv;
}

export interface BenchOptions {
  readonly profile?: string;
  readonly host?: HostName;
  /** What the flash holds from 0x08000000 on; sector 10 gets some configuration. */
  readonly holds?: Uint8Array;
  readonly vault?: MemoryVault;
}

export function bench(options: BenchOptions = {}): Bench {
  const { profile = 'v3.6-56V+dfu,flash=blank', host = 'linux', holds, vault = memoryVault() } = options;
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  if (holds) {
    board.flash.set(holds);
    configuration(board.flash).set(settings);
  }
  const bus = virtualBus([board], { clock, host });
  return { clock, board, vault, env: { bus, clock, vault } };
}

/** What a run came to: its report or its error. */
export async function outcome<T>(run: Promise<T>): Promise<T | FlasherError> {
  try {
    return await run;
  } catch (error) {
    if (!isFlasherError(error)) throw error;
    return error as FlasherError;
  }
}

/** The error a run must end with. */
export async function failure(run: Promise<unknown>): Promise<FlasherError> {
  const ended = await outcome(run);
  expect(ended).toBeInstanceOf(FlasherError);
  return ended as FlasherError;
}

/** True if every byte of the image is in the flash. */
export function holdsImage(flash: Uint8Array, { segments }: MemoryImage): boolean {
  return segments.every(({ address, data }) => {
    const offset = address - flashBase;
    return Buffer.from(flash.buffer, flash.byteOffset + offset, data.length).equals(data);
  });
}

export interface OldAndNew {
  readonly old: MemoryImage;
  readonly next: MemoryImage;
}

/** Whatever would start is wholly old or wholly new. */
export function expectWholeOrNothing(board: VirtualBoard, { old, next }: OldAndNew, when: string): void {
  const whole = holdsImage(board.flash, old) || holdsImage(board.flash, next);
  expect(whole || !board.bootVerdict().starts, `${when}: half an image would start`).toBe(true);
}

/** The state an error names is the one the board is in; one that names none has found no board. */
export function expectTrueState(
  named: BoardState | undefined,
  board: VirtualBoard,
  { old, next }: OldAndNew,
  when: string,
): void {
  const state = named ?? 'untouched';
  const { starts } = board.bootVerdict();
  const truths: Record<BoardState, boolean> = {
    untouched: holdsImage(board.flash, old),
    'config-changed': holdsImage(board.flash, old),
    unbootable: !starts,
    'partly-written': !starts,
    written: holdsImage(board.flash, next),
    verified: holdsImage(board.flash, next),
    unknown: true,
  };
  expect(truths[state], `${when}: said to be ${state}`).toBe(true);
}

export interface KillableBus {
  readonly bus: UsbBus;
  readonly death: Promise<'dead'>;
  /** Transfers made so far. */
  readonly transfers: () => number;
}

/** A bus whose user dies when its n-th transfer is on the way: what was sent arrives, the answer is lost. */
export function killableBus(bus: UsbBus, lastTransfer: number): KillableBus {
  let died: (word: 'dead') => void = () => {};
  const death = new Promise<'dead'>((resolve) => {
    died = resolve;
  });
  let transfers = 0;
  const killable = (link: UsbLink): UsbLink => {
    const watched =
      <A extends readonly unknown[], R>(transfer: (...input: A) => Promise<R>) =>
      (...input: A): Promise<R> => {
        const answer = transfer(...input);
        transfers += 1;
        if (transfers < lastTransfer) return answer;
        answer.catch(() => {}).finally(() => link[Symbol.asyncDispose]().then(() => died('dead')));
        return new Promise(() => {});
      };
    return {
      ...link,
      controlIn: watched(link.controlIn),
      controlOut: watched(link.controlOut),
      bulkIn: watched(link.bulkIn),
      bulkOut: watched(link.bulkOut),
    };
  };
  return {
    bus: { ...bus, open: async (device) => killable(await bus.open(device)) },
    death,
    transfers: () => transfers,
  };
}
