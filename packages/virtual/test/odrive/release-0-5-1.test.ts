// Firmware 0.5.1: answers like 0.5, behaves like 0.4.

import { parseDescriptor, readEvidence, saveConfiguration } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { describe as describeRelease } from '../../src/odrive/descriptors.ts';
import { identifyFirmware } from '../../src/odrive/image.ts';
import { traitsOf } from '../../src/odrive/releases.ts';
import { bench, connect, openRuntime } from './bench.ts';

const profile = 'v3.6-56V,firmware=0.5.1';

/** The flash of a board without what only virtual images have: the constants behind the USB strings. */
function genuineFlash(release: string): Uint8Array {
  const flash = bench(`v3.6-56V,firmware=${release}`).board.flash.slice();
  const strings = Buffer.from(flash.buffer).indexOf(' Native Interface\0');
  flash.fill(0x20, strings + 18, strings + 40);
  return flash;
}

describe('firmware 0.5.1', () => {
  it('does not restart when it saves, armed or not, and says so with a flag', async () => {
    const it = bench(`${profile},motor=armed`);
    await using device = await connect(it);
    expect(await saveConfiguration(device)).toBe('done');
    expect(await device.read('axis0.current_state')).toBe(8);
    expect(await device.read('user_config_loaded')).toBe(true);
  });

  it('serves Microsoft OS descriptors and no SET_INTERFACE', async () => {
    await using link = await openRuntime(bench(profile));
    const request = { requestType: 0xc0, request: 0x50, value: 0, index: 4 };
    expect((await link.controlIn(request, 40, 100)).data).toHaveLength(40);
    const setInterface = { requestType: 0x01, request: 11, value: 0, index: 1 };
    expect(await link.controlOut(setInterface, new Uint8Array(0), 100)).toMatchObject({ status: 'stall' });
  });

  it('clears the errors of one axis, and sets the CAN baud rate by a function', async () => {
    await using device = await connect(bench(profile));
    for (const axis of ['axis0', 'axis1']) {
      await device.write(`${axis}.error`, 0x40);
      await device.write(`${axis}.motor.error`, 1);
      await device.write(`${axis}.fet_thermistor.error`, 1);
    }
    await device.call('axis0.clear_errors');
    const errors = async (axis: string) =>
      Promise.all(['error', 'motor.error', 'fet_thermistor.error'].map((path) => device.read(`${axis}.${path}`)));
    expect(await errors('axis0')).toEqual([0, 0, 1]);
    expect(await errors('axis1')).toEqual([0x40, 1, 1]);
    await device.call('can.set_baud_rate', [500_000]);
    expect(await device.read('can.config.baud_rate')).toBe(500_000);
    await device.call('can.set_baud_rate', [1234]);
    expect(await device.read('can.config.baud_rate')).toBe(500_000);
  });

  it('is distinguished from 0.5.2, which reports the same number', async () => {
    for (const release of ['0.5.1', '0.5.2']) {
      await using device = await connect(bench(`v3.6-56V,firmware=${release}`));
      expect((await readEvidence(device)).firmware).toMatchObject({ reported: '0.5.1', release });
    }
  });
});

describe('an image that carries nothing but what real ones do', () => {
  it.each(['0.5.1', '0.5.6'])('is known by its descriptor: %s', (release) => {
    expect(identifyFirmware(genuineFlash(release))).toMatchObject({ traits: { release } });
  });

  it('and a description of its own behaves like the release it comes nearest to', () => {
    for (const [release, nearest] of [
      ['0.5.1', '0.5.1'],
      ['0.5.2', '0.5.6'],
    ] as const) {
      const flash = genuineFlash(release);
      const { json } = describeRelease(traitsOf(release)!);
      const at = Buffer.from(flash.buffer).indexOf(Buffer.from(json));
      // A person's own property in the place of another one of the same length.
      const name = Buffer.from(json).indexOf('"test_property"');
      flash.set(Buffer.from('"dbg1_property"'), at + name);
      expect(parseDescriptor(flash.slice(at, at + json.length)).nodes.has('dbg1_property')).toBe(true);
      expect(identifyFirmware(flash)).toMatchObject({ traits: { release: nearest } });
    }
  });
});
