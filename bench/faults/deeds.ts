// What is done to a board in an attempt: the engine's entries with what each must leave behind.

import {
  type Block,
  eraseFlash,
  type FlashEnv,
  type FlashRequest,
  firmwareSectors,
  flash,
  mainFlash,
  readFlash,
  type Sector,
  sectors,
  type UpdateEvent,
  verifyImage,
} from '@odflash/core';
import { holds } from './blocks.ts';
import { blocksOf, imageOf, type Shape } from './firmware.ts';
import { nextOdrive } from './odrive-firmware.ts';
import { updateDeed } from './update-deed.ts';

/** What came of a deed that ended well. */
export interface Done {
  readonly board: 'untouched' | 'verified';
  readonly start?: string;
  readonly undo?: { readonly name: string; readonly complete: boolean };
  readonly planMs?: number;
  /** Something the deed said that is not so. */
  readonly untrue?: string;
}

type DeedRequest = Omit<FlashRequest, 'image' | 'onEvent'> & { readonly onEvent: (event: UpdateEvent) => void };

export interface Deed {
  readonly name: 'flash' | 'erase' | 'verify' | 'read' | 'update';
  /** What the flash holds when it is done; empty if it only looks. */
  readonly wanted: readonly Block[];
  /** The vectors are invalidated first and committed last. */
  readonly coversVectors: boolean;
  /** Sectors it answers for; a firmware that runs meanwhile writes its own. */
  readonly scope: readonly Sector[];
  /** `before`: the flash as it was, for deeds that tell what is on it. */
  perform(env: FlashEnv, request: DeedRequest, before: Uint8Array): Promise<Done>;
}

/** Which deed, and of what. */
export interface DeedChoice {
  readonly name: Deed['name'];
  readonly shape: Shape;
  readonly firmware: number;
}

/** `board`: profile text of the board it is done to. */
export function deedOf({ name, shape, firmware }: DeedChoice, board: string): Deed {
  if (name === 'update') return updateDeed(nextOdrive(board, shape, firmware), board.includes('otp=blank'));
  const blocks = blocksOf(shape, firmware);
  const coversVectors = blocks.some(({ address }) => address === mainFlash.address);
  const scope = sectors;
  if (name === 'erase') return { name, wanted: blank, coversVectors: true, scope, perform: performErase };
  if (name === 'read') return { name, wanted: [], coversVectors: false, scope, perform: performRead(blocks[0]) };
  if (name === 'verify') return { name, wanted: [], coversVectors: false, scope, perform: performVerify(blocks) };
  return { name, wanted: blocks, coversVectors, scope, perform: performFlash(blocks) };
}

const erased = new Uint8Array(mainFlash.length).fill(0xff);
const blank: readonly Block[] = firmwareSectors.map(({ address, length }) => ({
  address,
  data: erased.subarray(0, length),
}));

const performErase: Deed['perform'] = async (env, request) => {
  const { board, undo, plan } = await eraseFlash(env, request);
  return { board, planMs: plan.totals.ms, ...(undo && { undo }) };
};

function performFlash(blocks: readonly Block[]): Deed['perform'] {
  return async (env, request) => {
    const { board, start, undo, plan } = await flash(env, { ...request, image: imageOf(blocks) });
    return { board, start, planMs: plan.totals.ms, ...(undo && { undo }) };
  };
}

function performRead(block: Block | undefined): Deed['perform'] {
  return async (env, request, before) => {
    const range = { address: block?.address ?? mainFlash.address, length: block?.data.length ?? 1 };
    const { data } = await readFlash(env, { ...request, range });
    const offset = range.address - mainFlash.address;
    const same = Buffer.compare(data, before.subarray(offset, offset + range.length)) === 0;
    return { board: 'untouched', ...(!same && { untrue: 'what was read is not what is there' }) };
  };
}

function performVerify(blocks: readonly Block[]): Deed['perform'] {
  return async (env, request, before) => {
    const { equal } = await verifyImage(env, { ...request, image: imageOf(blocks) });
    const truth = holds(before, blocks);
    return { board: 'untouched', ...(equal !== truth && { untrue: `equal is said to be ${equal}` }) };
  };
}
