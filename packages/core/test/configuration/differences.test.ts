// What two configurations disagree in: what is overlooked is overwritten unasked, what is invented is asked for nothing.

import { describe, expect, it } from 'vitest';
import { configurationDifferences } from '../../src/configuration/differences.ts';
import type { JsonValue } from '../../src/odrive/descriptor/json.ts';
import { smallBoard } from '../odrive/fake-board.ts';
import { backupWith, connected } from './planned.ts';

const brake = 'config.brake_resistance';
const endpoint = 'config.gpio1_pwm_mapping.endpoint';

async function differing(
  now: Record<string, JsonValue>,
  saved: Record<string, JsonValue>,
  [from, to]: readonly [string, string | undefined] = ['0.5.6', '0.5.6'],
) {
  const { tree } = await connected(smallBoard());
  const backup = (values: Record<string, JsonValue>, firmware: string | undefined) =>
    backupWith(values, firmware === undefined ? {} : { firmware });
  return configurationDifferences(tree, backup(now, from), backup(saved, to)).map(({ path }) => path);
}

describe('two configurations', () => {
  it('differ in what the board would take and has otherwise, with both values', async () => {
    const { tree } = await connected(smallBoard());
    expect(configurationDifferences(tree, backupWith({ [brake]: 2 }), backupWith({ [brake]: 0.5 }))).toEqual([
      { path: brake, now: 2, saved: 0.5 },
    ]);
    expect(await differing({ [brake]: 2 }, { [brake]: 2 })).toEqual([]);
  });

  it('do not differ in a float that 32 bits cannot tell from the other', async () => {
    expect(await differing({ [brake]: 0.1 }, { [brake]: 0.10000000149011612 })).toEqual([]);
    expect(await differing({ [brake]: 0.1 }, { [brake]: 0.1000001 })).toEqual([brake]);
  });

  it('do not differ in what one of them does not have, or the board does not take', async () => {
    expect(await differing({}, { [brake]: 2 })).toEqual([]);
    expect(await differing({ [brake]: 2 }, {})).toEqual([]);
    expect(await differing({ [brake]: 2 }, { [brake]: 'much' })).toEqual([]);
    expect(await differing({ 'axis0.gone': 1 }, { 'axis0.gone': 2 })).toEqual([]);
    const readOnly = 'axis0.controller.config.cogging_ratio';
    expect(await differing({ [readOnly]: 1 }, { [readOnly]: 2 })).toEqual([]);
  });

  it('differ in a value that the board has and that is no value of its type', async () => {
    expect(await differing({ [brake]: 'odd' }, { [brake]: 2 })).toEqual([brake]);
  });

  it('differ in what a reference points at, by its path', async () => {
    expect(await differing({ [endpoint]: null }, { [endpoint]: 'axis0.controller.config.vel_limit' })).toEqual([
      endpoint,
    ]);
    expect(await differing({ [endpoint]: null }, { [endpoint]: null })).toEqual([]);
  });

  it('of two generations are not compared, because nothing of one is carried to the other', async () => {
    expect(await differing({ [brake]: 2 }, { [brake]: 0.5 }, ['0.5.6', '0.4.12'])).toEqual([]);
    expect(await differing({ [brake]: 2 }, { [brake]: 0.5 }, ['0.5.6', undefined])).toEqual([brake]);
    expect(await differing({ [brake]: 2 }, { [brake]: 0.5 }, ['0.5.6', '0.5.1'])).toEqual([brake]);
  });
});
