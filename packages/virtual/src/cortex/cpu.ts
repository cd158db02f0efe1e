// Registers and flags of a Cortex-M4 in thread mode on its main stack, and the arithmetic that sets the flags
// (ARMv7-M A2.2.1, A5.3.2). Knows no instruction and no memory.

/** Widths of an access in bytes. */
export type Width = 1 | 2 | 4;

/** What instructions read and write. Throws {@link BusError} where nothing answers. */
export interface Memory {
  fetch(address: number): number;
  read(address: number, width: Width): number;
  write(address: number, width: Width, value: number): void;
}

export interface Cpu {
  /** R0 to R15; R13 is the main stack pointer, R15 the address of the next instruction. */
  readonly r: Uint32Array;
  /** Address of the instruction in hand. */
  at: number;
  n: boolean;
  z: boolean;
  c: boolean;
  v: boolean;
  /** ITSTATE; 0 outside an IT block. */
  it: number;
  /** xPSR.T; an instruction without it is an INVSTATE fault. */
  thumb: boolean;
  readonly memory: Memory;
}

export function createCpu(memory: Memory): Cpu {
  return {
    r: new Uint32Array(16),
    at: 0,
    n: false,
    z: false,
    c: false,
    v: false,
    it: 0,
    thumb: true,
    memory,
  };
}

const bit = (flag: boolean, position: number) => (flag ? 2 ** position : 0);

/** xPSR: N Z C V in 31 to 28, ITSTATE in 26:25 and 15:10, T in 24; no exception. */
export function statusWord({ n, z, c, v, it, thumb }: Cpu): number {
  const flags = bit(n, 31) + bit(z, 30) + bit(c, 29) + bit(v, 28) + bit(thumb, 24);
  return (flags | ((it & 3) << 25) | ((it >> 2) << 10)) >>> 0;
}

export function setStatusWord(cpu: Cpu, word: number): void {
  cpu.n = word >>> 31 === 1;
  cpu.z = ((word >>> 30) & 1) === 1;
  cpu.c = ((word >>> 29) & 1) === 1;
  cpu.v = ((word >>> 28) & 1) === 1;
  cpu.thumb = ((word >>> 24) & 1) === 1;
  cpu.it = ((word >>> 25) & 3) | (((word >>> 10) & 0x3f) << 2);
}

/** N and Z of a result. */
export function setResultFlags(cpu: Cpu, result: number): void {
  cpu.n = result >>> 31 === 1;
  cpu.z = result >>> 0 === 0;
}

/** `a + b + carry` with all four flags. */
export function addWithCarry(cpu: Cpu, a: number, b: number, carry: 0 | 1): number {
  const sum = (a >>> 0) + (b >>> 0) + carry;
  const result = sum >>> 0;
  setResultFlags(cpu, result);
  cpu.c = sum > 0xffff_ffff;
  cpu.v = ((a ^ result) & (b ^ result)) >>> 31 === 1;
  return result;
}

/** Whether the condition of a branch or an IT block holds; 14 is always (A7.3). */
export function holds({ n, z, c, v }: Cpu, condition: number): boolean {
  const base = conditions[condition >> 1]?.(n, z, c, v) ?? true;
  return (condition & 1) === 1 && condition !== 15 ? !base : base;
}

const conditions: readonly ((n: boolean, z: boolean, c: boolean, v: boolean) => boolean)[] = [
  (_n, z) => z,
  (_n, _z, c) => c,
  (n) => n,
  (_n, _z, _c, v) => v,
  (_n, z, c) => c && !z,
  (n, _z, _c, v) => n === v,
  (n, z, _c, v) => n === v && !z,
  () => true,
];
