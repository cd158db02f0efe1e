// Records for tests: one of a flash, one of an update, and any that a program may write.

import { sha256Hex } from '@odflash/core/image';
import fc from 'fast-check';
import type { BoardRecord } from '../../src/records/board-record.ts';

export const hash = (text: string): string => sha256Hex(new TextEncoder().encode(text));

export const chip = '356A38673332';

export const flashRecord: BoardRecord = {
  chip,
  path: '1-2.3',
  begun: '2024-01-01T00:00:00.000Z',
  program: '1.2.3',
  board: 'v3.6-56V',
  flash: {
    image: hash('image'),
    undo: { name: `undo-${chip}-20240101T000000Z.dfu`, complete: true },
    sectors: [
      { index: 0, old: hash('old 0'), next: hash('next 0'), other: [] },
      { index: 1, old: hash('old 1'), next: hash('next 1'), other: [hash('half 1')] },
      { index: 2, old: hash('old 2'), next: hash('next 2'), other: [] },
    ],
    inProgress: [0, 2],
  },
};

export const updateRecord: BoardRecord = {
  chip,
  path: '1-2.3',
  begun: '2024-01-01T00:00:00.000Z',
  release: '0.5.5',
  update: {
    stage: 'restoring',
    image: hash('image'),
    release: '0.5.6',
    descriptor: 0x1234,
    configuration: { name: `odrive-config-${chip}-20240101T000000Z.json`, sha256: hash('configuration') },
  },
};

const anyHash = fc.stringMatching(/^[0-9a-f]{64}$/);
const index = fc.nat(11);
const sector = fc.record(
  { index, old: anyHash, next: anyHash, other: fc.array(anyHash, { maxLength: 3 }) },
  { requiredKeys: ['index', 'next', 'other'] },
);
const flash = fc.record(
  {
    image: anyHash,
    undo: fc.record({ name: fc.string(), complete: fc.boolean() }),
    sectors: fc.array(sector, { maxLength: 3 }),
    inProgress: fc.array(index, { maxLength: 3 }),
  },
  { requiredKeys: ['sectors', 'inProgress'] },
);
const update = fc.record(
  {
    stage: fc.constantFrom('entering' as const, 'writing' as const, 'restoring' as const),
    image: anyHash,
    release: fc.string(),
    descriptor: fc.nat(0xffff),
    configuration: fc.record({ name: fc.string(), sha256: anyHash }),
  },
  { requiredKeys: ['stage', 'image'] },
);

/** Any record of format 2. */
export const anyRecord: fc.Arbitrary<BoardRecord> = fc
  .record(
    {
      chip: fc.stringMatching(/^[0-9A-F]{12}$/),
      serial: fc.string(),
      path: fc.string(),
      begun: fc.string(),
      program: fc.string(),
      board: fc.string(),
      release: fc.string(),
      flash,
      update,
    },
    { requiredKeys: ['path', 'begun'] },
  )
  .filter((record) => record.flash !== undefined || record.update !== undefined);
