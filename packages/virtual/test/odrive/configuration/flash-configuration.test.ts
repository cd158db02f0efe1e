// The configuration in a flash, read and written without a firmware, is what a running one loads and saves.

import { boardVersion } from '@odflash/core';
import { configurationSectors, mainFlash } from '@odflash/core/board';
import { describe, expect, test } from 'vitest';
import {
  createVirtualBoard,
  defaultConfiguration,
  eraseConfiguration,
  installedRelease,
  storeConfiguration,
  storedConfiguration,
  virtualClock,
} from '../../../src/index.ts';

const boardWith = (release: string) =>
  createVirtualBoard(`v3.6-56V,firmware=${release}`, { clock: virtualClock() }).flash.slice();

describe('the configuration in a flash', () => {
  test.each(['0.4.12', '0.5.1', '0.5.3', '0.5.6'])('is read as firmware %s reads it', (release) => {
    const values = storedConfiguration(boardWith(release), release);
    expect(values?.get('axis0.motor.config.pole_pairs')).toBe(14);
    expect(values?.get('config.brake_resistance')).toBe(0.5);
  });

  test('is nothing to firmware of another layout', () => {
    expect(storedConfiguration(boardWith('0.4.12'), '0.5.6')).toBeUndefined();
  });

  test('is what was stored last, however often', () => {
    const flash = boardWith('0.5.6');
    const values = new Map(storedConfiguration(flash, '0.5.6'));
    for (const polePairs of [3, 4, 5, 6, 7, 8]) {
      values.set('axis0.motor.config.pole_pairs', polePairs);
      storeConfiguration(flash, '0.5.6', values);
      expect(storedConfiguration(flash, '0.5.6')).toEqual(values);
    }
  });

  test('belongs to a firmware whose release can be determined, as long as all of it is there', () => {
    const flash = boardWith('0.5.4');
    expect(installedRelease(flash)).toBe('0.5.4');
    flash[20_000] = (flash[20_000] ?? 0) ^ 1;
    expect(installedRelease(flash)).toBeUndefined();
    expect(installedRelease(new Uint8Array(flash.length).fill(0xff))).toBeUndefined();
  });

  test('is nothing after it was erased', () => {
    const flash = boardWith('0.5.6');
    eraseConfiguration(flash);
    expect(storedConfiguration(flash, '0.5.6')).toBeUndefined();
    for (const { address, length } of configurationSectors) {
      const offset = address - mainFlash.address;
      expect(flash.subarray(offset, offset + length).every((byte) => byte === 0xff)).toBe(true);
    }
  });

  test('has the defaults of the board and its release', () => {
    const board = boardVersion('v3.6-56V');
    if (!board) throw new RangeError('no such board');
    expect(defaultConfiguration(board, '0.5.6').get('axis0.motor.config.pole_pairs')).toBe(7);
  });

  test('has no values for a release that no virtual board runs', () => {
    expect(() => storedConfiguration(boardWith('0.5.6'), '9.9.9')).toThrow('no virtual board runs firmware 9.9.9');
  });
});
