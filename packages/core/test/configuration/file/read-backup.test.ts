// The configuration of a running board, read until two readings in a row agree: nothing of it that was read wrongly may be kept.

import { describe, expect, it } from 'vitest';
import type { ConfigurationBackup } from '../../../src/configuration/file/backup-file.ts';
import { readBackup } from '../../../src/configuration/file/read-backup.ts';
import { message } from '../../../src/messages/message.ts';
import { readEvidence } from '../../../src/odrive/identity.ts';
import type { OdriveDevice } from '../../../src/odrive/index.ts';
import { configurationProperties } from '../../../src/odrive/tree.ts';
import { endpointOf, type FakeBoard, smallBoard } from '../../odrive/fake-board.ts';
import { connected } from '../planned.ts';

const date = new Date(Date.UTC(2026, 10, 29, 9, 30));

interface Read {
  readonly backup: ConfigurationBackup;
  readonly properties: number;
  readonly readings: number;
  readonly told: readonly (readonly [number, number])[];
}

/** What is read while `before` happens to the board before each reading, from 0. */
async function readWith(board: FakeBoard, before: (reading: number) => void = () => undefined): Promise<Read> {
  const device = await connected(board);
  const evidence = await readEvidence(device);
  const paths = configurationProperties(device.tree.root).map(({ path }) => path);
  let readings = 0;
  const watched: OdriveDevice = {
    ...device,
    read: (path, options) => {
      if (path === paths[0]) before(readings++);
      return device.read(path, options);
    },
  };
  const told: [number, number][] = [];
  const onProperty = (done: number, total: number) => told.push([done, total]);
  const backup = await readBackup(watched, evidence, { date, onProperty }).catch((error: unknown) => error as never);
  return { backup, properties: paths.length, readings, told };
}

/** The value of a property becomes another. */
function set(board: FakeBoard, path: string, value: number): void {
  const { values } = board.options;
  const endpoint = endpointOf(board, path);
  values.set(endpoint, (values.get(endpoint) as Uint8Array).with(0, value));
}

const cpr = 'axis0.encoder.config.cpr';
const readOnly = 'axis0.controller.config.cogging_ratio';

describe('a configuration', () => {
  it('is read twice, and says where and when it is from', async () => {
    const { backup, readings, properties } = await readWith(smallBoard());
    expect(readings).toBe(2);
    expect(backup.values.size).toBe(properties);
    expect(backup.origin).toEqual({
      serial: '356933603436',
      board: 'v3.6-56V',
      descriptor: expect.any(Number),
      firmware: '0.5.6',
      taken: '2026-11-29T09:30:00.000Z',
    });
  });

  it('of a board without OTP says so', async () => {
    const board = smallBoard();
    set(board, 'otp_valid', 0);
    expect((await readWith(board)).backup.origin).toMatchObject({ otpBlank: true });
  });

  it('is read again if a value is another the second time, and is what was read twice', async () => {
    const board = smallBoard();
    const { backup, readings } = await readWith(board, (reading) => set(board, cpr, reading === 0 ? 0 : 7));
    expect(readings).toBe(3);
    expect(backup.values.get(cpr)).toBe(7);
  });

  it('is not what was read first and third, but not in a row', async () => {
    const board = smallBoard();
    const { backup, readings } = await readWith(board, (reading) => set(board, cpr, [7, 9, 7, 9, 9][reading] ?? 0));
    expect(readings).toBe(5);
    expect(backup.values.get(cpr)).toBe(9);
  });

  it('is refused if it never is the same twice, with a way out', async () => {
    const board = smallBoard();
    const { backup, readings } = await readWith(board, (reading) => set(board, cpr, reading));
    expect(backup).toMatchObject({ code: 'unexpected-reply', next: message('next.stop-motors-and-repeat') });
    expect(readings).toBe(5);
  });

  it('may hold values that change by themselves, where they cannot be written', async () => {
    const board = smallBoard();
    const { backup, readings } = await readWith(board, (reading) => set(board, readOnly, reading));
    expect(readings).toBe(2);
    expect(backup.values.has(readOnly)).toBe(true);
  });

  it('reports its progress from nothing to all of two readings, and a third one continues unreported', async () => {
    const board = smallBoard();
    const { told, properties, readings } = await readWith(board, (reading) => set(board, cpr, reading === 0 ? 0 : 7));
    expect(readings).toBe(3);
    expect(told).toEqual(Array.from({ length: 2 * properties }, (_, index) => [index + 1, 2 * properties]));
  });
});
