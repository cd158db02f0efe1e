// What the instruction forms are made of: registers, flags, sums, branches. Cycles: Cortex-M4 TRM §3.3.1.

import { addWithCarry, type Cpu, setResultFlags } from './cpu.ts';
import { UsageFault } from './faults.ts';

/** `opcode & mask === value`; `execute` returns the cycles it took. */
export interface Form {
  readonly name: string;
  readonly mask: number;
  readonly value: number;
  execute(cpu: Cpu, opcode: number): number;
}

export const alu = 1;
export const loadOrStore = 2;
/** A taken branch refills the pipeline: 1 + P, P = 1 to 3. */
const takenBranch = 3;

export const register = (cpu: Cpu, number: number): number => cpu.r[number] ?? 0;
/** Read as an operand, the PC is four ahead. */
export const operand = (cpu: Cpu, number: number): number => (number === 15 ? cpu.at + 4 : register(cpu, number));
export const low = (opcode: number, shift: number): number => (opcode >> shift) & 7;
export const imm5 = (opcode: number): number => (opcode >> 6) & 0x1f;
/** Inside an IT block the 16-bit forms leave the flags alone. */
export const setsFlags = (cpu: Cpu): boolean => cpu.it === 0;

export function logical(cpu: Cpu, opcode: number, result: number): number {
  cpu.r[low(opcode, 0)] = result;
  if (setsFlags(cpu)) setResultFlags(cpu, result);
  return alu;
}

/** Adds into `target`; the flags only where the form sets them. */
export function sum(cpu: Cpu, target: number | undefined, a: number, b: number, carry: 0 | 1): number {
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
export function exchange(cpu: Cpu, address: number): number {
  if ((address & 1) === 0) throw new UsageFault('state', `a branch to ARM state at 0x${address.toString(16)}`);
  return branch(cpu, address);
}

export const signed = (value: number, bits: number): number => (value << (32 - bits)) >> (32 - bits);
export const highTarget = (opcode: number): number => ((opcode >> 4) & 8) | (opcode & 7);
export const highSource = (opcode: number): number => (opcode >> 3) & 15;

export function intoHigh(cpu: Cpu, target: number, value: number): number {
  if (target === 15) return branch(cpu, value);
  cpu.r[target] = value;
  return alu;
}
