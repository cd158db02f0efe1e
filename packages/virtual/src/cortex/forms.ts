// The 16-bit instruction forms that real flash loaders are made of, one entry each: OpenOCD's stm32f2x writer, CRC and erase
// check, st-flash's F4 loaders, ST's CMSIS algorithm. What is not here is refused. Cycles: Cortex-M4 TRM §3.3.1.

import { addWithCarry, type Cpu, holds, setResultFlags } from './cpu.ts';
import { Breakpoint, UsageFault } from './faults.ts';

/** `opcode & mask === value`; `execute` returns the cycles it took. */
export interface Form {
  readonly name: string;
  readonly mask: number;
  readonly value: number;
  execute(cpu: Cpu, opcode: number): number;
}

const alu = 1;
export const loadOrStore = 2;
/** A taken branch refills the pipeline: 1 + P, P = 1 to 3. */
const takenBranch = 3;

const register = (cpu: Cpu, number: number) => cpu.r[number] ?? 0;
/** Read as an operand, the PC is four ahead. */
const operand = (cpu: Cpu, number: number) => (number === 15 ? cpu.at + 4 : register(cpu, number));
const low = (opcode: number, shift: number) => (opcode >> shift) & 7;
const imm5 = (opcode: number) => (opcode >> 6) & 0x1f;
/** Inside an IT block the 16-bit forms leave the flags alone. */
const setsFlags = (cpu: Cpu) => cpu.it === 0;

function logical(cpu: Cpu, opcode: number, result: number): number {
  cpu.r[low(opcode, 0)] = result;
  if (setsFlags(cpu)) setResultFlags(cpu, result);
  return alu;
}

/** Adds into `target`; the flags only where the form sets them. */
function sum(cpu: Cpu, target: number | undefined, a: number, b: number, carry: 0 | 1): number {
  if (target !== undefined && !setsFlags(cpu)) cpu.r[target] = a + b + carry;
  else {
    const result = addWithCarry(cpu, a, b, carry);
    if (target !== undefined) cpu.r[target] = result;
  }
  return alu;
}

export function branch(cpu: Cpu, address: number): number {
  cpu.r[15] = address & ~1;
  return takenBranch;
}

/** BX and POP to PC: bit 0 is the state to go to. */
function exchange(cpu: Cpu, address: number): number {
  if ((address & 1) === 0) throw new UsageFault('state', `a branch to ARM state at 0x${address.toString(16)}`);
  return branch(cpu, address);
}

const signed = (value: number, bits: number) => (value << (32 - bits)) >> (32 - bits);
const highTarget = (opcode: number) => ((opcode >> 4) & 8) | (opcode & 7);
const highSource = (opcode: number) => (opcode >> 3) & 15;

function intoHigh(cpu: Cpu, target: number, value: number): number {
  if (target === 15) return branch(cpu, value);
  cpu.r[target] = value;
  return alu;
}

const shifts: readonly Form[] = [
  {
    name: 'LSLS Rd, Rm, #imm5',
    mask: 0xf800,
    value: 0x0000,
    execute: (cpu, opcode) => {
      const [source, amount] = [register(cpu, low(opcode, 3)), imm5(opcode)];
      if (amount > 0 && setsFlags(cpu)) cpu.c = ((source >>> (32 - amount)) & 1) === 1;
      return logical(cpu, opcode, (source << amount) >>> 0);
    },
  },
  {
    name: 'LSRS Rd, Rm, #imm5',
    mask: 0xf800,
    value: 0x0800,
    execute: (cpu, opcode) => {
      const [source, amount] = [register(cpu, low(opcode, 3)), imm5(opcode) || 32];
      if (setsFlags(cpu)) cpu.c = ((source >>> (amount - 1)) & 1) === 1;
      return logical(cpu, opcode, amount === 32 ? 0 : source >>> amount);
    },
  },
];

