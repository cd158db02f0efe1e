// A person flashes the board with another tool: whole, in part, or cut off in the middle. Such a tool erases the sectors it
// is about to write and writes them from the start, vectors first; it knows nothing of our records.

import { mainFlash, type Sector, sectors } from '@odflash/core/board';
import type { Block } from '@odflash/core/bytes';
import { noteChange } from '../judge/origin.ts';
import { leaveRecords } from '../judge/post-checks.ts';
import { defaultSettings } from '../judge/settings.ts';
import type { RunState } from '../run/types.ts';
import { blocksOf, firmwareCount } from '../scenario/firmware.ts';
import { nextOdrive, odriveImage, oldReleases } from '../scenario/odrive-firmware.ts';
import { blocksIn, isBackup } from '../testbed/disk.ts';
import { boardNow } from '../testbed/testbed.ts';
import type { Rng, Shape } from '../types.ts';
import type { Intervention, Scene } from './types.ts';

/** Numbers of firmwares that only other tools flash. */
const otherFirmwares = [firmwareCount + 2, firmwareCount + 3] as const;

const both = (weight: number) => ({ dfu: weight, running: weight });

/** Erases every sector of these blocks and writes the first `share` of their bytes, by another tool. */
function writeByOtherTool({ run }: Scene, blocks: readonly Block[], share = 1): void {
  const { board } = run.testbed;
  const before = board.flash.slice();
  for (const sector of sectorsOf(blocks)) board.flash.fill(0xff, offsetOf(sector), offsetOf(sector) + sector.length);
  let left = Math.ceil(share * blocks.reduce((sum, { data }) => sum + data.length, 0));
  for (const block of blocks) {
    board.flash.set(block.data.subarray(0, left), offsetOf(block));
    left = Math.max(0, left - block.data.length);
  }
  noteChange(run.history, before);
  leaveRecords(run);
  board.powerCycle();
  // It may read what is stored, or be of another layout; then the board is as if it had never been set up.
  if (run.scenario.running) run.history.tolerated.add(defaultSettings(boardNow(run.testbed)));
}

const offsetOf = ({ address }: { readonly address: number }) => address - mainFlash.address;

function sectorsOf(blocks: readonly Block[]): readonly Sector[] {
  return sectors.filter(({ address, length }) =>
    blocks.some((block) => block.address < address + length && address < block.address + block.data.length),
  );
}

function otherFirmware({ run, rng, choice }: Scene): readonly Block[] {
  return run.scenario.running
    ? otherOdrive(run, rng.pick(oldReleases), rng)
    : blocksOf(choice.shape, rng.pick(otherFirmwares));
}

/** ODrive firmware that odflash never flashes. `board`: the one it is built for. */
function otherOdrive({ testbed }: RunState, release: string, rng: Rng, board?: string): readonly Block[] {
  const own = boardNow(testbed);
  const firmware = { board: board ?? own, release, seed: 200 + rng.below(3), length: otherLength };
  return odriveImage(firmware).segments;
}

/** Of the ODrive firmware that other tools flash, in bytes. */
const otherLength = 24 * 1024;

/** What the run was about to flash. */
function ownFirmware({ run, choice }: Scene): readonly Block[] {
  return run.scenario.running
    ? odriveImage(nextOdrive(run.scenario.board, choice.shape, choice.firmware)).segments
    : blocksOf(choice.shape, choice.firmware);
}

/** The newest undo backup, complete or not. */
function newestBackup({ run }: Scene): readonly [name: string, bytes: Uint8Array] | undefined {
  return [...run.testbed.disk.files].filter(([name]) => isBackup(name)).at(-1);
}

export const firmwareInterventions: Readonly<Record<string, Intervention>> = {
  'another firmware': {
    text: 'The board is flashed with another firmware by another tool.',
    weights: both(4),
    apply: (scene) => {
      writeByOtherTool(scene, otherFirmware(scene));
      return '';
    },
  },
  'part of another firmware': {
    text: 'Another tool writes a part of another firmware, behind the vectors.',
    weights: both(3),
    apply: (scene) => {
      const { index, address } = scene.rng.pick(sectors.slice(1, 5));
      const start = offsetOf({ address });
      const shape: Shape = { name: '', weight: 0, pieces: [[start, start + scene.rng.between(1, 3000)]] };
      writeByOtherTool(scene, blocksOf(shape, scene.rng.pick(otherFirmwares)));
      return `sector ${index}`;
    },
  },
  'another tool is cut off': {
    text: 'Another tool is cut off while it flashes another firmware.',
    weights: both(2),
    apply: (scene) => {
      const share = scene.rng.fraction();
      writeByOtherTool(scene, otherFirmware(scene), share);
      return `after ${Math.round(100 * share)} %`;
    },
  },
  'the same firmware': {
    text: 'Another tool flashes the very firmware that was to be flashed.',
    weights: both(2),
    apply: (scene) => {
      writeByOtherTool(scene, ownFirmware(scene));
      return '';
    },
  },
  'the old firmware': {
    text: 'Another tool flashes the old firmware again.',
    weights: both(2),
    apply: (scene) => {
      const { original } = scene.run.history;
      const blocks = sectors.slice(0, 10).map(({ address, length }) => {
        const offset = offsetOf({ address });
        return { address, data: original.slice(offset, offset + length) };
      });
      writeByOtherTool(scene, blocks);
      return '';
    },
  },
  'the undo backup': {
    text: 'Another tool flashes the undo backup.',
    weights: both(2),
    apply: (scene) => {
      const [name, bytes] = newestBackup(scene) ?? [];
      const blocks = bytes && blocksIn(bytes);
      if (!blocks) return undefined;
      writeByOtherTool(scene, blocks);
      return name;
    },
  },
  'firmware for another variant': {
    text: 'Another tool flashes firmware that was built for the other voltage variant.',
    weights: { dfu: 0, running: 2 },
    apply: (scene) => {
      const { run, rng } = scene;
      const own = boardNow(run.testbed);
      const variant = own.endsWith('24V')
        ? own.replace('24V', own.startsWith('v3.6') ? '56V' : '48V')
        : own.replace(/\d+V/, '24V');
      writeByOtherTool(scene, otherOdrive(run, rng.pick(oldReleases), rng, variant));
      return variant;
    },
  },
  'bytes of the configuration': {
    text: 'The bytes of the configuration sectors change.',
    weights: { dfu: 2, running: 0 },
    apply: ({ run, rng }) => {
      const { board } = run.testbed;
      const before = board.flash.slice();
      const { index, address } = rng.pick(sectors.slice(10));
      const start = offsetOf({ address }) + rng.below(2000);
      for (let offset = start; offset < start + 40; offset++) board.flash[offset] = rng.below(256);
      noteChange(run.history, before);
      leaveRecords(run);
      return `sector ${index}`;
    },
  },
};
