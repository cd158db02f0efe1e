// A recorded session drives a bus again: it comes to the same end, and the first request that is another one is told.

import {
  boardVersion,
  type FlashEnv,
  findRom,
  flash,
  isFlasherError,
  LinkError,
  type MemoryImage,
  openDfuTarget,
  parseTrace,
  readImage,
  type Trace,
  type TraceEntry,
  tracedBus,
  traceEncoder,
  type UsbBus,
  update,
  type Vault,
} from '@odflash/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createVirtualBoard,
  factoryFirmware,
  type HostName,
  hostModels,
  ReplayDifference,
  replayBus,
  replayLink,
  seededRandom,
  type VirtualClock,
  virtualBus,
  virtualClock,
} from '../src/index.ts';

const base = 0x0800_0000;

function memoryVault(): Vault {
  const files = new Map<string, Uint8Array>();
  return {
    put: async (name, data) => void files.set(name, data.slice()),
    get: async (name) => files.get(name),
    list: async (prefix) => [...files.keys()].filter((name) => name.startsWith(prefix)).sort(),
    remove: async (name) => void files.delete(name),
    locate: (name) => name,
  };
}

function firmware(seed: number, length = 3000): MemoryImage {
  const data = seededRandom(seed, 'firmware').fill(new Uint8Array(length));
  new DataView(data.buffer).setUint32(0, 0x2002_0000, true);
  new DataView(data.buffer).setUint32(4, base + 0x401, true);
  return { format: 'raw', segments: [{ address: base, data }], notes: [] };
}

/** A trace as it comes out of a file. */
function throughFile(entries: readonly TraceEntry[]): Trace {
  const encoder = traceEncoder();
  const header = { odflash: '0.1.0', platform: 'test', host: 'virtual', begun: '' };
  const text = [encoder.header(header), ...entries.map((entry) => encoder.entry(entry, 0))].join('');
  return parseTrace(new TextEncoder().encode(text));
}

type Session<T> = (bus: UsbBus, clock: VirtualClock) => Promise<T>;

interface Recording<T> {
  readonly result: T;
  readonly trace: Trace;
}

async function record<T>(profile: string, session: Session<T>, host: HostName = 'linux'): Promise<Recording<T>> {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const entries: TraceEntry[] = [];
  // What is handed over uncopied has to be copied here.
  const keep = (entry: TraceEntry) => entries.push('data' in entry ? { ...entry, data: entry.data.slice() } : entry);
  const result = await session(tracedBus(virtualBus([board], { clock, host }), keep, clock), clock);
  return { result, trace: throughFile(entries) };
}

/** Everything that came of a flash: report or error, and every event. */
const flashing =
  (image: MemoryImage): Session<Result> =>
  async (bus, clock) => {
    const events: unknown[] = [];
    const env: FlashEnv = { bus, clock, vault: memoryVault() };
    const report = await flash(env, {
      image,
      confirm: async () => true,
      onEvent: (event) => events.push(event),
    }).catch((error: unknown) => {
      if (!isFlasherError(error)) throw error;
      return { code: error.code, message: error.message, board: error.board, details: error.details };
    });
    return resultOf({ report, events });
  };

/** What came of a session: everything but numbers, and the numbers, of which times are exact to the nanosecond at best. */
interface Result {
  readonly words: unknown;
  readonly numbers: readonly number[];
}

function resultOf(value: unknown): Result {
  const numbers: number[] = [];
  const text = JSON.stringify(value, (_key, item) => {
    if (item instanceof Uint8Array) return Buffer.from(item).toString('hex');
    if (typeof item !== 'number') return item;
    numbers.push(item);
    return '#';
  });
  return { words: JSON.parse(text), numbers };
}

function expectSame(found: Result, expected: Result): void {
  expect(found.words).toEqual(expected.words);
  const apart = found.numbers.map((number, index) => Math.abs(number - (expected.numbers[index] ?? Number.NaN)));
  expect(Math.max(0, ...apart)).toBeLessThan(0.001);
}

async function replayed<T>(trace: Trace, session: Session<T>): Promise<T> {
  const clock = virtualClock();
  const bus = replayBus(trace, { clock });
  const result = await session(bus, clock);
  bus.finished();
  return result;
}

/** A short session whose every request is easy to name. */
const looking: Session<void> = async (bus, clock) => {
  await using target = await openDfuTarget({ bus, device: await findRom(bus), clock });
  await target.read({ address: base, length: 16 });
};

async function difference(run: Promise<unknown>): Promise<ReplayDifference> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  expect(cause).toBeInstanceOf(ReplayDifference);
  return cause as ReplayDifference;
}

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

  it('comes to the same report whatever happened on the wire, and whatever the host', async () => {
    const kinds = ['stall', 'timeout', 'lost', 'short', 'stale', 'corrupt', 'replug', 'crash', 'bus-reset'] as const;
    const fault = fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 120 }));
    const hosts = fc.constantFrom(...(Object.keys(hostModels) as HostName[]));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fault, { maxLength: 2, selector: ([kind]) => kind }),
        hosts,
        async (faults, host) => {
          const knobs = faults.map(([kind, at]) => `,${kind}-at=${at}`).join('');
          const session = flashing(firmware(2));
          const { result, trace } = await record(`v3.6-56V+dfu,flash=blank${knobs}`, session, host);
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
          answer: async () => true,
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

  it('refuses a session that ends too early or goes on too long', async () => {
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

  it('tells whoever watches of what came and went, in its time', async () => {
    const device = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-1' };
    const trace = throughFile([
      { operation: 'list', at: 0, duration: 10, outcome: 'ok', devices: [device] },
      { operation: 'left', at: 100, device },
      { operation: 'arrived', at: 300, device },
      { operation: 'open', at: 1000, duration: 0, outcome: 'busy', text: 'somebody has it', link: 1, device },
    ]);
    const heard = await replayed(trace, async (bus, clock) => {
      const told: string[] = [];
      using _watch = bus.watch(({ type }) => told.push(`${type} at ${clock.now()}`));
      await bus.list();
      await clock.sleep(500);
      await expect(bus.open(device)).rejects.toMatchObject({ kind: 'busy', message: 'somebody has it' });
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
