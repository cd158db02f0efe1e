import { isFlasherError, type UsbDeviceInfo } from '@odflash/core';
import { parseTrace, type TraceHeader, traceEncoder, traceLimits } from '@odflash/core/trace';
import type { LinkEntry, TraceEntry } from '@odflash/core/usb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';

const header: TraceHeader = {
  odflash: '0.1.0',
  platform: 'linux 6.1.0 x64, node 20.20.2',
  host: 'libusb',
  begun: '2024-01-01T00:00:00.000Z',
};
const device: UsbDeviceInfo = {
  vendorId: 0x0483,
  productId: 0xdf11,
  release: 0x2200,
  path: '1-2.3',
  serial: '325E35633334',
};

const encoded = (text: string) => new TextEncoder().encode(text);

function fileOf(entries: readonly TraceEntry[], start = 0): string {
  const encoder = traceEncoder();
  return [encoder.header(header), ...entries.map((entry) => encoder.entry(entry, start)), encoder.end('exit')].join('');
}

const ms = fc.integer({ min: 0, max: 10_000_000_000 }).map((nanoseconds) => nanoseconds / 1_000_000);
const byte = fc.nat({ max: 255 });
const word = fc.nat({ max: 0xffff });
const text = fc.string({ maxLength: 60, unit: 'binary' });
const anyDevice: fc.Arbitrary<UsbDeviceInfo> = fc.record(
  {
    vendorId: word,
    productId: word,
    release: word,
    path: text,
    address: fc.nat({ max: 127 }),
    serial: text,
    manufacturer: text,
    product: text,
    cannotOpen: fc.constantFrom('access', 'busy', 'no-driver', 'io', 'timeout', 'disconnected'),
  },
  { requiredKeys: ['vendorId', 'productId', 'release', 'path'] },
);
const outcome = fc.constantFrom('ok', 'stall', 'babble', 'timeout', 'disconnected', 'access', 'busy', 'io', 'failed');
const ended = { at: ms, duration: ms, outcome };
const setup = fc.record({ requestType: byte, request: byte, value: word, index: word });
const data = fc.uint8Array({ maxLength: 80 });
const said = fc.record({ text }, { requiredKeys: [] });

const transfer = fc
  .record({ ...ended, link: fc.nat({ max: 9 }), setup, endpoint: byte, length: word, timeoutMs: ms, data, took: word })
  .chain(({ setup: packet, endpoint, took, ...rest }) =>
    fc.constantFrom<LinkEntry['operation']>('control-in', 'control-out', 'bulk-in', 'bulk-out').map((operation) => ({
      operation,
      ...rest,
      ...(operation.startsWith('control') ? { setup: packet } : { endpoint }),
      bytes: operation.endsWith('-out') ? took : rest.data.length,
    })),
  );
const call = fc
  .record({ ...ended, link: fc.nat({ max: 9 }), interfaceNumber: byte, alternate: byte })
  .chain(({ interfaceNumber, alternate, ...rest }) =>
    fc.constantFrom<LinkEntry['operation']>('claim', 'select-alternate', 'reset', 'close').map((operation) => ({
      operation,
      ...rest,
      ...(operation === 'claim' || operation === 'select-alternate' ? { interfaceNumber } : {}),
      ...(operation === 'select-alternate' ? { alternate } : {}),
      length: 0,
      data: new Uint8Array(0),
      bytes: 0,
    })),
  );
const bus = fc.oneof(
  fc.record({ operation: fc.constant('open' as const), ...ended, link: fc.nat({ max: 9 }), device: anyDevice }),
  fc.record({ operation: fc.constant('list' as const), ...ended, devices: fc.array(anyDevice, { maxLength: 3 }) }),
  fc.record({ operation: fc.constantFrom('arrived' as const, 'left' as const), at: ms, device: anyDevice }),
);
const entry: fc.Arbitrary<TraceEntry> = fc
  .tuple(fc.oneof(transfer, call, bus), said)
  .map(([what, words]) => ('outcome' in what ? { ...what, ...words } : what) as TraceEntry);

const example: readonly TraceEntry[] = [
  { operation: 'list', at: 5, duration: 1, outcome: 'ok', devices: [device] },
  { operation: 'open', at: 6, duration: 0, outcome: 'ok', link: 1, device },
  {
    operation: 'control-in',
    at: 7,
    duration: 0.5,
    outcome: 'ok',
    link: 1,
    setup: { requestType: 0xa1, request: 3, value: 0, index: 0 },
    timeoutMs: 5000,
    length: 6,
    data: Uint8Array.of(0, 0, 0, 0, 2, 0),
    bytes: 6,
  },
];

