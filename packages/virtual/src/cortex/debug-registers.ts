// The system control space (ARMv7-M B3.2, C1.6): CPUID, AIRCR, the fault registers, and the debug registers DHCSR, DCRSR,
// DCRDR, DEMCR and DFSR with what writing them does to the core.

import { plainRegisters, type RegisterBlock } from '../chip/register-block.ts';
import { type Core, stopBits } from './core.ts';
import { setStatusWord, statusWord } from './cpu.ts';

const registers = {
  cpuId: 0xd00,
  applicationReset: 0xd0c,
  configurableFaults: 0xd28,
  hardFault: 0xd2c,
  stops: 0xd30,
  busFaultAddress: 0xd38,
  halting: 0xdf0,
  selector: 0xdf4,
  data: 0xdf8,
  exceptions: 0xdfc,
  media0: 0xf40,
  media1: 0xf44,
} as const;

/** Cortex-M4 r0p1 with FPU, as STM32F405 answer. */
const identity = { cpu: 0x410f_c241, media0: 0x1011_0021, media1: 0x1100_0011 } as const;

const haltingKey = 0xa05f;
const resetKey = 0x05fa;
const control = { enable: 1, halt: 2, step: 4, mask: 8 } as const;
const status = {
  ready: 0x1_0000,
  halted: 0x2_0000,
  lockedUp: 0x8_0000,
  retired: 0x100_0000,
  reset: 0x200_0000,
} as const;
const exceptionBits = 0x010f_07f1;
const systemReset = 4;

/** The registers DCRSR selects beside R0 to R15. */
const selected = { status: 16, mainStack: 17, processStack: 18, special: 20, floatStatus: 33, float: 64 } as const;

export function systemControlSpace(core: Core): RegisterBlock {
  const stored = plainRegisters(0xe000_e000, 0x1000);
  const registerFile = coreRegisters(core);
  let data = 0;
  const writeHalting = (value: number) => {
    if (value >>> 16 !== haltingKey) return;
    const isEnabled = (value & control.enable) !== 0;
    core.control.enabled = isEnabled;
    core.control.maskInterrupts = isEnabled && (value & control.mask) !== 0;
    if (isEnabled && (value & control.halt) !== 0) core.halt(stopBits.halted);
    else if (isEnabled && (value & control.step) !== 0) core.step();
    else core.resume();
  };
  const readHalting = () => {
    const isHalted = core.state() === 'halted';
    const isRunning = core.state() === 'program' || core.state() === 'code';
    const word =
      (core.control.enabled ? control.enable : 0) |
      (isHalted ? control.halt | status.halted : 0) |
      (core.control.maskInterrupts ? control.mask : 0) |
      status.ready |
      (core.lockedUp() ? status.lockedUp : 0) |
      (isRunning ? status.retired : 0) |
      (core.control.wasReset ? status.reset : 0);
    if (core.state() !== 'held') core.control.wasReset = false;
    return word;
  };
  const select = (value: number) => {
    if (core.state() !== 'halted') return;
    const number = value & 0x7f;
    if ((value & 0x1_0000) === 0) data = registerFile.read(number);
    else registerFile.write(number, data);
  };
  const readers: Readonly<Record<number, () => number>> = {
    [registers.cpuId]: () => identity.cpu,
    [registers.media0]: () => identity.media0,
    [registers.media1]: () => identity.media1,
    [registers.applicationReset]: () => 0xfa05_0000,
    [registers.configurableFaults]: () => core.faults.configurable,
    [registers.hardFault]: () => core.faults.hard,
    [registers.busFaultAddress]: () => core.faults.address,
    [registers.stops]: () => core.control.stops,
    [registers.halting]: readHalting,
    [registers.data]: () => data,
    [registers.exceptions]: () => core.control.exceptions,
  };
  const writers: Readonly<Record<number, (value: number) => void>> = {
    [registers.cpuId]: () => undefined,
    [registers.applicationReset]: (value) => {
      if (value >>> 16 === resetKey && (value & systemReset) !== 0) core.requestReset();
    },
    [registers.configurableFaults]: (value) => {
      core.faults.configurable &= ~value;
    },
    [registers.hardFault]: (value) => {
      core.faults.hard &= ~value;
    },
    [registers.stops]: (value) => {
      core.control.stops &= ~value;
    },
    [registers.halting]: writeHalting,
    [registers.selector]: select,
    [registers.data]: (value) => {
      data = value;
    },
    [registers.exceptions]: (value) => {
      core.control.exceptions = value & exceptionBits;
    },
  };
  return {
    ...stored,
    remembers: false,
    read: (offset) => (readers[offset] ?? (() => stored.read(offset)))() >>> 0,
    write: (offset, value) => (writers[offset] ?? ((word: number) => stored.write(offset, word)))(value),
  };
}

/** R0 to R15, xPSR and the others by their numbers in DCRSR. Only the main stack is in use. */
function coreRegisters(core: Core) {
  const { cpu } = core;
  const others = new Map<number, number>();
  return {
    read: (number: number): number => {
      if (number < 16) return cpu.r[number] ?? 0;
      if (number === selected.status) return statusWord(cpu);
      return number === selected.mainStack ? (cpu.r[13] ?? 0) : (others.get(number) ?? 0);
    },
    write: (number: number, value: number): void => {
      if (number === 15) {
        core.moved();
        cpu.r[15] = value & ~1;
      } else if (number === 13 || number === selected.mainStack) cpu.r[13] = value & ~3;
      else if (number < 16) cpu.r[number] = value;
      else if (number === selected.status) setStatusWord(cpu, value);
      else others.set(number, value);
    },
  };
}
