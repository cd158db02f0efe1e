// Instructions as the architecture manual has them, on a core with some RAM and nothing else.

import { expect, test } from 'vitest';
import { type Cpu, createCpu, setStatusWord, statusWord } from '../../src/cortex/cpu.ts';
import { execute } from '../../src/cortex/execute.ts';
import { Breakpoint, UsageFault } from '../../src/cortex/faults.ts';

function machine(...code: readonly number[]): Cpu {
  const ram = new DataView(new ArrayBuffer(0x400));
  for (const [at, half] of code.entries()) ram.setUint16(2 * at, half, true);
  return createCpu({
    fetch: (address) => ram.getUint16(address, true),
    read: (address, width) =>
      width === 4 ? ram.getUint32(address, true) : width === 2 ? ram.getUint16(address, true) : ram.getUint8(address),
    write: (address, width, value) => {
      if (width === 4) ram.setUint32(address, value, true);
      else if (width === 2) ram.setUint16(address, value, true);
      else ram.setUint8(address, value);
    },
  });
}

/** Runs so many instructions. */
function ran(cpu: Cpu, count: number): Cpu {
  for (let step = 0; step < count; step++) execute(cpu);
  return cpu;
}

const flags = (cpu: Cpu) => [cpu.n && 'N', cpu.z && 'Z', cpu.c && 'C', cpu.v && 'V'].filter(Boolean).join('');

test.each([
  ['MOVS R0, #0', [0x2000], 0, 'Z'],
  ['MOVS R0, #255', [0x20ff], 255, ''],
  ['ADDS R0, #1 of 0xFFFFFFFF', [0x43c0, 0x3001], 0, 'ZC'],
  ['SUBS R0, #1 of 0', [0x2000, 0x3801], 0xffff_ffff, 'N'],
  ['MVNS R0, R0', [0x43c0], 0xffff_ffff, 'N'],
  ['LSLS R0, R0, #31 of 3', [0x2003, 0x07c0], 0x8000_0000, 'NC'],
  ['LSRS R0, R0, #1 of 3', [0x2003, 0x0840], 1, 'C'],
  ['ADDS R0, R0, #7', [0x2001, 0x1dc0], 8, ''],
  ['SUBS R0, R0, #7 of 7', [0x2007, 0x1fc0], 0, 'ZC'],
] as const)('%s', (_name, code, result, expected) => {
  const cpu = ran(machine(...code), code.length);
  expect(cpu.r[0]).toBe(result);
  expect(flags(cpu)).toBe(expected);
});

test('a signed overflow sets V: 0x7FFFFFFF + 1', () => {
  const cpu = machine(0x3001);
  cpu.r[0] = 0x7fff_ffff;
  ran(cpu, 1);
  expect(cpu.r[0]).toBe(0x8000_0000);
  expect(flags(cpu)).toBe('NV');
});

test('CMP, CMP.W and TST.W with modified immediates compare without changing anything', () => {
  // CMP.W R0, #0x10000; TST.W R0, #0x10000
  const cpu = machine(0xf5b0, 0x3f80, 0xf410, 0x3f80);
  cpu.r[0] = 0x1_0000;
  expect(flags(ran(cpu, 1))).toBe('ZC');
  expect(cpu.z).toBe(true);
  ran(cpu, 1);
  expect(cpu.z).toBe(false);
  expect(cpu.r[0]).toBe(0x1_0000);
});

test('in an IT block the condition decides, and 16-bit forms leave the flags alone', () => {
  // CMP R0, #0; IT EQ; ADDEQ.W R1, R1, #4; MOVS R2, #0
  const code = [0x2800, 0xbf08, 0xf101, 0x0104, 0x2200];
  const taken = ran(machine(...code), 3);
  expect(taken.r[1]).toBe(4);
  expect(taken.it).toBe(0);
  const cpu = machine(...code);
  cpu.r[0] = 1;
  expect(ran(cpu, 3).r[1]).toBe(0);
  const narrow = machine(0x2800, 0xbf08, 0x2105);
  ran(narrow, 3);
  expect(narrow.r[1]).toBe(5);
  expect(narrow.z).toBe(true);
});

