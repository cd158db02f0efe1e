// Boards that go away in the middle: the supply dies, the chip resets, and what returns is not in DFU mode, or is not
// alone, or calls itself something else. GD32 clones send their serial number as UTF-8, FYSETC gives one to every board.
// What odflash makes of them in general: packages/core/test/flash/clones.test.ts and faults.test.ts.

import { type FlashEvent, flash } from '@odflash/core';
import { createVirtualBoard, virtualBus } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import { failure, firmware, holdsImage, memoryVault } from '../../packages/core/test/flash/bench.ts';
import { inEnglish } from '../support/in-english.ts';
import { configurationKept, type FieldBench, fieldBench, next, old } from './bench.ts';

/** On the bus, in DFU mode by way of the firmware: the DIP switch is on RUN. */
async function inDfuBySoftware(): Promise<FieldBench> {
  const it = fieldBench();
  it.board.setSwitch('run');
  it.board.reset();
  await it.clock.sleep(3000);
  it.board.enterBootloader();
  await it.clock.sleep(3000);
  return it;
}

describe('the supply dies in the middle, DIP switch on RUN: the board is nowhere (forum 2574)', () => {
  test.each([
    ['brown-out', 0, 'erasing'],
    ['crash', 0, 'erasing'],
    ['brown-out', 1, 'writing'],
    ['power-cut', 1, 'verifying'],
    ['crash', 0, 'writing'],
  ])(
    '%s in sector %i, %s: it is in reach of the switch, and the run continues from there',
    async (fault, sector, at) => {
      const it = await inDfuBySoftware();
      let struck = false;
      const onEvent = (event: FlashEvent) => {
        if (struck || event.type !== 'sector' || event.sector !== sector || event.progress !== at) return;
        struck = true;
        it.board.injectFaults(`${fault}-at=2`);
      };
      const error = await failure(flash(it.env, { image: next, onEvent }));
      expect(error).toMatchObject({ code: 'device-did-not-return', board: 'partly-written' });
      expect(inEnglish(error.next)).toMatch(/DIP switch to DFU.*power-cycle/s);
      // Neither firmware is whole, and nothing starts: there is nothing to be hurt by.
      expect(it.board.bootVerdict().starts).toBe(false);
      expect(it.board.running()).not.toBe('rom');
      it.board.setSwitch('dfu');
      it.board.powerCycle();
      await it.clock.sleep(3000);
      const report = await flash(it.env, { image: next });
      expect(report).toMatchObject({ board: 'verified', resumed: true, undo: { complete: true } });
      expect(holdsImage(it.board.flash, next)).toBe(true);
      expect(configurationKept(it)).toBe(true);
    },
  );

  test('before anything was changed: the old firmware runs again, and the state says untouched', async () => {
    const it = await inDfuBySoftware();
    it.board.injectFaults('brown-out-at=20');
    const error = await failure(flash(it.env, { image: next }));
    expect(error).toMatchObject({ code: 'device-did-not-return', board: 'untouched' });
    expect(holdsImage(it.board.flash, old)).toBe(true);
    expect(it.board.bootVerdict().starts).toBe(true);
  });
});

describe('two clones of one serial number on the bench, one resets itself in the middle', () => {
  test.each([
    ['FYSETC: STM32FxSTM32 on every board', 'serial-form=fysetc'],
    ['GD32: a serial number that is no UTF-16', 'serial-form=utf8,serial=356A38673332'],
  ])('%s: the other one is not touched', async (_make, boardOptions) => {
    for (const fault of ['crash', 'brown-out', 'replug', 'bus-reset']) {
      const it = fieldBench();
      const { clock } = it;
      const profile = `v3.6-56V+dfu,flash=blank,${boardOptions}`;
      const ours = createVirtualBoard(`${profile},${fault}-at=70:150`, { clock, path: '1-1', seed: 1 });
      const other = createVirtualBoard(profile, { clock, path: '1-2', seed: 2 });
      for (const board of [ours, other]) board.flash.set(firmware(1));
      const env = { bus: virtualBus([ours, other], { clock }), clock, vault: memoryVault() };
      expect(await failure(flash(env, { image: next }))).toMatchObject({ code: 'several-devices', board: undefined });
      // Both were asked who they are, because of what has to be said of their supplies.
      const asked = other.recorder.requests();
      const report = await flash(env, { image: next, selection: { path: '1-1' } });
      expect(report, fault).toMatchObject({ board: 'verified' });
      expect(ours.recorder.strikes, fault).toHaveLength(2);
      expect(holdsImage(ours.flash, next), fault).toBe(true);
      expect(other.recorder.operations, fault).toEqual([]);
      expect(other.recorder.requests(), fault).toBe(asked);
    }
  });
});
