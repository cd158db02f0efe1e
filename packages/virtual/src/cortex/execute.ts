// One instruction: fetched, found among the forms, executed. Which form an opcode has is looked up once and remembered.

import { type Cpu, holds } from './cpu.ts';
import { UsageFault } from './faults.ts';
import type { Form } from './form.ts';
import { forms } from './forms.ts';
import { wideForms } from './wide-forms.ts';

type Execute = Form['execute'];

const narrow: (Execute | undefined)[] = new Array(0x1_0000);
const wide = new Map<number, Execute>();

function find(among: readonly Form[], opcode: number, digits: number): Execute {
  const found = among.find(({ mask, value }) => (opcode & mask) >>> 0 === value);
  if (found) return found.execute;
  throw new UsageFault('undefined', `no form for opcode 0x${opcode.toString(16).padStart(digits, '0')}`);
}

function narrowForm(opcode: number): Execute {
  const known = narrow[opcode];
  if (known) return known;
  const found = find(forms, opcode, 4);
  narrow[opcode] = found;
  return found;
}

function wideForm(opcode: number): Execute {
  const known = wide.get(opcode);
  if (known) return known;
  const found = find(wideForms, opcode, 8);
  wide.set(opcode, found);
  return found;
}

/**
 * Executes the instruction at R15; the result is the cycles it took. Throws {@link UsageFault}, BusError or Breakpoint, R15
 * then being its address.
 */
export function execute(cpu: Cpu): number {
  const at = cpu.r[15] ?? 0;
  cpu.at = at;
  if (!cpu.thumb) throw new UsageFault('state', 'xPSR.T is clear');
  try {
    const half = cpu.memory.fetch(at);
    const isWide = half >= 0xe800;
    const opcode = isWide ? ((half << 16) | cpu.memory.fetch(at + 2)) >>> 0 : half;
    const form = isWide ? wideForm(opcode) : narrowForm(opcode);
    cpu.r[15] = at + (isWide ? 4 : 2);
    const { it } = cpu;
    if (it === 0) return form(cpu, opcode);
    const cycles = holds(cpu, it >> 4) ? form(cpu, opcode) : 1;
    cpu.it = (it & 7) === 0 ? 0 : (it & 0xe0) | ((it << 1) & 0x1f);
    return cycles;
  } catch (stop) {
    cpu.r[15] = at;
    throw stop;
  }
}