test('branches count from four bytes ahead, forwards and backwards', () => {
  const forwards = ran(machine(0xe001), 1);
  expect(forwards.r[15]).toBe(6);
  const cpu = machine(0, 0, 0xe7fc);
  cpu.r[15] = 4;
  expect(ran(cpu, 1).r[15]).toBe(0);
  // BNE back to itself is not taken while Z
  const stay = machine(0xd1fe);
  stay.z = true;
  expect(ran(stay, 1).r[15]).toBe(2);
  // CBZ R0, +2
  expect(ran(machine(0xb110), 1).r[15]).toBe(8);
});

test('loads and stores of words, half words and bytes, with immediate, register and post-indexed addresses', () => {
  // STR R0,[R1,#4]; LDRB R2,[R1,R3]; LDRH.W R4,[R1],#2; STRH.W R0,[R1],#2; LDR.W R5,[R1,#0]
  const cpu = machine(0x6048, 0x5cca, 0xf831, 0x4b02, 0xf821, 0x0b02, 0xf8d1, 0x5000);
  cpu.r[0] = 0x8182_8384;
  cpu.r[1] = 0x100;
  cpu.r[3] = 5;
  ran(cpu, 2);
  expect(cpu.r[2]).toBe(0x83);
  ran(cpu, 1);
  expect(cpu.r[1]).toBe(0x102);
  ran(cpu, 1);
  expect(cpu.r[1]).toBe(0x104);
  ran(cpu, 1);
  expect(cpu.r[5]).toBe(0x8182_8384);
  expect(cpu.memory.read(0x102, 2)).toBe(0x8384);
});

test('LDR from the PC counts from the aligned PC', () => {
  // at 2: LDR R0, [PC, #0]; the literal is at 4
  const cpu = machine(0xbf00, 0x4800, 0x1122, 0x3344);
  expect(ran(cpu, 2).r[0]).toBe(0x3344_1122);
});

test('PUSH and POP with LR and PC, BL and BX LR', () => {
  // 0: BL 8; 4: BKPT; 8: PUSH {R4, LR}; a: MOVS R4, #9; c: POP {R4, PC}
  const cpu = machine(0xf000, 0xf802, 0xbe00, 0, 0xb510, 0x2409, 0xbd10);
  cpu.r[13] = 0x200;
  cpu.r[4] = 7;
  ran(cpu, 2);
  expect(cpu.r[13]).toBe(0x1f8);
  ran(cpu, 2);
  expect([cpu.r[4], cpu.r[13], cpu.r[15]]).toEqual([7, 0x200, 4]);
  expect(() => execute(cpu)).toThrow(Breakpoint);
  expect(cpu.r[15]).toBe(4);
});

test.each([
  ['MULS', [0x4348]],
  ['SVC', [0xdf00]],
  ['WFI', [0xbf30]],
  ['LDMIA', [0xc803]],
  ['SUB.W', [0xf1a0, 0x0004]],
  ['MOVW', [0xf240, 0x0000]],
  ['VMOV', [0xee00, 0x0a10]],
])('%s is refused: no loader needs it', (_name, code) => {
  const cpu = machine(...code);
  expect(() => execute(cpu)).toThrow(UsageFault);
  expect(cpu.r[15]).toBe(0);
});

test('BX to an even address and an instruction without xPSR.T are faults of state', () => {
  const even = machine(0x4700);
  expect(() => execute(even)).toThrow(UsageFault);
  const arm = machine(0xbf00);
  setStatusWord(arm, 0);
  expect(() => execute(arm)).toThrow(UsageFault);
});

test('xPSR reads back as it was set', () => {
  const cpu = machine();
  for (const word of [0x0100_0000, 0x6100_0000, 0xf100_0000, 0x0700_fc00]) {
    setStatusWord(cpu, word);
    expect(statusWord(cpu)).toBe(word);
  }
});

test('taken branches and loads cost what the core takes for them', () => {
  const cpu = machine(0x6808, 0xe7fd);
  expect([execute(cpu), execute(cpu)]).toEqual([2, 3]);
});
