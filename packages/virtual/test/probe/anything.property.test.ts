// Whatever a debugger and a person do to a board in whatever order: the probe answers or the link says why not, nothing of
// the board is changed that was not asked for, and a power cycle puts everything right.

import { LinkError } from '@odflash/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ok, type ProbeBench, probeBench, ram, registers } from './bench.ts';

type Act = (made: ProbeBench, value: number) => Promise<unknown> | unknown;

const write =
  (address: number): Act =>
  (made, value) =>
    made.write(address, value);

/** Nothing here can unlock the flash: the keys are not among the values. */
const acts: Readonly<Record<string, Act>> = {
  enter: (made) => made.enter(),
  exit: (made) => made.send(0xf2, 0x21),
  halting: (made, value) => made.write(registers.halting, (0xa05f_0000 | (value & 15)) >>> 0),
  exceptions: write(registers.exceptions),
  reset: (made) => made.write(registers.reset, 0x05fa_0004),
  'reset line': (made, value) => made.ask(2, 0xf2, 0x3c, value % 4),
  'reset system': (made) => made.ask(2, 0xf2, 0x32),
  'core register': (made, value) => made.setRegister(value % 21, value),
  'into RAM': (made, value) => made.setRegister(15, ram + (value % 0x100)),
  code: (made, value) => made.write(ram + 4 * (value % 64), value),
  'read anywhere': (made, value) => made.read(value & ~3),
  control: write(registers.control),
  'block read': (made, value) => made.readBlock(0x07, value & ~3, 4 * (1 + (value % 32))),
  status: (made) => made.blockStatus(),
  'all registers': (made) => made.ask(88, 0xf2, 0x3a),
  frequency: (made, value) => made.ask(2, 0xf2, 0x43, value % 8, 0),
  power: (made) => made.board.powerCycle(),
  off: (made) => made.board.power(false),
  on: (made) => made.board.power(true),
  switch: (made, value) => made.board.setSwitch(value % 2 === 0 ? 'dfu' : 'run'),
  'board reset': (made) => made.board.reset(),
  wait: (made, value) => made.clock.sleep(value % 300),
  bus: async (made) => {
    await made.link.reset();
    await made.link.claim(0);
  },
};

const script = fc.array(fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(0xffff_ffff)), {
  minLength: 1,
  maxLength: 40,
});

test('no command of a debugger breaks a virtual board', async () => {
  await fc.assert(
    fc.asyncProperty(script, fc.constantFrom('v2', 'v2-clone', 'v3'), async (steps, probe) => {
      const made = await probeBench(`v3.6-56V+stlink,probe=${probe}`);
      const before = made.board.flash.slice();
      for (const [name, value] of steps) {
        try {
          await acts[name]?.(made, value);
        } catch (error) {
          expect(error).toBeInstanceOf(LinkError);
        }
      }
      made.board.setSwitch('run');
      made.board.power(false);
      await made.ask(2, 0xf2, 0x3c, 1);
      made.board.power(true);
      expect(await made.enter()).toBe(ok);
      expect(await made.word(registers.cpuId)).toBe(0x410f_c241);
      expect(made.board.running()).toBe('odrive');
      expect(Buffer.compare(made.board.flash, before)).toBe(0);
    }),
    { numRuns: 60, seed: 7 },
  );
});
