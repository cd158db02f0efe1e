// Others on the way to the board: a host that swallows blocks, a driver installation, a second flasher, programs that look
// at every new device. At the first and the last block of each sector; odflash ends verified.
// ODrive puts (0, 2, 0, 0) down to such, too: #585, forum 1034 ("Mac and Windows"), 2574.

import { acceptWarnings, flash } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { holdsImage } from '../../packages/core/test/flash/bench.ts';
import { type ControlOutHook, configurationKept, type FieldBench, fieldBench, hooked, next } from './bench.ts';

/** Of the image's ten blocks of 2048 bytes, as they are sent: sector 1 has two, then sector 0 eight. */
const blocks = [1, 2, 3, 10];

/** What happens at the n-th block that is sent, instead of it. */
function atBlock(n: number, instead: ControlOutHook): { readonly hook: ControlOutHook; readonly met: () => boolean } {
  let seen = 0;
  const hook: ControlOutHook = (setup, pass) => {
    const isBlock = (setup.requestType & 0x60) === 0x20 && setup.request === 1 && setup.value >= 2;
    return isBlock && ++seen === n ? instead(setup, pass) : pass();
  };
  return { hook, met: () => seen >= n };
}

async function expectVerifiedAtAnyBlock(instead: (it: FieldBench) => ControlOutHook): Promise<void> {
  for (const n of blocks) {
    const it = fieldBench();
    const { hook, met } = atBlock(n, instead(it));
    const report = await flash(
      { ...it.env, bus: hooked(it.env.bus, hook) },
      { image: next, backup: false, ask: acceptWarnings },
    );
    expect(report, `block ${n}`).toMatchObject({ board: 'verified', start: 'started' });
    expect(met(), `block ${n}`).toBe(true);
    expect(holdsImage(it.board.flash, next), `block ${n}`).toBe(true);
    expect(configurationKept(it), `block ${n}`).toBe(true);
  }
}

describe('a host that loses a block silently', () => {
  test.each([
    ['nothing of it arrives, and the count says so', 0],
    ['half of it is taken', 1024],
    ['all but a byte', 2047],
  ])('%s', async (_what, bytes) => {
    await expectVerifiedAtAnyBlock(() => async () => ({ status: 'ok', bytes }));
  });

  test('the block is lost and the count is wrong: only reading back shows it', async () => {
    await expectVerifiedAtAnyBlock(() => async () => ({ status: 'ok', bytes: 2048 }));
  });
});

describe('another program, between a block and its GETSTATUS', () => {
  const never = new AbortController().signal;
  const noData = new Uint8Array(0);
  const send =
    (requestType: number, request: number, value = 0, length = 0) =>
    ({ board }: FieldBench) =>
      board.socket.port?.submit(
        { endpoint: 0, setup: { requestType, request, value, index: 0 }, data: noData, length },
        never,
      );
  const interferences: readonly (readonly [string, (it: FieldBench) => unknown])[] = [
    ['resets the port: a driver installation', ({ board }) => board.injectFaults('bus-reset-at=1')],
    ['sets the configuration: a second odrivetool', send(0x00, 9, 1)],
    ['selects the option bytes: dfu-util -l', send(0x01, 11, 1)],
    ['aborts', send(0x21, 6)],
    ['clears the status', send(0x21, 4)],
    ['asks for the status, and so gets our answer', send(0xa1, 3, 0, 6)],
    ['uploads', send(0xa1, 2, 2, 2048)],
  ];

  test.each(interferences)('%s', async (_who, act) => {
    await expectVerifiedAtAnyBlock((it) => async (_setup, pass) => {
      const answer = await pass();
      await act(it);
      return answer;
    });
  });
});
