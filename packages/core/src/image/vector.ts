// The first two words of a Cortex-M vector table: would a core start from them? (ARMv7-M ARM, B1.5.5 "Reset behavior";
// memories of the STM32F405.) A judgement on data only; what to do with an implausible image is decided elsewhere.

import { ccm, contains, mainFlash, sram } from '../board/stm32f405.ts';
import { type Block, endOf, type Range } from '../bytes.ts';
import { type Message, message } from '../messages/message.ts';
import { bytesAt, wordAt } from './lookup.ts';

/** What is wrong with a vector table. `invalidated` = zeros, as a flash that was interrupted leaves them. */
export type VectorProblem =
  | 'absent'
  | 'erased'
  | 'invalidated'
  | 'stack-pointer'
  | 'reset-handler'
  | 'reset-handler-outside-image';

/** True for a word that can be the initial stack pointer on this chip. */
export function isStackPointer(word: number): boolean {
  return isStackTop(word, sram) || isStackTop(word, ccm);
}

/** Whether an image has a vector table that a Cortex-M4 can start from (PM0214 §2.3.4). */
export interface VectorVerdict {
  /** Initial stack pointer, the word at 0x08000000; missing where the image does not hold it. */
  readonly stackPointer?: number | undefined;
  /** Reset handler with its Thumb bit, the word at 0x08000004. */
  readonly resetHandler?: number | undefined;
  readonly plausible: boolean;
  /** Missing if plausible. */
  readonly problem?: VectorProblem | undefined;
  /** The verdict in a few words, without the subject: `stack pointer 0x20020000, …`. */
  readonly why: Message;
}

const thumbBit = 1;

/** True for a word that can be an entry of a vector table: Thumb code in the main flash. */
export function isHandler(word: number): boolean {
  return (word & thumbBit) === 1 && contains(mainFlash, { address: word - thumbBit, length: 2 });
}

/**
 * Judges the words at 0x08000000. `source` is an image, or bytes as they lie from 0x08000000 on (eight are enough).
 * In an image the reset handler must also lie in one of its segments.
 */
export function vectorTable(source: Uint8Array | { readonly segments: readonly Block[] }): VectorVerdict {
  const start = mainFlash.address;
  const segments = source instanceof Uint8Array ? [{ address: start, data: source }] : source.segments;
  const stackPointer = wordAt(segments, start);
  const resetHandler = wordAt(segments, start + 4);
  if (stackPointer === undefined || resetHandler === undefined) {
    return { plausible: false, problem: 'absent', why: message('vectors.absent', { address: start }) };
  }
  const words = { stackPointer, resetHandler };
  const holders = source instanceof Uint8Array ? undefined : segments;
  const fault = findFault(stackPointer, resetHandler, holders);
  if (fault) return { ...words, plausible: false, ...fault };
  const why = message('vectors.valid', words);
  return { ...words, plausible: true, why };
}

function findFault(
  stackPointer: number,
  resetHandler: number,
  segments: readonly Block[] | undefined,
): { readonly problem: VectorProblem; readonly why: Message } | undefined {
  if (stackPointer === 0xffff_ffff && resetHandler === 0xffff_ffff) {
    return { problem: 'erased', why: message('vectors.erased') };
  }
  if (stackPointer === 0 && resetHandler === 0) {
    return { problem: 'invalidated', why: message('vectors.zero') };
  }
  if (!isStackPointer(stackPointer)) {
    const ram = { from: sram.address, to: endOf(sram) };
    return { problem: 'stack-pointer', why: message('vectors.stack-pointer', { stackPointer, ...ram }) };
  }
  const instruction = { address: resetHandler - thumbBit, length: 2 };
  if (!isHandler(resetHandler)) {
    const why = (resetHandler & thumbBit) === 0 ? 'vectors.not-thumb' : 'vectors.outside-flash';
    return { problem: 'reset-handler', why: message(why, { resetHandler }) };
  }
  if (segments && !bytesAt(segments, instruction.address, instruction.length)) {
    const why = message('vectors.handler-missing', { resetHandler });
    return { problem: 'reset-handler-outside-image', why };
  }
  return undefined;
}

/**
 * A full descending stack starts at most at the end of its memory, and needs some of it below. The core reads bits 1:0 as
 * zero (ARMv7-M ARM, B1.4.1 "SP registers"), so 0x2001FFFF is a stack pointer, too.
 */
function isStackTop(value: number, ram: Range): boolean {
  const address = value - (value % 4);
  return address > ram.address && address <= endOf(ram);
}
