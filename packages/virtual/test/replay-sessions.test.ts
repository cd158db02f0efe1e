// A recorded flash or update, replayed: the same answers, the same end.

import { acceptWarnings, boardVersion, readImage, update } from '@odflash/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factoryFirmware, type HostName, hostModels, memoryVault, replayBus, virtualClock } from '../src/index.ts';
import { difference, expectSame, firmware, flashing, record, replayed, type Session } from './replay-bench.ts';

describe('a replayed flash', () => {
  it.each([
    ['a healthy board', 'v3.6-56V+dfu,flash=blank'],
    ['a board that loses a reply', 'v3.6-56V+dfu,flash=blank,timeout-at=30'],
    ['a board that resets itself half-way', 'v3.6-56V+dfu,flash=blank,crash-at=60'],
    ['a cable that is loose', 'v3.6-56V+dfu,flash=blank,replug-at=50'],
    ['a protected board, which is refused', 'v3.6-56V+dfu,rdp=1'],
    ['a board that is gone for good', 'v3.6-56V+dfu,flash=blank,gone-at=60'],
  ])('comes to the same report with the same events: %s', async (_name, profile) => {
    const session = flashing(firmware(1));
    const { result, trace } = await record(profile, session);
    expectSame(await replayed(trace, session), result);
  });

  it('comes to the same report whatever was transferred, and whatever the host', async () => {
    const kinds = ['stall', 'timeout', 'lost', 'short', 'stale', 'corrupt', 'replug', 'crash', 'bus-reset'] as const;
    const fault = fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 120 }));
    const hosts = fc.constantFrom(...(Object.keys(hostModels) as HostName[]));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fault, { maxLength: 2, selector: ([kind]) => kind }),
        hosts,
        async (faults, host) => {
          const boardOptions = faults.map(([kind, at]) => `,${kind}-at=${at}`).join('');
          const session = flashing(firmware(2));
          const { result, trace } = await record(`v3.6-56V+dfu,flash=blank${boardOptions}`, session, host);
          expectSame(await replayed(trace, session), result);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('of another image is refused at the first request that differs: which, where, expected and found', async () => {
    const { trace } = await record('v3.6-56V+dfu,flash=blank', flashing(firmware(1)));
    const clock = virtualClock();
    const bus = replayBus(trace, { clock });
    const { words } = await flashing(firmware(3))(bus, clock);
    const { report } = words as { report: { code: string; message: string } };
    expect(report.code).toBe('internal');
    const told = await difference((async () => bus.finished())());
    const line = trace.entries.findIndex(
      (entry) => entry.operation === 'control-out' && (entry.setup?.value ?? 0) >= 2 && entry.length > 100,
    );
    expect(told.line).toBe(line + 2);
    expect(told.expected).toMatch(/^DNLOAD 2: \d+ bytes to 0x08000008$/);
    expect(told.found).toBe(told.expected);
    expect(told.message).toMatch(/^line \d+ of the trace: .*; first in byte \d+: [0-9a-f]{2}, found [0-9a-f]{2}$/);
    expect(report.message).toContain(told.message);
  });
});

describe('a replayed update', () => {
  it('goes through the firmware, the bootloader and back, on another day', async () => {
    const image = readImage(factoryFirmware(boardVersion('v3.6-56V')!, 7, 20 * 1024, '0.5.6'));
    const updating: Session<string[]> = async (bus, clock) => {
      const stages: string[] = [];
      const report = await update(
        { bus, clock, vault: memoryVault() },
        {
          firmware: { image, name: 'firmware.hex' },
          ask: acceptWarnings,
          onEvent: (event) => event.type === 'stage' && stages.push(event.stage),
        },
      );
      return [...stages, report.board];
    };
    const { result, trace } = await record('v3.6-56V', updating);
    expect(result.at(-1)).toBe('verified');
    // The date decides which numbers native requests begin with.
    const clock = virtualClock({ epoch: Date.UTC(2025, 5, 6, 7, 8, 9, 123) });
    const bus = replayBus(trace, { clock });
    expect(await updating(bus, clock)).toEqual(result);
    bus.finished();
  });
});
