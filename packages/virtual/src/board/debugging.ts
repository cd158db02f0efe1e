// What the core of a virtual board does to the board when a debugger stops it, starts it or resets it.

import { mainFlash, systemMemory } from '@odflash/core/board';
import { judgeVectors } from '../chip/boot.ts';
import type { CoreBoard, Vectors } from '../cortex/core.ts';
import { firmwareLength, firmwareState, reset, romState } from './board-state.ts';
import { type BoardHardware, inert } from './hardware.ts';
import { leave, setState } from './presence.ts';

/** Somewhere in the middle of running firmware, as a debugger found an ODrive (forum 9178). */
const insideFirmware = mainFlash.address + 0xb9ed;
const insideRom = systemMemory.address + 0x2001;

function vectorsIn(memory: Uint8Array): Vectors {
  const view = new DataView(memory.buffer, memory.byteOffset, 8);
  return { stackPointer: view.getUint32(0, true), entry: view.getUint32(4, true) };
}

/** What ran has lost its code, runs into nothing and locks up. */
function crash(board: BoardHardware): void {
  leave(board, 'the flash below the firmware was changed');
  setState(board, inert('nothing'));
}

/** A debugger changed the flash. Firmware that runs from there, or was halted in place, does not survive it. */
export function undermine(board: BoardHardware, offset: number): void {
  const { state, system, suspended } = board;
  const isFirmware = state.running === 'odrive' || state.running === 'other-firmware';
  if (!isFirmware || offset >= firmwareLength) return;
  if (suspended) board.undermined = true;
  else if (system.core.state() === 'program') crash(board);
}

export function coreBoardOf(board: () => BoardHardware): Omit<CoreBoard, 'coreKHz'> {
  const romVectors = () => vectorsIn(board().chip.systemMemory);
  const flashVectors = () => vectorsIn(board().chip.flash);
  return {
    vectors: () => {
      if (board().bootsRom) return romVectors();
      return board().system.flash.closed() ? undefined : flashVectors();
    },
    position: () => {
      const { running } = board().state;
      if (running === 'rom') return { ...romVectors(), entry: insideRom };
      return running === 'odrive' || running === 'other-firmware'
        ? { ...flashVectors(), entry: insideFirmware }
        : undefined;
    },
    suspend: () => {
      if (board().state.running === 'odrive')
        board().recorder.violation('running firmware halted in place', 'while the timer of the brake resistor runs');
      board().suspended = true;
    },
    proceed: () => {
      if (board().undermined) return crash(board());
      board().suspended = false;
    },
    abandon: () => {
      leave(board(), 'a debugger took the core');
      setState(board(), inert('debugged'));
    },
    begin: ({ stackPointer, entry }) => {
      const verdict = judgeVectors(stackPointer, entry);
      if (entry === romVectors().entry) setState(board(), romState(board()));
      else if (verdict.starts && entry === flashVectors().entry) setState(board(), firmwareState(board(), false));
      else return false;
      return true;
    },
    systemReset: () => reset(board(), 'a debugger reset the chip'),
    refused: (detail) => board().recorder.violation('an instruction that no loader needs', detail),
  };
}
