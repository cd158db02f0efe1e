// A replayed bus and a replayed link: what they answer, and where they stop.

import { LinkError } from '@odflash/core';
import { openDfuTarget } from '@odflash/core/dfu';
import { describe, expect, it } from 'vitest';
import { replayBus, replayLink, virtualClock } from '../src/index.ts';
import { base, difference, looking, record, replayed, type Session, throughFile } from './replay-bench.ts';

describe('a replayed bus', () => {
  it('refuses everything after a difference', async () => {
    const { trace } = await record('v3.6-56V+dfu', looking);
    const bus = replayBus(trace, { clock: virtualClock() });
    const [device] = await bus.list();
    const link = await bus.open(device!);
    const told = await difference(link.claim(7));
    expect(told.message).toContain('expected GET_DESCRIPTOR configuration 0, found claim interface 7');
    await expect(bus.list()).rejects.toBe(told);
    await expect(bus.open(device!)).rejects.toBe(told);
    expect(() => bus.finished()).toThrow(told);
  });

  it('refuses a session that ends too early or continues too long', async () => {
    const { trace } = await record('v3.6-56V+dfu', looking);
    const early = await difference(replayed(trace, async (bus) => void (await bus.list())));
    expect(early.found).toBeUndefined();
    const longer: Session<void> = async (bus, clock) => {
      await looking(bus, clock);
      const [device] = await bus.list();
      await bus.open(device!);
    };
    const late = await difference(replayed(trace, longer));
    expect(late.expected).toBeUndefined();
    expect(late.message).toContain('expected the end of the trace, found open 0483:df11');
    expect(late.line).toBe(trace.entries.length + 2);
  });

  it('takes more and fewer looks at the bus than were recorded: a look changes nothing', async () => {
    const { trace } = await record('v3.6-56V+dfu', looking);
    await replayed(trace, async (bus, clock) => {
      for (let looks = 0; looks < 5; looks++) expect(await bus.list()).toHaveLength(1);
      await looking(bus, clock);
    });
    const device = trace.entries.flatMap((entry) => (entry.operation === 'open' ? [entry.device] : []))[0]!;
    await replayed(trace, async (bus, clock) => {
      await using target = await openDfuTarget({ bus, device, clock });
      await target.read({ address: base, length: 16 });
    });
  });

  it('reports to watchers what was connected and disconnected, in its time', async () => {
    const device = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-1' };
    const trace = throughFile([
      { operation: 'list', at: 0, duration: 10, outcome: 'ok', devices: [device] },
      { operation: 'left', at: 100, device },
      { operation: 'arrived', at: 300, device },
      { operation: 'open', at: 1000, duration: 0, outcome: 'busy', text: 'another program has it', link: 1, device },
    ]);
    const heard = await replayed(trace, async (bus, clock) => {
      const told: string[] = [];
      using _watch = bus.watch(({ type }) => told.push(`${type} at ${clock.now()}`));
      await bus.list();
      await clock.sleep(500);
      await expect(bus.open(device)).rejects.toMatchObject({ kind: 'busy', message: 'another program has it' });
      return told;
    });
    expect(heard).toEqual(['left at 100', 'arrived at 300']);
  });

  it('translates the numbers a program gives its native requests', async () => {
    const version = { endpoint: 0x03, in: 0x83 };
    const request = (sequence: number) => Uint8Array.of(sequence, 0, 0, 0x80, 4, 0, 0xff, 0xff, 0xff, 0xff, 1, 0);
    const asking =
      (sequence: number): Session<Uint8Array> =>
      async (bus) => {
        const [device] = await bus.list();
        await using link = await bus.open(device!);
        await link.claim(2);
        await link.bulkOut(version.endpoint, request(sequence), 1000);
        return (await link.bulkIn(version.in, 64, 1000)).data;
      };
    const { result, trace } = await record('v3.6-56V', asking(0x81));
    expect(result.subarray(0, 2)).toEqual(Uint8Array.of(0x81, 0x80));
    const again = await replayed(trace, asking(0x97));
    expect(again.subarray(0, 2)).toEqual(Uint8Array.of(0x97, 0x80));
    expect(again.subarray(2)).toEqual(result.subarray(2));
  });
});

describe('a replayed link', () => {
  it('answers as recorded, failures included, in the time it took', async () => {
    const { trace } = await record('v3.6-56V+dfu,timeout-at=2', async (bus) => {
      const [device] = await bus.list();
      await using link = await bus.open(device!);
      await link.claim(0);
      const getState = { requestType: 0xa1, request: 5, value: 0, index: 0 };
      await link.controlIn(getState, 1, 100);
      await expect(link.controlIn(getState, 1, 100)).rejects.toThrow(LinkError);
    });
    const clock = virtualClock();
    const link = replayLink(trace, { clock });
    const getState = { requestType: 0xa1, request: 5, value: 0, index: 0 };
    await link.claim(0);
    expect(await link.controlIn(getState, 1, 7)).toEqual({ status: 'ok', data: Uint8Array.of(10) });
    await expect(link.controlIn(getState, 1, 7)).rejects.toMatchObject({ kind: 'timeout' });
    expect(clock.now()).toBeGreaterThan(100);
    await link[Symbol.asyncDispose]();
    link.finished();
    expect(link.info.productId).toBe(0xdf11);
  });

  it('that the trace does not have is an error at once', () => {
    expect(() => replayLink(throughFile([]), { clock: virtualClock() })).toThrow(RangeError);
  });
});
