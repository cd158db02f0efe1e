// A trace of an ST-Link in words: commands, the bytes that follow some, replies.

import type { UsbDeviceInfo } from '@odflash/core';
import { traceDecoder } from '@odflash/core/trace';
import type { LinkEntry, TraceEntry } from '@odflash/core/usb';
import { expect, it } from 'vitest';
import { bytes } from '../dfu/scripted-link.ts';

const probe: UsbDeviceInfo = { vendorId: 0x0483, productId: 0x3748, release: 0x0100, path: '2-1' };
const common = { at: 0, duration: 1, outcome: 'ok', link: 1 } as const;
const open: TraceEntry = { operation: 'open', ...common, device: probe };

function transfer(operation: 'bulk-in' | 'bulk-out', data: Uint8Array): LinkEntry {
  const endpoint = operation === 'bulk-in' ? 0x81 : 0x02;
  return { operation, ...common, endpoint, data, length: data.length, bytes: data.length };
}

function command(hex: string): LinkEntry {
  const packet = new Uint8Array(16);
  packet.set(bytes(hex));
  return transfer('bulk-out', packet);
}

function decoded(...entries: readonly LinkEntry[]): readonly string[] {
  const decode = traceDecoder();
  decode(open);
  return entries.map((entry) => {
    const { request, answer } = decode(entry);
    return answer === 'ok' ? request : `${request}: ${answer}`;
  });
}

it('names commands and their results', () => {
  expect(
    decoded(
      command('f1'),
      transfer('bulk-in', bytes('29 47 83 04 48 37')),
      command('f2 36 f0 ed 00 e0'),
      transfer('bulk-in', bytes('80 00 00 00 00 00 01 03')),
      command('f2 35 0c ed 00 e0 04 00 fa 05'),
      transfer('bulk-in', bytes('10 00')),
      command('f2 3c 00'),
    ),
  ).toEqual([
    'GET_VERSION',
    'reply: V2J37S7',
    'READDEBUGREG 0xE000EDF0',
    'reply: OK, 0x03010000',
    'WRITEDEBUGREG 0xE000ED0C = 0x05FA0004',
    'reply: AP_WAIT',
    'drive NRST low',
  ]);
});

it('does not take 16 bytes of data for a command', () => {
  const data = new Uint8Array(16);
  data.set([0xf2, 0x21]);
  const [write, given, next] = decoded(
    command('f2 08 00 00 00 20 10 00'),
    transfer('bulk-out', data),
    command('f2 3e'),
  );
  expect(write).toBe('WRITEMEM_32 0x20000000, 16 bytes');
  expect(given).toMatch(/^data /);
  expect(next).toBe('GETLASTRWSTATUS2');
});

it('shows in hex what it does not know', () => {
  expect(decoded(command('f2 99'))[0]).toMatch(/^command \S*f2 99/);
});
