// What a Cortex-M4 starts from a vector table: nothing is known of the code behind it. Conditions as in RM0090 §2.3.

import { ccm, mainFlash, sram } from '@odflash/core/board';
import type { Range } from '@odflash/core/bytes';

/** What would run. */
export type BootVerdict =
  | { readonly starts: true; readonly stackPointer: number; readonly resetHandler: number }
  | { readonly starts: false; readonly why: 'erased' | 'invalidated' | 'no stack in RAM' | 'no entry in flash' };

/** Bits 1 and 0 of a stack pointer read as zero, whatever is loaded (ARMv7-M B1.4.1): 0x2001FFFF starts. */
function holdsStack({ address, length }: Range, pointer: number): boolean {
  const loaded = pointer - (pointer % 4);
  return loaded > address && loaded <= address + length;
}

function holdsCode({ address, length }: Range, entry: number): boolean {
  return entry % 2 === 1 && entry > address && entry < address + length;
}

/**
 * Judges the eight bytes SP and PC. The verdict is made on them alone, as the core does: a valid pair starts whatever
 * lies behind it, half a firmware included.
 */
export function judgeVectors(
  stackPointer: number,
  resetHandler: number,
  code: readonly Range[] = [mainFlash],
): BootVerdict {
  if (stackPointer === 0xffff_ffff && resetHandler === 0xffff_ffff) return { starts: false, why: 'erased' };
  if (stackPointer === 0 && resetHandler === 0) return { starts: false, why: 'invalidated' };
  if (!holdsStack(sram, stackPointer) && !holdsStack(ccm, stackPointer))
    return { starts: false, why: 'no stack in RAM' };
  if (!code.some((range) => holdsCode(range, resetHandler))) return { starts: false, why: 'no entry in flash' };
  return { starts: true, stackPointer, resetHandler };
}

/** Judges the vector table at the start of `memory`. */
export function judgeBoot(memory: Uint8Array, code?: readonly Range[]): BootVerdict {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  return judgeVectors(view.getUint32(0, true), view.getUint32(4, true), code);
}
