// Paths that continue from what was typed.

import { expect, it } from 'vitest';
import { completeKnownPath, completePath } from '../../src/odrive/complete.ts';
import { enumerationConstants } from '../../src/odrive/enumerations.ts';
import { connect, bench as makeBench } from '../update/bench.ts';

it('one name at a time, objects with their dot, of the kind that is wanted', async () => {
  await using odrive = await connect(makeBench('v3.6-56V'));
  const { tree } = odrive;
  expect(completePath(tree, 'vbus')).toEqual(['vbus_voltage']);
  expect(completePath(tree, 'axis0.enc')).toEqual(['axis0.encoder.']);
  expect(completePath(tree, 'axis0.encoder.pos_e')).toEqual([
    'axis0.encoder.pos_estimate',
    'axis0.encoder.pos_estimate_counts',
  ]);
  expect(completePath(tree, 'test_', 'function')).toEqual(['test_function']);
  expect(completePath(tree, 'vbus', 'writable')).toEqual([]);
  expect(completePath(tree, 'test_', 'writable')).toEqual(['test_property']);
  expect(completePath(tree, 'vbus', 'property')).toEqual(['vbus_voltage']);
  expect(completePath(tree, 'test_', 'property')).toEqual(['test_property']);
  expect(completePath(tree, 'nothing.')).toEqual([]);
  expect(completePath(tree, '').length).toBeGreaterThan(20);
});

it('of every firmware that was seen before, whatever else lies there', async () => {
  const bench = makeBench('v3.6-56V');
  const { vault } = bench.env;
  for (const name of await vault.list('descriptor-')) await vault.remove(name);
  expect(await completeKnownPath(vault, 'vbus')).toEqual([]);
  await using _ = await connect(bench);
  await vault.put('descriptor-FFFF-3.json', new Uint8Array([1, 2, 3]));
  expect(await completeKnownPath(vault, 'axis0.motor.fet')).toEqual(['axis0.motor.fet_thermistor.']);
});

it('constants are those of the generation', () => {
  expect(enumerationConstants('0.5.2')).toMatchObject({ AXIS_STATE_HOMING: 11, CONTROL_MODE_POSITION_CONTROL: 3 });
  expect(enumerationConstants('0.4')).not.toHaveProperty('AXIS_STATE_HOMING');
  expect(enumerationConstants('0.4')).toMatchObject({ CTRL_MODE_POSITION_CONTROL: 3, CTRL_MODE_CURRENT_CONTROL: 1 });
});
