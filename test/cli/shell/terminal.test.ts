// odflash shell at a terminal.

import { existsSync } from 'node:fs';
import { systemClock } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { letGoText, released } from '../../../packages/cli/src/shell/axis-ended.ts';
import { openBoards } from '../../../packages/cli/src/shell/boards.ts';
import { completeBoardPath } from '../../../packages/cli/src/shell/complete.ts';
import { scratch } from '../command.ts';
import { terminal } from './bench.ts';

describe('at a terminal', () => {
  it('values are read, assignments have arrived before the next prompt, and names are completed', async () => {
    using folder = scratch();
    const history = folder.at('history');
    const { type, shell, boards, errors } = await terminal('v3.6-56V', history);
    await type('odrv0.hw_version_minor\r', /\n6\r?\n/);
    await type('odrv0.test_property = 5\r', /\n5\r?\n/);
    await type('await odrv0.test_property + 1\r', /\n6\r?\n/);
    await type('odrv0.axis0.enco\t', /odrv0\.axis0\.encoder/);
    await type('pos_esti\t\t', /pos_estimate_counts/);
    await type('\r', /\n[\d.-]+\r?\n/);
    await type('odrv0.nonsense\r', /> /);
    await type('odrv0.vbus_voltage = 3\r', /\n3\r?\n|> /);
    await type('"still" + " there"\r', /still there/);
    expect(errors).toEqual([expect.stringMatching(/has no nonsense/), expect.stringMatching(/can only be read/)]);
    shell.close();
    await shell.closed;
    await boards[Symbol.asyncDispose]();
    expect(existsSync(history)).toBe(true);
  });

  it.each([
    ['.exit', '.exit\r'],
    ['Ctrl-D', '\x04'],
  ])('a motor that was started does not continue after %s', async (_, keys) => {
    const { type, shell, boards, env } = await terminal('v3.6-56V,motor=ready');
    await type('odrv0.axis0.requested_state = 8\r', /\n8\r?\n/);
    await type('odrv0.axis0.current_state\r', /\n8\r?\n/);
    expect(letGoText(boards.all)).toMatch(/^odrv0\.axis0 is set to IDLE/);
    for (const key of keys) await type(key, /(?:)/);
    await shell.closed;
    await boards[Symbol.asyncDispose]();
    await using again = await openBoards(env, {});
    expect(await again.all[0]?.session.read('axis0.current_state')).toBe(1);
  });

  it('a motor that does not go to idle as the shell ends is a failure that names its axis', async () => {
    const { boards } = await terminal('v3.6-56V,motor=ready');
    const [board] = boards.all;
    if (board === undefined) throw new Error('the shell has no board');
    const session: typeof board.session = Object.create(board.session, { stillArmed: { value: ['axis0'] } });
    const stuck = { ...board, session };
    await expect(released({ all: [stuck], interrupt: boards.interrupt })).rejects.toMatchObject({
      code: 'axis-armed',
      text: { params: { axis: 'odrv0.axis0' } },
    });
    await released(boards);
    await boards[Symbol.asyncDispose]();
  });

  it('Ctrl-C sets a motor that was started to IDLE, and the shell continues', async () => {
    const { type, shell, boards } = await terminal('v3.6-56V,motor=ready');
    await type('odrv0.axis0.requested_state = 8\r', /\n8\r?\n/);
    await type('await new Promise(() => undefined)\r', /undefined\)/);
    await systemClock.sleep(50);
    await type('\x03', /interrupted/i);
    await boards.all[0]?.session.settled();
    await type('odrv0.axis0.current_state\r', /\n1\r?\n/);
    shell.close();
    await boards[Symbol.asyncDispose]();
  });

  it('Ctrl-C ends an endless loop that reads a board', async () => {
    const { type, shell, boards } = await terminal('v3.6-56V');
    let reads = 0;
    shell.define({ count: () => reads++ });
    await type('for (;;) { await odrv0.vbus_voltage; count(); }\r', /\}/);
    while (reads < 10) await systemClock.sleep(5);
    await type('\x03', /interrupted/i);
    await type('"next" + " line"\r', /next line/);
    const before = reads;
    // A loop that was only left alone would come to its next look within this one.
    await type('odrv0.hw_version_major\r', /\n3\r?\n/);
    await type('odrv0.hw_version_major\r', /\n3\r?\n/);
    expect(reads).toBe(before);
    shell.close();
    await boards[Symbol.asyncDispose]();
  });

  it('lines that are pasted run one after the other, and a block is one of them', async () => {
    const { type, shell, boards } = await terminal('v3.6-56V');
    const pasted =
      'odrv0.hw_version_major\rfor (const x of [1]) {\r  console.log(x)\r}\rconst a = 41\rawait odrv0.hw_version_minor + a\r';
    const shown = await type(pasted, /\n47\r?\n/);
    expect(shown).not.toMatch(/Uncaught/);
    expect(shown).toMatch(/hw_version_major\r?\n3\r?\n/);
    shell.close();
    await boards[Symbol.asyncDispose]();
  });

  it('Ctrl-C drops what was typed while a line runs', async () => {
    const { type, shell, boards } = await terminal('v3.6-56V');
    await type('await new Promise(() => undefined)\r', /undefined\)/);
    await type('odrv0.test_property = 77\r', /(?:)/);
    await systemClock.sleep(50);
    await type('\x03', /interrupted/i);
    await type('"next" + " line"\r', /next line/);
    expect(await boards.all[0]?.session.read('test_property')).not.toBe(77);
    shell.close();
    await boards[Symbol.asyncDispose]();
  });

  it('.clear forgets what was defined, and no board', async () => {
    const { type, shell, boards } = await terminal('v3.6-56V');
    await type('.clear\r', /Clearing/);
    await type('odrv0.hw_version_minor\r', /\n6\r?\n/);
    shell.close();
    await boards[Symbol.asyncDispose]();
  });

  it('an object, a value and a function that are not awaited are shown as what to type', async () => {
    const { type, shell, boards } = await terminal('v3.6-56V');
    expect(await type('[odrv0, odrv0.axis0]\r', /\] \]\r?\n/)).toContain('[ [await odrv0], [await odrv0.axis0] ]');
    expect(await type('[odrv0.vbus_voltage]\r', /\] \]\r?\n/)).toContain('[ [await odrv0.vbus_voltage] ]');
    expect(await type('odrv0.test_function\r', /\]\r?\n/)).toContain('[await odrv0.test_function(delta)]');
    expect(await type('odrv0.vbus_voltage + 1\r', /TypeError.*\n/)).toContain('await odrv0.vbus_voltage');
    shell.close();
    await boards[Symbol.asyncDispose]();
  });

  it('an error names the places in what was typed, without internal frames', async () => {
    const { type, shell, boards } = await terminal('v3.6-56V');
    await type('const f = () => { throw Object.assign(new Error("mine"), { more: 5 }) }\r', /> /);
    const shown = await type('f()\r', /more: 5\r?\n\}/);
    expect(shown).toMatch(/at f \(REPL\d+:1/);
    expect(shown).not.toMatch(/node:|settling|repl\.ts/);
    shell.close();
    await boards[Symbol.asyncDispose]();
  });

  it('Ctrl-C ends what runs and not the shell', async () => {
    const { type, shell, boards, virtual, interrupts } = await terminal('v3.6-56V');
    await type('await new Promise(() => undefined)\r', /undefined\)/);
    await systemClock.sleep(50);
    await type('\x03', /interrupted/i);
    await type('1 + 1\r', /\n2\r?\n/);
    virtual.cutPower();
    virtual.powerCycle();
    await type('odrv0.hw_version_major\r', /\n3\r?\n/);
    expect(interrupts()).toBe(1);
    shell.close();
    await shell.closed;
    await boards[Symbol.asyncDispose]();
  });
});

it('completion continues from the end of the line, and only for boards', async () => {
  const { boards, shell } = await terminal('v3.6-56V');
  expect(completeBoardPath('await odrv0.axis0.enco', boards)).toEqual([['odrv0.axis0.encoder.'], 'odrv0.axis0.enco']);
  expect(completeBoardPath('f(odrv0.test_f', boards)).toEqual([['odrv0.test_function('], 'odrv0.test_f']);
  expect(completeBoardPath('odrv0.dump_e', boards)).toEqual([['odrv0.dump_errors('], 'odrv0.dump_e']);
  expect(completeBoardPath('odrv0.axis1.step_a', boards)?.[0]).toEqual(['odrv0.axis1.step_and_plot(']);
  expect(completeBoardPath('odrv0.', boards)?.[0]).not.toContain('odrv0.dump_errors(');
  expect(completeBoardPath('odrv0.nothing.x', boards)?.[0]).toEqual([]);
  expect(completeBoardPath('xodrv0.axis0', boards)).toBeUndefined();
  expect(completeBoardPath('odrv7.axis0', boards)).toBeUndefined();
  shell.close();
  await boards[Symbol.asyncDispose]();
});
