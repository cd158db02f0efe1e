// The instruction forms that compute: shifts, sums, logic, and those that reach the high registers.

import { type Cpu, setResultFlags } from './cpu.ts';
import {
  alu,
  exchange,
  type Form,
  highSource,
  highTarget,
  imm5,
  intoHigh,
  logical,
  low,
  operand,
  register,
  setsFlags,
  sum,
} from './form.ts';

export const shifts: readonly Form[] = [
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

export const arithmetic: readonly Form[] = [
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

export const logic: readonly Form[] = [
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

export const highRegisters: readonly Form[] = [
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
