// The way everything goes well, on every board that may be in DFU mode, and what a person finds afterwards.

import { virtualBus } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { bench, course, findings, firmwareImage, readAll, run } from './bench.ts';

describe('an update', () => {
  it('reports each finding once, also in DFU mode, where only the text differs from an earlier one', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    await run(it);
    const codes = findings(it).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['image-range', 'read-protection', 'write-protection']));
    expect(codes.filter((code) => code === 'image-range')).toHaveLength(1);
  });

  it.each(['v3.5-48V', 'v3.6-56V'])('updates a running %s to the new firmware, running at the end', async (name) => {
    const it = bench(`${name},firmware=0.5.5`);
    const image = firmwareImage(name, '0.5.6');
    const paths = ['axis0.motor.config.pole_pairs', 'axis0.encoder.config.bandwidth', 'config.brake_resistance'];
    const before = await readAll(it, paths);
    const report = await run(it, { image });
    expect(report).toMatchObject({
      outcome: 'changed',
      board: 'verified',
      firmware: { before: '0.5.5', after: '0.5.6' },
    });
    expect(it.board.running()).toBe('odrive');
    expect(it.board.flash.subarray(0, image.segments[0]!.data.length)).toEqual(image.segments[0]!.data);
    expect(await readAll(it, paths)).toEqual(before);
    expect(report.configuration?.written).toBeGreaterThan(0);
    expect(course(it)).toEqual([
      'find',
      'inspect-running',
      'note: configuration-saved',
      'enter-dfu',
      'write',
      'note: undo-saved',
      'start',
      'restore',
    ]);
  });

  it.each(['windows', 'chrome', 'chrome-windows'] as const)('is the same on %s', async (host) => {
    const it = bench('v3.6-56V,firmware=0.5.5', { host });
    expect(await run(it)).toMatchObject({ outcome: 'changed', firmware: { after: '0.5.6' } });
  });

  it('that a driver blocks ends untouched, and continues when the driver is replaced', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5', { host: 'windows-libusb0' });
    await expect(run(it)).rejects.toMatchObject({ code: 'driver-missing', board: 'untouched' });
    const bus = virtualBus([it.board], { clock: it.clock, host: 'windows' });
    const report = await run({ ...it, env: { ...it.env, bus } });
    expect(report).toMatchObject({ outcome: 'changed', resumed: true });
    expect(await readAll(it, ['axis0.motor.config.pole_pairs'])).toEqual([14]);
  });
});
