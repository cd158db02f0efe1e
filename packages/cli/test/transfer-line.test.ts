import type { TraceEntry } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { transferLine } from '../src/render/transfer-line.ts';

const entry: TraceEntry = {
  operation: 'control-out',
  at: 0,
  duration: 3.46,
  length: 2048,
  bytes: 2048,
  data: new Uint8Array(2048).fill(0xab),
  outcome: 'ok',
  setup: { requestType: 0x21, request: 1, value: 2, index: 0 },
};

describe('a transfer in the log', () => {
  it('names DFU requests and shows the beginning of their data', () => {
    expect(transferLine(entry)).toBe(`DNLOAD 2 [${'ab '.repeat(16)}…] ok 2048/2048 3.5 ms`);
    const setup = { requestType: 0xa1, request: 3, value: 0, index: 0 };
    const status = {
      ...entry,
      operation: 'control-in',
      setup,
      length: 6,
      bytes: 6,
      data: Uint8Array.of(0, 0, 0, 0, 2, 0),
    };
    expect(transferLine(status as TraceEntry)).toBe('GETSTATUS 0 [00 00 00 00 02 00] ok 6/6 3.5 ms');
  });

  it('shows how much of a short transfer arrived, and how a lost one ended', () => {
    expect(transferLine({ ...entry, bytes: 512 })).toContain('ok 512/2048');
    expect(transferLine({ ...entry, bytes: 0, data: new Uint8Array(0), outcome: 'timeout' })).toBe(
      'DNLOAD 2 timeout 0/2048 3.5 ms',
    );
  });

  it('shows other requests and platform calls as they are', () => {
    const setup = { requestType: 0x80, request: 6, value: 0x0301, index: 0x0409 };
    expect(transferLine({ ...entry, operation: 'control-in', setup, data: new Uint8Array(0) })).toMatch(
      /^control-in 80 6 301 409 ok/,
    );
    const { setup: _, ...bare } = entry;
    const call = { ...bare, length: 0, bytes: 0, data: new Uint8Array(0) };
    expect(transferLine({ ...call, operation: 'select-alternate', interfaceNumber: 0, alternate: 2 })).toBe(
      'select-alternate 0 2 ok 3.5 ms',
    );
    expect(transferLine({ ...call, operation: 'bulk-in', endpoint: 0x81, length: 64 })).toBe(
      'bulk-in 0x81 ok 0/64 3.5 ms',
    );
  });
});
