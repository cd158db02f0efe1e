// odflash shell: what becomes of an axis that was armed in it, and of a board that it did not get.

import { isFlasherError } from '@odflash/core';
import { nativeInterface } from '@odflash/core/odrive';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { axisEndedText } from '../../../packages/cli/src/shell/axis-ended.ts';
import { openBoards } from '../../../packages/cli/src/shell/boards.ts';
import { scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';
import { evaluate, memoryVault } from './bench.ts';

describe('a board that another program uses', () => {
  it('is connected to when it is plugged in again, by the name it would have had', async () => {
    const clock = virtualClock();
    const virtual = createVirtualBoard('v3.6-56V', { clock, seed: 1 });
    const bus = virtualBus([virtual], { clock });
    const [device] = await bus.list();
    if (!device) throw new Error('no board on the bus');
    const other = await bus.open(device);
    await other.claim(nativeInterface.number);
    const told: string[] = [];
    const boards = await openBoards(
      { bus, clock, vault: memoryVault() },
      {},
      {
        watching: {
          onBoard: ({ name }) => told.push(`${name} is here`),
          onChange: (name, change) => told.push(`${name} ${change}`),
          onFailure: (_, error) => told.push(isFlasherError(error) ? error.code : 'unexpected'),
        },
      },
    );
    await other[Symbol.asyncDispose]();
    virtual.cable(false);
    await clock.sleep(1_000);
    virtual.cable(true);
    await clock.sleep(10_000);
    await boards[Symbol.asyncDispose]();
    expect(told).toEqual(['device-busy', 'odrv0 is here']);
  });
});

describe('an axis that was armed in a shell', () => {
  it('is idle when the program ends, and that is reported', async () => {
    using folder = scratch();
    const words = ['--virtual', 'v3.6-56V,motor=ready', '--virtual-state', folder.at('b')];
    const { lines } = await odflash(['list', ...words, '--json']);
    const serial = String(lines().find(({ type }) => type === 'device')?.serial);
    const { status, stderr, stdout } = await evaluate(
      ['odrv0.axis0.requested_state = AXIS_STATE_CLOSED_LOOP_CONTROL', 'odrv0.axis0.current_state'],
      [...words, '--consent', `move=${serial}:axis0`],
    );
    expect([status, stdout]).toEqual([0, '8\n8\n']);
    expect(stderr).toMatch(/odrv0\.axis0 is set to IDLE at the end of the shell\. A load may fall\./);
  });

  it('prevents long operations, so that its watchdog is fed', async () => {
    const profile = 'v3.6-56V,motor=ready';
    const { lines } = await odflash(['list', '--virtual', profile, '--json']);
    const serial = String(lines().find(({ type }) => type === 'device')?.serial);
    const consented = ['--virtual', profile, '--consent', `move=${serial}:axis0`];
    const { status, stderr } = await evaluate(['odrv0.axis0.requested_state = 8', 'odrv0.rate_test()'], consented);
    expect(status).toBe(3);
    expect(stderr).toMatch(/axis0 is armed here/);
  });

  it.each([
    ['loses its connection', 'lost', /^odrv0\.axis0 was armed when the connection was lost\. Its watchdog/],
    ['fails by itself', 'idle', /^odrv0\.axis0 is idle, with errors\. To explain them: odrv0\.dump_errors\(\)/],
  ] as const)('and %s is reported', async (_, how, text) => {
    const clock = virtualClock();
    const virtual = createVirtualBoard('v3.6-56V,motor=ready', { clock, seed: 1 });
    virtual.recorder.consent(0);
    const env = { bus: virtualBus([virtual], { clock }), clock, vault: memoryVault() };
    const told: string[] = [];
    const boards = await openBoards(
      env,
      { consent: [{ what: 'move', serial: virtual.serial, axis: 0 }] },
      { onAxisEnded: async (board, axis, why) => void told.push(why, await axisEndedText(board, axis, why)) },
    );
    const [board] = boards.all;
    await board?.session.write('axis0.requested_state', 8);
    await clock.sleep(1_000);
    if (how === 'lost') virtual.cable(false);
    // The supply sags below what the firmware bears.
    else virtual.supply(5);
    await clock.sleep(60_000);
    await boards[Symbol.asyncDispose]();
    expect(told).toEqual([how, expect.stringMatching(text)]);
  });
});
