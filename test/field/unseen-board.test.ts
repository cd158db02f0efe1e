// Boards that do not appear on USB: firmware that waits forever before it gets to USB, a bootloader that wires on its pins keep from
// it. odflash says where to look, and once the board appears it is flashed like any other.

import { boardVersion, flash } from '@odflash/core';
import { factoryFirmware } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import { type Bench, bench, failure, holdsImage, imageOf } from '../../packages/core/test/flash/bench.ts';
import { inEnglish } from '../support/in-english.ts';

async function expectUnseen({ env, board }: Bench): Promise<void> {
  const error = await failure(flash(env, { image: imageOf(factoryFirmware(boardVersion('v3.6-56V')!, 3)) }));
  expect(error).toMatchObject({ code: 'no-device', board: undefined });
  expect(inEnglish(error.next)).toMatch(/DIP switch.*DFU.*power-cycle.*GPIO6.*ST-Link/s);
  expect(board.recorder.operations).toEqual([]);
}

/** The switch on DFU, a power cycle, a flash, the switch back: the board runs. */
async function expectRevived({ env, board, clock }: Bench, named: string, owner?: string): Promise<void> {
  board.setSwitch('dfu');
  board.powerCycle();
  await clock.sleep(3000);
  const image = imageOf(factoryFirmware(boardVersion(named)!, 3), undefined, named);
  const version = owner === undefined ? undefined : boardVersion(owner);
  const report = await flash(env, { image, ...(version && { board: version }) });
  expect(report.board).toBe('verified');
  expect(holdsImage(board.flash, image)).toBe(true);
  board.setSwitch('run');
  board.powerCycle();
  await clock.sleep(3000);
  expect(board.running()).toBe('odrive');
}

describe('"USB disappeared" (forum 7194): firmware of another board hangs at its start', () => {
  test('from 0.5.2 on, where OTP names another board', async () => {
    const it = bench({ profile: 'v3.6-56V,otp=v3.5-48V' });
    await it.clock.sleep(3000);
    await expectUnseen(it);
    await expectRevived(it, 'v3.5-48V');
  });

  test('0.5.2 itself, where OTP is blank: clones, boards before summer 2018', async () => {
    const it = bench({ profile: 'v3.6-56V,otp=blank,firmware=0.5.2' });
    await it.clock.sleep(3000);
    await expectUnseen(it);
    await expectRevived(it, 'v3.6-56V', 'v3.6-56V');
  });
});

test('"DFU never appears" (ODrive #509, forum 8639): wires capture the bootloader until they are disconnected', async () => {
  const it = bench({ profile: 'v3.6-56V+dfu,captured=1' });
  await it.clock.sleep(3000);
  await expectUnseen(it);
  await expectRevived(it, 'v3.6-56V');
});
