// The instruction forms that load and store, one register or a list of them.

import { exchange, type Form, imm5, loadOrStore, low, register } from './form.ts';

export const memory: readonly Form[] = [
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

export const stack: readonly Form[] = [
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
