// The 16-bit instruction forms that real flash loaders are made of, one entry each: OpenOCD's stm32f2x writer, CRC and erase
// check, st-flash's F4 loaders, ST's CMSIS algorithm. What is not here is refused. Cycles: Cortex-M4 TRM §3.3.1.

import { arithmetic, highRegisters, logic, shifts } from './arithmetic-forms.ts';
import { holds } from './cpu.ts';
import { Breakpoint, UsageFault } from './faults.ts';
import { alu, branch, type Form, low, register, signed } from './form.ts';
import { memory, stack } from './memory-forms.ts';

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
