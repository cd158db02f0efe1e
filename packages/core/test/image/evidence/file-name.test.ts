// Names of firmware files, as releases, browsers, mirrors and people write them.

import { expect, test } from 'vitest';
import { boardsInName } from '../../../src/image/evidence/file-name.ts';

const namesOf = (file: string) => boardsInName(file)?.map(({ name }) => name);

test.each<[string, readonly string[]]>([
  ['ODriveFirmware_v3.6-56V.hex', ['v3.6-56V']],
  ['ODriveFirmware-v3.6-24V.hex', ['v3.6-24V']],
  ['ODriveFirmware_v3.5-48V.elf', ['v3.5-48V']],
  ['ODriveFirmware_v3.4-24V.bin', ['v3.4-24V']],
  ['ODriveFirmware_v3.3.hex', ['v3.3']],
  ['ODriveFirmware_v3.6-56V (1).hex', ['v3.6-56V']],
  ['ODriveFirmware_v3.6-56V(2).hex', ['v3.6-56V']],
  ['ODriveFirmware_v3.6-56V%20(1).hex', ['v3.6-56V']],
  ['ODriveFirmware_v3.6-56V.hex.1', ['v3.6-56V']],
  ['ODriveFirmware_v3.6-56V.hex.txt', ['v3.6-56V']],
  ['ODriveFirmware_v3.6-56V - Copy.hex', ['v3.6-56V']],
  ['Copy of ODriveFirmware_v3.6-24V.hex', ['v3.6-24V']],
  ['odrivefirmware_V3.6-56v.HEX', ['v3.6-56V']],
  ['0.5.6_ODriveFirmware_v3.6-24V.hex', ['v3.6-24V']],
  ['ODriveFirmware_v3.6-56V_0.5.6.hex', ['v3.6-56V']],
  ['fw-v0.5.6-ODrive-v3.5-24V.dfu', ['v3.5-24V']],
  ['v3.6_24v.bin', ['v3.6-24V']],
  ['hw3.6 56V.bin', ['v3.6-56V']],
  ['odrive_3_6_56V.hex', ['v3.6-56V']],
  ['odrive-3-5-24v.hex', ['v3.5-24V']],
  ['ODriveFirmware_v3.6.56V.hex', ['v3.6-56V']],
  ['odrive36_56v.bin', ['v3.6-56V']],
  ['ODrive v35 48V.hex', ['v3.5-48V']],
  ['odrive3.6.hex', ['v3.6-24V', 'v3.6-56V']],
  ['ODESC_V3.6_firmware.hex', ['v3.6-24V', 'v3.6-56V']],
  ['MKS-ODrive-S-56V.bin', ['v3.6-56V']],
  ['v3.6-48V.hex', ['v3.6-56V']],
  ['fw_24V_and_56V_v3.6.hex', ['v3.6-24V', 'v3.6-56V']],
  ['v3.5-24V or v3.6-24V.hex', ['v3.5-24V', 'v3.6-24V']],
  ['ODriveFirmware_v3.4.hex', ['v3.4-24V', 'v3.4-48V']],
])('%s names %j', (file, boards) => {
  expect(namesOf(file)).toEqual(boards);
});

test.each([
  'firmware.hex',
  'ODriveFirmware.elf',
  'ODriveFirmware_0.5.6.hex',
  'fw-v0.3.6.hex',
  'blinky_v3.5.bin',
  'firmware_v3.6.1.hex',
  'ODriveFirmware_v3.6.1.hex',
  'test-v3.60.hex',
  'app124V.bin',
  'v2.24Vtest.bin',
  'build-356.bin',
  'sample-1.0.0.bin',
  'undo-345678901234-20261128T221500Z.dfu',
  'undo-3634567890AB-20260324V3.dfu',
  'ODrive v4.2.hex',
  '',
])('%s names no board', (file) => {
  expect(namesOf(file)).toBeUndefined();
});

test('a voltage alone names every board that has it', () => {
  expect(namesOf('firmware_56V.bin')).toEqual(['v3.6-56V']);
  expect(namesOf('firmware 24 V.bin')).toContain('v3.3');
  expect(namesOf('firmware 24 V.bin')).not.toContain('v3.6-56V');
});
