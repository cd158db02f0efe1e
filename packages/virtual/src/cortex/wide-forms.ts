// The 32-bit instruction forms of the same loaders. The first half word is the upper half of an opcode.

import { addWithCarry, type Cpu, setResultFlags } from './cpu.ts';
import { branch, type Form, loadOrStore } from './form.ts';

const alu = 1;
/** A barrier waits for what is outstanding; loaders use it behind single stores. Assumed. */
const barrier = 4;

const register = (cpu: Cpu, number: number) => cpu.r[number] ?? 0;
const first = (opcode: number) => (opcode >>> 16) & 15;
const second = (opcode: number) => (opcode >>> 12) & 15;
const target = (opcode: number) => (opcode >>> 8) & 15;
const imm12 = (opcode: number) => opcode & 0xfff;

/** ThumbExpandImm_C (A5.3.2): the constant and the carry it leaves. */
function expandImmediate(opcode: number, carry: boolean): { readonly value: number; readonly carry: boolean } {
  const code = ((opcode >>> 15) & 0x800) | ((opcode >>> 4) & 0x700) | (opcode & 0xff);
  const byte = code & 0xff;
  if (code >> 10 === 0) return { value: (patterns[code >> 8] ?? patterns[0])(byte), carry };
  const rotation = code >> 7;
  const unrotated = 0x80 | (code & 0x7f);
  const value = ((unrotated >>> rotation) | (unrotated << (32 - rotation))) >>> 0;
  return { value, carry: value >>> 31 === 1 };
}

const patterns: readonly [(byte: number) => number, ...((byte: number) => number)[]] = [
  (byte) => byte,
  (byte) => byte * 0x0001_0001,
  (byte) => byte * 0x0100_0100,
  (byte) => byte * 0x0101_0101,
];

/** Bit 23 of a load from the PC, bit 9 of a post-indexed one: the offset is added or subtracted. */
const offset = (opcode: number, upAt: number, distance: number) => ((opcode >>> upAt) & 1 ? distance : -distance);

function postIndexed(cpu: Cpu, opcode: number): number {
  const base = register(cpu, first(opcode));
  cpu.r[first(opcode)] = base + offset(opcode, 9, opcode & 0xff);
  return base;
}

export const wideForms: readonly Form[] = [
  {
    name: 'LDR.W Rt, [PC, #imm12]',
    mask: 0xff7f_0000,
    value: 0xf85f_0000,
    execute: (cpu, opcode) => {
      const address = (((cpu.at + 4) & ~3) + offset(opcode, 23, imm12(opcode))) >>> 0;
      cpu.r[second(opcode)] = cpu.memory.read(address, 4);
      return loadOrStore;
    },
  },
  {
    name: 'LDR.W Rt, [Rn, #imm12]',
    mask: 0xfff0_0000,
    value: 0xf8d0_0000,
    execute: (cpu, opcode) => {
      cpu.r[second(opcode)] = cpu.memory.read((register(cpu, first(opcode)) + imm12(opcode)) >>> 0, 4);
      return loadOrStore;
    },
  },
  {
    name: 'LDRH.W Rt, [Rn, #imm12]',
    mask: 0xfff0_0000,
    value: 0xf8b0_0000,
    execute: (cpu, opcode) => {
      cpu.r[second(opcode)] = cpu.memory.read((register(cpu, first(opcode)) + imm12(opcode)) >>> 0, 2);
      return loadOrStore;
    },
  },
  {
    name: 'LDRH.W Rt, [Rn], #imm8',
    mask: 0xfff0_0d00,
    value: 0xf830_0900,
    execute: (cpu, opcode) => {
      cpu.r[second(opcode)] = cpu.memory.read(postIndexed(cpu, opcode), 2);
      return loadOrStore;
    },
  },
  {
    name: 'STRH.W Rt, [Rn], #imm8',
    mask: 0xfff0_0d00,
    value: 0xf820_0900,
    execute: (cpu, opcode) => {
      const value = register(cpu, second(opcode)) & 0xffff;
      cpu.memory.write(postIndexed(cpu, opcode), 2, value);
      return loadOrStore;
    },
  },
  {
    name: 'TST.W Rn, #const',
    mask: 0xfbf0_8f00,
    value: 0xf010_0f00,
    execute: (cpu, opcode) => {
      const { value, carry } = expandImmediate(opcode, cpu.c);
      setResultFlags(cpu, register(cpu, first(opcode)) & value);
      cpu.c = carry;
      return alu;
    },
  },
  {
    name: 'CMP.W Rn, #const',
    mask: 0xfbf0_8f00,
    value: 0xf1b0_0f00,
    execute: (cpu, opcode) => {
      addWithCarry(cpu, register(cpu, first(opcode)), ~expandImmediate(opcode, cpu.c).value, 1);
      return alu;
    },
  },
  {
    name: 'ADD.W Rd, Rn, #const',
    mask: 0xfbf0_8000,
    value: 0xf100_0000,
    execute: (cpu, opcode) => {
      cpu.r[target(opcode)] = register(cpu, first(opcode)) + expandImmediate(opcode, cpu.c).value;
      return alu;
    },
  },
  { name: 'DSB', mask: 0xffff_fff0, value: 0xf3bf_8f40, execute: () => barrier },
  {
    name: 'BL label',
    mask: 0xf800_d000,
    value: 0xf000_d000,
    execute: (cpu, opcode) => {
      const sign = (opcode >>> 26) & 1;
      const [j1, j2] = [(opcode >>> 13) & 1, (opcode >>> 11) & 1];
      const [i1, i2] = [1 - (j1 ^ sign), 1 - (j2 ^ sign)];
      const distance = (i1 << 23) | (i2 << 22) | (((opcode >>> 16) & 0x3ff) << 12) | ((opcode & 0x7ff) << 1);
      cpu.r[14] = (cpu.at + 4) | 1;
      return branch(cpu, cpu.at + 4 + distance - sign * 2 ** 24);
    },
  },
];
