// The watchdog of an axis.

import { describe, expect, it } from 'vitest';
import { bench, connect } from '../bench.ts';

describe('the watchdog', () => {
  const armed = 'v3.6-56V,motor=armed';
  const state = 'axis0.current_state';
  const timeout = 'axis0.config.watchdog_timeout';
  const enable = 'axis0.config.enable_watchdog';

  it('idles an axis whose watchdog is not fed, with an error', async () => {
    for (const release of ['0.4.12', '0.5.1', '0.5.6']) {
      const it = bench(`${armed},firmware=${release}`);
      await using device = await connect(it);
      await device.write(timeout, 1);
      await device.call('axis0.watchdog_feed');
      if (release !== '0.4.12') await device.write(enable, true);
      await it.clock.sleep(900);
      expect(await device.read(state)).toBe(8);
      await device.call('axis0.watchdog_feed');
      await it.clock.sleep(900);
      expect(await device.read(state)).toBe(8);
      await it.clock.sleep(200);
      expect(await device.read(state)).toBe(1);
      expect(Number(await device.read('axis0.error')) & 0x800).toBe(0x800);
    }
  });

  it('that was never fed has run out as soon as it is enabled', async () => {
    const it = bench(armed);
    await using device = await connect(it);
    await device.write(timeout, 1);
    await device.write(enable, true);
    await it.clock.sleep(1);
    expect(await device.read(state)).toBe(1);
  });

  it('stands still while it is off, and leaves the axis alone', async () => {
    const it = bench(armed);
    await using device = await connect(it);
    await device.write(timeout, 1);
    await device.call('axis0.watchdog_feed');
    await it.clock.sleep(5_000);
    await device.write(enable, true);
    await it.clock.sleep(500);
    await device.write(enable, false);
    await it.clock.sleep(5_000);
    expect(await device.read(state)).toBe(8);
  });
});
