// Backups of a small board, and what would be restored of them.

import type { ConfigurationBackup } from '../../src/configuration/file/backup-file.ts';
import { collectConfiguration } from '../../src/configuration/file/collect.ts';
import { planRestore } from '../../src/configuration/plan.ts';
import type { RestoreRequest, RestoreTarget } from '../../src/configuration/plan-types.ts';
import { voltageLimit } from '../../src/configuration/rules/limits.ts';
import type { JsonValue } from '../../src/odrive/descriptor/json.ts';
import { connectOdrive } from '../../src/odrive/device.ts';
import type { OdriveDevice } from '../../src/odrive/index.ts';
import type { FakeBoard } from '../odrive/fake-board.ts';

export const bytes = (text: string) => new TextEncoder().encode(text);
export const serial = '356933603436';
export const origin = { serial, board: 'v3.6-56V', firmware: '0.5.6', taken: '2024-01-01T00:00:00.000Z' };

export async function connected(board: FakeBoard) {
  const device = await connectOdrive(board, { clock: board.clock, sequence: 0x80 });
  board.touched.length = 0;
  return device;
}

export const backupWith = (values: Record<string, JsonValue>, from: ConfigurationBackup['origin'] = origin) => ({
  origin: from,
  values: new Map(Object.entries(values)),
});

/** A v3.6-56V as the small board is one, with what it has now. */
export async function targetOf(device: OdriveDevice): Promise<RestoreTarget> {
  const board = { minor: 6, voltage: 56 } as const;
  const values = await collectConfiguration(device);
  const limit = voltageLimit({ otp: board });
  return { tree: device.tree, serial, firmware: '0.5.6', board, proved: true, limit, values, bus: [24] };
}

export async function plan(board: FakeBoard, values: Record<string, JsonValue>, request: Partial<RestoreRequest> = {}) {
  const device = await connected(board);
  const target = await targetOf(device);
  board.touched.length = 0;
  const result = planRestore({ backup: backupWith(values), target, origin: 'same-chip', ...request });
  const skips: Record<string, string> = {};
  if (result.kind === 'refused') return { device, result, writes: [], skipped: skips };
  for (const { path, reason } of result.skipped) skips[path] = reason;
  return {
    device,
    result,
    writes: result.writes.map(({ property, value }) => [property.path, value]),
    skipped: skips,
  };
}
