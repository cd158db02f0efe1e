// A flash as the engine tells it, for renderers: sectors 0 to 2, sector 1 equal already, everything else not named.

import type { FlashEvent } from '@odflash/core';
import { sectors } from '@odflash/core/board';
import type { FlashPlan, SectorPlan } from '@odflash/core/flash';
import { sentence } from '../../../test/support/in-english.ts';

const actions: Partial<Record<number, SectorPlan['action']>> = { 0: 'rewrite', 1: 'skip', 2: 'rewrite' };

const cost = { erase: 500, write: 100, verify: 80 };

export const plan: FlashPlan = {
  sectors: sectors.map((sector) => {
    const action = actions[sector.index] ?? 'keep';
    const why = { keep: 'not-named', skip: 'equal', rewrite: 'differs' } as const;
    return { sector, action, why: why[action], bytes: action === 'keep' ? 0 : sector.length, expected: [] };
  }),
  steps: [0, 2].map((index) => ({
    kind: 'rewrite',
    sector: sectors[index]!,
    erase: true,
    blocks: [{ address: sectors[index]!.address, data: new Uint8Array(16384).fill(0x5a) }],
    expected: [],
    cost,
  })),
  coversVectors: true,
  width: 32,
  totals: {
    ms: 1360,
    phaseMs: { erase: 1000, write: 200, verify: 160 },
    erasedSectors: 2,
    writtenBytes: 32768,
    readBackBytes: 32768,
  },
};

const device = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-1', serial: '356D38673332' };

/** Everything up to the first change. */
export const before: readonly FlashEvent[] = [
  { type: 'opened', device },
  { type: 'inspecting', bytes: 49152, ms: 100 },
  { type: 'advance', phase: 'inspect', bytes: 49152, doneMs: 100, totalMs: 100 },
  { type: 'findings', findings: [{ code: 'board', level: 'ok', text: sentence('The board is an ODrive v3.6-56V.') }] },
  { type: 'plan', plan },
];

/** From the first change to the end. */
export function changing(): readonly FlashEvent[] {
  const inspected = 100;
  let doneMs = inspected;
  const advance = (phase: 'erase' | 'write' | 'verify', sector: number, bytes: number, ms: number): FlashEvent => {
    doneMs += ms;
    return { type: 'advance', phase, sector, bytes, doneMs, totalMs: inspected + plan.totals.ms };
  };
  const blocks = (phase: 'write' | 'verify', sector: number, ms: number) =>
    Array.from({ length: 8 }, () => advance(phase, sector, 2048, ms / 8));
  return [
    { type: 'changing' },
    ...[0, 2].flatMap((sector): FlashEvent[] => [
      { type: 'sector', sector, progress: 'erasing' },
      advance('erase', sector, 0, cost.erase),
      { type: 'sector', sector, progress: 'writing' },
      ...blocks('write', sector, cost.write),
      { type: 'sector', sector, progress: 'verifying' },
      ...blocks('verify', sector, cost.verify),
      { type: 'sector', sector, progress: 'verified' },
    ]),
    { type: 'note', code: 'not-started', text: sentence('The firmware was not started.') },
  ];
}
