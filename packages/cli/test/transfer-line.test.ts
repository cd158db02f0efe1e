import type { LinkEntry } from '@odflash/core/usb';
import { describe, expect, it } from 'vitest';
import { transferLines } from '../src/render/transfer-line.ts';

const entry: LinkEntry = {
  operation: 'control-out',
  link: 1,
  at: 0,
  duration: 3.46,
  length: 2048,
  bytes: 2048,
  data: new Uint8Array(2048).fill(0xab),
  outcome: 'ok',
  setup: { requestType: 0x21, request: 1, value: 2, index: 0 },
};

describe('a transfer in the log', () => {
  it('gives the request, its result and how long it took', () => {
    expect(transferLines()(entry)).toBe('DNLOAD 2: 2048 bytes to 0x08000000: ok, 3.5 ms');
    expect(transferLines()({ ...entry, bytes: 512 })).toContain('512 of 2048 bytes');
    expect(transferLines()({ ...entry, outcome: 'timeout', text: 'no answer' })).toContain('timeout: no answer');
  });

  it('tells of devices that come and go, not of every look at the bus', () => {
    const device = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-1' };
    const line = transferLines();
    expect(line({ operation: 'left', at: 0, device })).toBe('left: 0483:df11 no serial number at 1-1');
    expect(line({ operation: 'list', at: 0, duration: 1, outcome: 'ok', devices: [device] })).toBeUndefined();
  });
});
