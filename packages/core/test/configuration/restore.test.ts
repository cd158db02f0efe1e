// A restore plan carried out.

import { describe, expect, it } from 'vitest';
import { applyRestore } from '../../src/configuration/apply.ts';
import { planRestore } from '../../src/configuration/plan.ts';
import type { JsonValue } from '../../src/odrive/descriptor/json.ts';
import { endpointOf, type FakeBoard, smallBoard } from '../odrive/fake-board.ts';
import { backupWith, plan, targetOf } from './planned.ts';

describe('a restore', () => {
  const values = {
    'config.brake_resistance': 2,
    'config.uart_a_baudrate': 0,
    'axis0.encoder.config.cpr': 4000,
    'config.gpio1_pwm_mapping.endpoint': null,
  };

  async function restore(board: FakeBoard, file: Record<string, JsonValue> = values) {
    const { device, result } = await plan(board, file);
    if (result.kind !== 'plan') throw new Error('refused');
    board.touched.length = 0;
    return { device, outcome: await applyRestore(device, result.writes) };
  }

  it('writes only what differs and reports what was read back', async () => {
    const board = smallBoard();
    const { outcome } = await restore(board);
    expect(outcome.written).toBe(2);
    expect(outcome.values.map(({ path, outcome: how, found }) => [path, how, found])).toEqual([
      ['config.brake_resistance', 'written', 2],
      ['config.uart_a_baudrate', 'already', 0],
      ['axis0.encoder.config.cpr', 'written', 4000],
      ['config.gpio1_pwm_mapping.endpoint', 'already', { endpoint: 0, checksum: 0 }],
    ]);
    expect(board.touched).toEqual([
      endpointOf(board, 'config.brake_resistance'),
      endpointOf(board, 'axis0.encoder.config.cpr'),
    ]);
  });

  it('writes nothing when everything is there already', async () => {
    const board = smallBoard();
    const { device } = await restore(board);
    board.touched.length = 0;
    const target = await targetOf(device);
    const again = planRestore({ backup: backupWith(values), target, origin: 'same-chip' });
    const outcome = await applyRestore(device, again.kind === 'plan' ? again.writes : []);
    expect(outcome.written).toBe(0);
    expect(board.touched).toEqual([]);
    expect(outcome.values.every((value) => value.outcome === 'already')).toBe(true);
  });

  it('does not change a dangling reference where the file has none', async () => {
    const board = smallBoard();
    const endpoint = endpointOf(board, 'config.gpio1_pwm_mapping.endpoint');
    board.options.values.set(endpoint, Uint8Array.of(9, 0, 0xff, 0xee));
    const { outcome } = await restore(board, { 'config.gpio1_pwm_mapping.endpoint': null });
    expect(outcome.written).toBe(0);
  });

  it('says what the firmware did not keep', async () => {
    const model = smallBoard();
    const ignored = new Set([endpointOf(model, 'config.brake_resistance')]);
    const { outcome } = await restore(smallBoard({ readOnly: ignored }), { 'config.brake_resistance': 2 });
    expect(outcome.values).toEqual([{ path: 'config.brake_resistance', wanted: 2, found: 0, outcome: 'not-kept' }]);
  });

  it('survives the loss of any single reply', async () => {
    const reference = smallBoard();
    await restore(reference);
    const first = reference.sent.length;
    for (let lost = 0; lost < first; lost++) {
      const board = smallBoard();
      board.options.fate = (request) => (request === lost ? 'lose-reply' : 'normal');
      const { outcome } = await restore(board);
      expect(outcome.values.every((value) => value.outcome !== 'not-kept')).toBe(true);
    }
  });

  it('ends with the failure when the board is pulled out at any request', async () => {
    const reference = smallBoard();
    await restore(reference);
    for (let last = reference.sent.length - 12; last < reference.sent.length; last++) {
      const board = smallBoard();
      board.options.fate = (request) => (request === last ? 'gone' : 'normal');
      await expect(restore(board)).rejects.toMatchObject({ code: 'disconnected' });
    }
  });
});
