// Operations on a board in DFU mode.

import {
  eraseFlash,
  type FlashEnv,
  type FlashRequest,
  flash,
  type MemoryImage,
  readFlash,
  readImage,
  unlockBoard,
  verifyImage,
} from '@odflash/core';
import type { Consent } from '@odflash/core/ask';
import { firmwareSectors, isConfigurationSector, mainFlash, sectors } from '@odflash/core/board';
import type { Block } from '@odflash/core/bytes';
import { decodeOptionBytes } from '@odflash/core/target';
import type { VirtualBoard } from '@odflash/virtual';
import { holds, withoutConfiguration } from '../judge/blocks.ts';
import { boardIn } from '../scenario/boards.ts';
import { blocksOf, imageOf } from '../scenario/firmware.ts';
import { nextOdrive, odriveImage } from '../scenario/odrive-firmware.ts';
import { blocksIn, isBackup } from '../testbed/disk.ts';
import type { Operation, OperationChoice, OperationContext } from '../types.ts';

const looking = { needs: 'dfu', wanted: [], coversVectors: false, scope: sectors, savesUndo: false } as const;
const writing = { needs: 'dfu', scope: sectors, savesUndo: true } as const;

const coversVectors = (blocks: readonly Block[]) => blocks.some(({ address }) => address === mainFlash.address);

/** Every so manieth firmware is flashed without consent to the configuration in it. */
const consentsOutOf = 3;

export function flashNoise({ shape, firmware }: OperationChoice): Operation {
  const blocks = blocksOf(shape, firmware);
  const consents = firmware % consentsOutOf > 0;
  const wanted = consents ? blocks : withoutConfiguration(blocks);
  const perform = performFlash(imageOf(blocks), consents);
  return { ...writing, name: 'flash', wanted, coversVectors: coversVectors(blocks), perform };
}

/** ODrive firmware keeps its configuration in sectors 10 and 11, which change while it runs. */
export function flashOdrive({ shape, firmware }: OperationChoice, { profile }: OperationContext): Operation {
  const image = odriveImage(nextOdrive(profile, shape, firmware));
  const wanted = image.segments;
  const perform = performFlash(image);
  const builtFor = boardIn({ board: profile });
  return { ...writing, name: 'flash', builtFor, wanted, coversVectors: true, scope: firmwareSectors, perform };
}

/** The newest undo backup on the disk. */
export function restoreUndo(_: OperationChoice, { testbed, running }: OperationContext): Operation | undefined {
  const [name, bytes] = [...testbed.disk.files].filter(([found]) => isBackup(found)).at(-1) ?? [];
  const wanted = bytes && blocksIn(bytes);
  if (name === undefined || !wanted) return undefined;
  const perform = performFlash(readImage(bytes));
  const scope = running ? firmwareSectors : sectors;
  return { ...writing, name: 'restore', detail: name, wanted, coversVectors: coversVectors(wanted), scope, perform };
}

function performFlash(image: MemoryImage, consents = false): Operation['perform'] {
  return async (env, request) => {
    const consent = consents ? await rawConsent(env, request) : [];
    const report = await flash(env, { ...request, image, partial: true, consent });
    const { board, start, undo, plan, leftOut } = report;
    return { board, start, planMs: plan.totals.ms, undo, leavesConfiguration: leftOut.some(isConfiguration) };
  };
}

const isConfiguration = ({ sector }: { readonly sector: number }) => isConfigurationSector(sector);

/** What the operator types after a look at the list of boards. */
async function rawConsent({ bus }: FlashEnv, { selection }: Pick<FlashRequest, 'selection'>): Promise<Consent[]> {
  const listed = (await bus.list()).filter(({ path }) => selection?.path === undefined || path === selection.path);
  return listed.map(({ serial, path }) => ({ what: 'raw-config', serial: serial ?? path }));
}

const erased = new Uint8Array(mainFlash.length).fill(0xff);
const blank = (range: typeof sectors): readonly Block[] =>
  range.map(({ address, length }) => ({ address, data: erased.subarray(0, length) }));

export function eraseFirmware(_: OperationChoice, { running }: OperationContext): Operation {
  const scope = running ? firmwareSectors : sectors;
  const wanted = blank(firmwareSectors);
  return { ...writing, name: 'erase', wanted, coversVectors: true, scope, perform: performErase(false) };
}

export function eraseEverything(): Operation {
  const wanted = blank(sectors);
  const perform = performErase(true);
  return { ...writing, name: 'erase everything', wanted, coversVectors: true, losesConfiguration: true, perform };
}

function performErase(configuration: boolean): Operation['perform'] {
  return async (env, request) => {
    const { board, undo, plan } = await eraseFlash(env, { ...request, configuration });
    return { board, planMs: plan.totals.ms, undo };
  };
}

export function readPart({ shape, firmware }: OperationChoice): Operation {
  const [block] = blocksOf(shape, firmware);
  const range = { address: block?.address ?? mainFlash.address, length: block?.data.length ?? 1 };
  return {
    ...looking,
    name: 'read',
    perform: async (env, request, before) => {
      const { data } = await readFlash(env, { ...request, range });
      const offset = range.address - mainFlash.address;
      const same = Buffer.compare(data, before.subarray(offset, offset + range.length)) === 0;
      return { board: 'untouched', untrue: same ? undefined : 'what was read is not what is there' };
    },
  };
}

export function verifyNoise({ shape, firmware }: OperationChoice): Operation {
  const blocks = blocksOf(shape, firmware);
  return {
    ...looking,
    name: 'verify',
    perform: async (env, request, before) => {
      const { equal, leftOut } = await verifyImage(env, { ...request, image: imageOf(blocks) });
      const truth = holds(before, leftOut.some(isConfiguration) ? withoutConfiguration(blocks) : blocks);
      return { board: 'untouched', untrue: equal === truth ? undefined : `equal is said to be ${equal}` };
    },
  };
}

/** Removes what protection there is. Read protection goes only together with everything on the chip. */
export function unlock(_: OperationChoice, { testbed }: OperationContext): Operation {
  return {
    ...looking,
    name: 'unlock',
    unlocks: true,
    losesConfiguration: true,
    perform: async (env, request, before) => {
      const protection = protectionOf(testbed.board);
      const { removed, erased: isErased } = await unlockBoard(env, request);
      const { flash: now } = testbed.board;
      const wanted = protection === 'read' ? erased : before;
      const lies = [
        [protectionOf(testbed.board) !== undefined, 'the chip is still protected'],
        [protection === undefined && removed.length > 0, 'there was no protection to be removed'],
        [isErased !== (protection === 'read'), `erased is said to be ${isErased}`],
        [Buffer.compare(now, wanted) !== 0, 'the flash is not as it is said to be'],
      ] as const;
      return { board: 'untouched', untrue: lies.find(([isSo]) => isSo)?.[1] };
    },
  };
}

/** How a chip is protected; read protection hides the other one. */
export function protectionOf({ optionBytes }: VirtualBoard): 'read' | 'write' | undefined {
  const { readProtection, writeProtected } = decodeOptionBytes(optionBytes);
  if (readProtection > 0) return 'read';
  return writeProtected.length > 0 ? 'write' : undefined;
}