const arithmetic: readonly Form[] = [
  {
    name: 'ADDS Rd, Rn, #imm3',
    mask: 0xfe00,
    value: 0x1c00,
    execute: (cpu, opcode) => sum(cpu, low(opcode, 0), register(cpu, low(opcode, 3)), low(opcode, 6), 0),
  },
  {
    name: 'SUBS Rd, Rn, #imm3',
    mask: 0xfe00,
    value: 0x1e00,
    execute: (cpu, opcode) => sum(cpu, low(opcode, 0), register(cpu, low(opcode, 3)), ~low(opcode, 6), 1),
  },
  {
    name: 'MOVS Rd, #imm8',
    mask: 0xf800,
    value: 0x2000,
    execute: (cpu, opcode) => {
      cpu.r[low(opcode, 8)] = opcode & 0xff;
      if (setsFlags(cpu)) setResultFlags(cpu, opcode & 0xff);
      return alu;
    },
  },
  {
    name: 'CMP Rn, #imm8',
    mask: 0xf800,
    value: 0x2800,
    execute: (cpu, opcode) => sum(cpu, undefined, register(cpu, low(opcode, 8)), ~(opcode & 0xff), 1),
  },
  {
    name: 'ADDS Rdn, #imm8',
    mask: 0xf800,
    value: 0x3000,
    execute: (cpu, opcode) => sum(cpu, low(opcode, 8), register(cpu, low(opcode, 8)), opcode & 0xff, 0),
  },
  {
    name: 'SUBS Rdn, #imm8',
    mask: 0xf800,
    value: 0x3800,
    execute: (cpu, opcode) => sum(cpu, low(opcode, 8), register(cpu, low(opcode, 8)), ~(opcode & 0xff), 1),
  },
  {
    name: 'CMP Rn, Rm',
    mask: 0xffc0,
    value: 0x4280,
    execute: (cpu, opcode) => sum(cpu, undefined, register(cpu, low(opcode, 0)), ~register(cpu, low(opcode, 3)), 1),
  },
];

const both = (cpu: Cpu, opcode: number) => [register(cpu, low(opcode, 0)), register(cpu, low(opcode, 3))] as const;

const logic: readonly Form[] = [
  {
    name: 'EORS Rdn, Rm',
    mask: 0xffc0,
    value: 0x4040,
    execute: (cpu, opcode) => {
      const [a, b] = both(cpu, opcode);
      return logical(cpu, opcode, (a ^ b) >>> 0);
    },
  },
  {
    name: 'TST Rn, Rm',
    mask: 0xffc0,
    value: 0x4200,
    execute: (cpu, opcode) => {
      const [a, b] = both(cpu, opcode);
      setResultFlags(cpu, a & b);
      return alu;
    },
  },
  {
    name: 'ORRS Rdn, Rm',
    mask: 0xffc0,
    value: 0x4300,
    execute: (cpu, opcode) => {
      const [a, b] = both(cpu, opcode);
      return logical(cpu, opcode, (a | b) >>> 0);
    },
  },
  {
    name: 'BICS Rdn, Rm',
    mask: 0xffc0,
    value: 0x4380,
    execute: (cpu, opcode) => {
      const [a, b] = both(cpu, opcode);
      return logical(cpu, opcode, (a & ~b) >>> 0);
    },
  },
  {
    name: 'MVNS Rd, Rm',
    mask: 0xffc0,
    value: 0x43c0,
    execute: (cpu, opcode) => logical(cpu, opcode, ~register(cpu, low(opcode, 3)) >>> 0),
  },
];

const highRegisters: readonly Form[] = [
  {
    name: 'ADD Rdn, Rm',
    mask: 0xff00,
    value: 0x4400,
    execute: (cpu, opcode) => {
      const target = highTarget(opcode);
      return intoHigh(cpu, target, operand(cpu, target) + operand(cpu, highSource(opcode)));
    },
  },
  {
    name: 'CMP Rn, Rm (high)',
    mask: 0xff00,
    value: 0x4500,
    execute: (cpu, opcode) =>
      sum(cpu, undefined, register(cpu, highTarget(opcode)), ~operand(cpu, highSource(opcode)), 1),
  },
  {
    name: 'MOV Rd, Rm',
    mask: 0xff00,
    value: 0x4600,
    execute: (cpu, opcode) => intoHigh(cpu, highTarget(opcode), operand(cpu, highSource(opcode))),
  },
  {
    name: 'BX Rm',
    mask: 0xff87,
    value: 0x4700,
    execute: (cpu, opcode) => exchange(cpu, operand(cpu, highSource(opcode))),
  },
];

