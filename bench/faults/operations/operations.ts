// What is done to a board in an attempt: the engine's entries with what each must leave behind.

import {
  type Block,
  eraseFlash,
  firmwareSectors,
  flash,
  mainFlash,
  readFlash,
  sectors,
  verifyImage,
} from '@odflash/core';
import { holds } from '../judge/blocks.ts';
import { blocksOf, imageOf } from '../scenario/firmware.ts';
import { nextOdrive } from '../scenario/odrive-firmware.ts';
import type { Operation, OperationChoice } from '../types.ts';
import { updateOperation } from './update.ts';

/** `board`: profile text of the board it is done to. */
export function operationOf({ name, shape, firmware }: OperationChoice, board: string): Operation {
  if (name === 'update') return updateOperation(nextOdrive(board, shape, firmware), board.includes('otp=blank'));
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

const performErase: Operation['perform'] = async (env, request) => {
  const { board, undo, plan } = await eraseFlash(env, request);
  return { board, planMs: plan.totals.ms, ...(undo && { undo }) };
};

function performFlash(blocks: readonly Block[]): Operation['perform'] {
  return async (env, request) => {
    const { board, start, undo, plan } = await flash(env, { ...request, image: imageOf(blocks), partial: true });
    return { board, start, planMs: plan.totals.ms, ...(undo && { undo }) };
  };
}

function performRead(block: Block | undefined): Operation['perform'] {
  return async (env, request, before) => {
    const range = { address: block?.address ?? mainFlash.address, length: block?.data.length ?? 1 };
    const { data } = await readFlash(env, { ...request, range });
    const offset = range.address - mainFlash.address;
    const same = Buffer.compare(data, before.subarray(offset, offset + range.length)) === 0;
    return { board: 'untouched', ...(!same && { untrue: 'what was read is not what is there' }) };
  };
}

function performVerify(blocks: readonly Block[]): Operation['perform'] {
  return async (env, request, before) => {
    const { equal } = await verifyImage(env, { ...request, image: imageOf(blocks) });
    const truth = holds(before, blocks);
    return { board: 'untouched', ...(equal !== truth && { untrue: `equal is said to be ${equal}` }) };
  };
}
