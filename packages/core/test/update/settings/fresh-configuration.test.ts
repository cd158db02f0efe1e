// The configuration as culprit: erased alone or with an update, saved before, and brought back by a restore.

import { describe, expect, it } from 'vitest';
import { parseBackup } from '../../../src/configuration/index.ts';
import { acceptWarnings, flash, readImage, restoreConfiguration } from '../../../src/index.ts';
import { eraseOnlyConfiguration } from '../../../src/running/index.ts';
import { valuesOf } from '../../configuration/on-boards.ts';
import { failure } from '../../flash/bench.ts';
import { type Bench, bench, firmwareImage, run } from '../bench.ts';

const ask = acceptWarnings;
const polePairs = 'axis0.motor.config.pole_pairs';
const settingsOf = (it: Bench) => it.board.flash.slice(0xc0000);
const isBlank = (bytes: Uint8Array) => bytes.every((byte) => byte === 0xff);
const fileNamed = (it: Bench, start: string) =>
  [...it.vault.files].find(([name]) => name.startsWith(start))?.[1] ?? new Uint8Array();

describe('erasing the configuration alone', () => {
  it.each(['v3.6-56V', 'v3.6-24V,firmware=0.4.12', 'v3.5-48V,firmware=0.5.1', 'v3.4-48V,firmware=0.4.12'])(
    'on a running %s needs no DFU mode, and a restore brings it back',
    async (profile) => {
      const it = bench(profile);
      const report = await eraseOnlyConfiguration(it.env, { ask });
      expect(report).toMatchObject({ from: 'running', outcome: 'changed' });
      expect(it.board.running()).toBe('odrive');
      expect(isBlank(settingsOf(it))).toBe(true);
      expect(await valuesOf(it, [polePairs])).toEqual({ [polePairs]: 7 });
      const backup = parseBackup(fileNamed(it, 'odrive-config-'));
      await restoreConfiguration(it.env, { backup, file: 'saved.json', ask });
      expect(await valuesOf(it, [polePairs])).toEqual({ [polePairs]: 14 });
    },
  );

  it('is asked, and changes nothing without confirmation, in a dry run, or with an armed axis', async () => {
    const it = bench('v3.6-56V');
    const before = settingsOf(it);
    expect(await failure(eraseOnlyConfiguration(it.env, {}))).toMatchObject({
      code: 'not-confirmed',
      board: 'untouched',
    });
    expect(await eraseOnlyConfiguration(it.env, { ask, dryRun: true })).toMatchObject({ outcome: 'planned' });
    expect(settingsOf(it)).toEqual(before);
    const armed = bench('v3.6-56V,motor=armed');
    expect(await failure(eraseOnlyConfiguration(armed.env, { ask }))).toMatchObject({ code: 'axis-armed' });
  });

  it('in DFU mode leaves the firmware, and its undo backup goes back without a consent', async () => {
    const it = bench('v3.6-56V+dfu');
    const before = it.board.flash.slice();
    const report = await eraseOnlyConfiguration(it.env, { ask });
    expect(report.from).toBe('dfu');
    expect(isBlank(settingsOf(it))).toBe(true);
    expect(Buffer.compare(it.board.flash.subarray(0, 0xc0000), before.subarray(0, 0xc0000))).toBe(0);
    await flash(it.env, { image: readImage(fileNamed(it, 'undo-')), ask, start: false });
    expect(Buffer.compare(it.board.flash, before)).toBe(0);
  });
});

describe('firmware with a fresh configuration', () => {
  it('by flash erases the sectors of the old one, asked', async () => {
    const it = bench('v3.6-56V+dfu');
    const image = firmwareImage('v3.6-56V', '0.5.6', 9);
    const request = { image, freshConfiguration: true, start: false };
    expect(await failure(flash(it.env, request))).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(await flash(it.env, { ...request, ask })).toMatchObject({ board: 'verified' });
    expect(isBlank(settingsOf(it))).toBe(true);
  });

  it('by update saves the old one as a file, and does not put it back', async () => {
    const it = bench('v3.6-56V,firmware=0.5.6');
    const image = firmwareImage('v3.6-56V', '0.5.6', 9);
    const report = await run(it, { image, freshConfiguration: true, ask });
    expect(report.configuration).toBeUndefined();
    expect(await valuesOf(it, [polePairs])).toEqual({ [polePairs]: 7 });
    const backup = parseBackup(fileNamed(it, 'odrive-config-'));
    expect(backup.values.get(polePairs)).toBe(14);
  });
});