const memory: readonly Form[] = [
  {
    name: 'LDR Rt, [PC, #imm8]',
    mask: 0xf800,
    value: 0x4800,
    execute: (cpu, opcode) => {
      cpu.r[low(opcode, 8)] = cpu.memory.read(((cpu.at + 4) & ~3) + (opcode & 0xff) * 4, 4);
      return loadOrStore;
    },
  },
  {
    name: 'LDRB Rt, [Rn, Rm]',
    mask: 0xfe00,
    value: 0x5c00,
    execute: (cpu, opcode) => {
      const address = (register(cpu, low(opcode, 3)) + register(cpu, low(opcode, 6))) >>> 0;
      cpu.r[low(opcode, 0)] = cpu.memory.read(address, 1);
      return loadOrStore;
    },
  },
  {
    name: 'STR Rt, [Rn, #imm5]',
    mask: 0xf800,
    value: 0x6000,
    execute: (cpu, opcode) => {
      const address = (register(cpu, low(opcode, 3)) + imm5(opcode) * 4) >>> 0;
      cpu.memory.write(address, 4, register(cpu, low(opcode, 0)));
      return loadOrStore;
    },
  },
  {
    name: 'LDR Rt, [Rn, #imm5]',
    mask: 0xf800,
    value: 0x6800,
    execute: (cpu, opcode) => {
      const address = (register(cpu, low(opcode, 3)) + imm5(opcode) * 4) >>> 0;
      cpu.r[low(opcode, 0)] = cpu.memory.read(address, 4);
      return loadOrStore;
    },
  },
  {
    name: 'STRB Rt, [Rn, #imm5]',
    mask: 0xf800,
    value: 0x7000,
    execute: (cpu, opcode) => {
      const address = (register(cpu, low(opcode, 3)) + imm5(opcode)) >>> 0;
      cpu.memory.write(address, 1, register(cpu, low(opcode, 0)) & 0xff);
      return loadOrStore;
    },
  },
  {
    name: 'LDRB Rt, [Rn, #imm5]',
    mask: 0xf800,
    value: 0x7800,
    execute: (cpu, opcode) => {
      const address = (register(cpu, low(opcode, 3)) + imm5(opcode)) >>> 0;
      cpu.r[low(opcode, 0)] = cpu.memory.read(address, 1);
      return loadOrStore;
    },
  },
];

/** Numbers of the registers a PUSH or POP lists, the ninth bit standing for `ninth`. */
function listed(opcode: number, ninth: number): readonly number[] {
  return [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((at) => (opcode >> at) & 1).map((at) => (at === 8 ? ninth : at));
}

const stack: readonly Form[] = [
  {
    name: 'PUSH {list, LR}',
    mask: 0xfe00,
    value: 0xb400,
    execute: (cpu, opcode) => {
      const registers = listed(opcode, 14);
      const base = (register(cpu, 13) - 4 * registers.length) >>> 0;
      for (const [at, number] of registers.entries()) cpu.memory.write(base + 4 * at, 4, register(cpu, number));
      cpu.r[13] = base;
      return 1 + registers.length;
    },
  },
  {
    name: 'POP {list, PC}',
    mask: 0xfe00,
    value: 0xbc00,
    execute: (cpu, opcode) => {
      const registers = listed(opcode, 15);
      const base = register(cpu, 13);
      cpu.r[13] = base + 4 * registers.length;
      let cycles = 1 + registers.length;
      for (const [at, number] of registers.entries()) {
        const value = cpu.memory.read(base + 4 * at, 4);
        if (number === 15) cycles += exchange(cpu, value);
        else cpu.r[number] = value;
      }
      return cycles;
    },
  },
];

const control: readonly Form[] = [
  {
    name: 'CBZ, CBNZ Rn, label',
    mask: 0xf500,
    value: 0xb100,
    execute: (cpu, opcode) => {
      const isZero = register(cpu, low(opcode, 0)) === 0;
      const wantsZero = (opcode & 0x0800) === 0;
      if (isZero !== wantsZero) return alu;
      return branch(cpu, cpu.at + 4 + (((opcode >> 3) & 0x1f) << 1) + ((opcode & 0x0200) >> 3));
    },
  },
  {
    name: 'BKPT',
    mask: 0xff00,
    value: 0xbe00,
    execute: () => {
      throw new Breakpoint();
    },
  },
  { name: 'NOP', mask: 0xffff, value: 0xbf00, execute: () => alu },
  {
    name: 'IT',
    mask: 0xff00,
    value: 0xbf00,
    execute: (cpu, opcode) => {
      if ((opcode & 0xf) === 0) throw new UsageFault('undefined', 'a hint other than NOP');
      cpu.it = opcode & 0xff;
      return alu;
    },
  },
  {
    name: 'B<c> label',
    mask: 0xf000,
    value: 0xd000,
    execute: (cpu, opcode) => {
      const condition = (opcode >> 8) & 15;
      if (condition >= 14) throw new UsageFault('undefined', 'UDF or SVC');
      return holds(cpu, condition) ? branch(cpu, cpu.at + 4 + signed(opcode & 0xff, 8) * 2) : alu;
    },
  },
  {
    name: 'B label',
    mask: 0xf800,
    value: 0xe000,
    execute: (cpu, opcode) => branch(cpu, cpu.at + 4 + signed(opcode & 0x7ff, 11) * 2),
  },
];

/** The more particular form first. */
export const forms: readonly Form[] = [
  ...shifts,
  ...arithmetic,
  ...logic,
  ...highRegisters,
  ...memory,
  ...stack,
  ...control,
];