/** The `bad-file` error that `file` ends in. */
function refusal(file: Uint8Array) {
  try {
    parseTrace(file);
  } catch (error) {
    if (isFlasherError(error) && error.code === 'bad-file') return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('a trace', () => {
  it('is one line of JSON for each thing, readable without us', () => {
    const lines = fileOf(example, 5).trimEnd().split('\n');
    expect(lines[0]).toBe(
      '{"odflash-trace":1,"odflash":"0.1.0","platform":"linux 6.1.0 x64, node 20.20.2","host":"libusb","begun":"2024-01-01T00:00:00.000Z"}',
    );
    expect(lines[3]).toBe(
      '{"t":2,"ms":0.5,"op":"control-in","link":1,"setup":"a1 03 0000 0000","length":6,"timeout":5000,"end":"ok","data":"000000000200"}',
    );
    expect(lines[4]).toBe('{"op":"end","why":"exit"}');
  });

  it('returns as it was written', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
        const trace = parseTrace(encoded(fileOf(entries)));
        expect(trace).toEqual({ header, entries, end: 'exit', cutOff: false });
      }),
    );
  });

  it('names the devices of a bus only when they change', () => {
    const look = example[0]!;
    const file = fileOf([look, look, { ...look, devices: [] } as TraceEntry, look]);
    expect(file.match(/"same":true/g)).toHaveLength(1);
    expect(parseTrace(encoded(file)).entries).toEqual([look, look, { ...look, devices: [] }, look]);
  });

  it('is read up to where it was cut off, wherever that is', () => {
    const file = fileOf(example);
    const firstLine = file.indexOf('\n') + 1;
    for (let length = firstLine; length < file.length - 1; length++) {
      const { entries, end } = parseTrace(encoded(file.slice(0, length)));
      const whole = file.slice(0, length).split('\n').length - 2;
      expect(entries.length - whole, `${length} bytes`).toBeGreaterThanOrEqual(0);
      expect(entries.length - whole).toBeLessThanOrEqual(1);
      expect(entries).toEqual(example.slice(0, entries.length));
      expect(end).toBeUndefined();
    }
  });

  it('is read though a power cut left zeros at its end', () => {
    const file = encoded(fileOf(example).slice(0, -40));
    const padded = new Uint8Array(file.length + 4096);
    padded.set(file);
    expect(parseTrace(padded)).toEqual({ header, entries: example.slice(0, 2), cutOff: true });
  });

  it.each([
    ['nothing', '', 1, 'no first line'],
    ['a picture', '\u0089PNG\r\n', 1, 'not an odflash trace'],
    ['other JSON', '{"version":1}\n', 1, 'not an odflash trace'],
    ['a newer trace', '{"odflash-trace":2}\n', 1, 'version 2'],
    [
      'a line that is no JSON, in the middle',
      `${fileOf(example).split('\n', 2).join('\n')}\n{"t":\n{}\n`,
      3,
      'not a JSON',
    ],
    ['more after the end', `${fileOf(example)}{"op":"end","why":"exit"}\n`, 6, 'after the end'],
  ])('refuses %s, naming the line', (_name, file, line, text) => {
    const error = refusal(encoded(file));
    expect(error.details.line).toBe(line);
    expect(inEnglish(error.text)).toContain(text);
  });

  it.each([
    ['an operation', '{"t":0,"ms":0,"op":"explode","link":1,"end":"ok"}', 'explode'],
    ['a time', '{"t":"soon","ms":0,"op":"reset","link":1,"end":"ok"}', '"t" is not a time'],
    ['an endless time', '{"t":0,"ms":1e400,"op":"reset","link":1,"end":"ok"}', '"ms" is not a time'],
    ['an end', '{"t":0,"ms":0,"op":"reset","link":1,"end":"well"}', 'not a known outcome'],
    [
      'a setup packet',
      '{"t":0,"ms":0,"op":"control-in","link":1,"setup":"a1 03","length":6,"end":"ok","data":""}',
      'setup',
    ],
    ['data', '{"t":0,"ms":0,"op":"bulk-in","link":1,"endpoint":"83","length":6,"end":"ok","data":"0"}', '"data"'],
    ['a length', '{"t":0,"ms":0,"op":"bulk-in","link":1,"endpoint":"83","length":-1,"end":"ok","data":""}', '"length"'],
    ['a device', '{"t":0,"op":"left","device":{"path":"1-1"}}', 'vendorId'],
    ['devices', '{"t":0,"ms":0,"op":"list","end":"ok","devices":{}}', '"devices"'],
  ])('refuses a line with an invalid %s', (_name, line, text) => {
    const error = refusal(encoded(`${traceEncoder().header(header)}${line}\n`));
    expect(error.details.line).toBe(2);
    expect(inEnglish(error.text)).toContain(text);
  });

  it('refuses files and lines beyond what a trace can have', () => {
    expect(refusal(new Uint8Array(traceLimits.fileBytes + 1)).details.reason).toBe('too-big');
    const endless = encoded(`${traceEncoder().header(header)}${'x'.repeat(traceLimits.lineBytes + 1)}`);
    expect(refusal(endless).details).toMatchObject({ reason: 'length', line: 2 });
  });

  it('refuses what is nested without end', () => {
    const deep = `{"t":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(inEnglish(refusal(encoded(`${traceEncoder().header(header)}${deep}\n`)).text)).toContain('a list');
  });

  it('survives any damage: entries or one bad-file', () => {
    const file = encoded(fileOf(example));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: file.length - 1 }), byte), { maxLength: 4 }), (changes) => {
        const damaged = file.slice();
        for (const [at, value] of changes) damaged[at] = value;
        try {
          parseTrace(damaged);
        } catch (error) {
          expect(error).toMatchObject({ code: 'bad-file' });
        }
      }),
    );
  });
});
