// The mailbox: what the probe writes for the stub, and what the stub answers, as stub/flash-stub.S lays it out.

import { sectors } from '@odflash/core/board';
import { expect, test } from 'vitest';
import { message } from '../../src/messages/message.ts';
import { checksumOrder, flashOrder, jobState } from '../../src/swd/mailbox.ts';

const queue = { start: 0x20000120, end: 0x20020000 };
const what = message('request.rewrite-sector', { sector: 0 });
const words = (bytes: Uint8Array) => [...new Uint32Array(bytes.slice().buffer)];

test('an erase with programming is one job, and its number stands last', () => {
  const block = { address: 0x0800c000, data: new Uint8Array(16) };
  const order = flashOrder({ what, erase: sectors[3]!, block, width: 32 }, queue, 7);
  expect(words(order)).toEqual([0, 3, 0x21a, 0x201, 0x0800c000, 16, queue.start, queue.end, 7]);
});

test('the width is in both control words', () => {
  const order = (width: 8 | 16) => words(flashOrder({ what, erase: sectors[0]!, width }, queue, 1)).slice(1, 4);
  expect(order(8)).toEqual([1, 0x002, 0x001]);
  expect(order(16)).toEqual([1, 0x102, 0x101]);
});

test('a checksum has an address and a length', () => {
  expect(words(checksumOrder(0x08000000, 1024, 2))).toEqual([0, 4, 0, 0, 0x08000000, 1024, 0, 0, 2]);
});

test('the number of a job returns when it is done, and inverted when it failed', () => {
  expect(jobState(6, 7)).toBe('open');
  expect(jobState(7, 7)).toBe('done');
  expect(jobState(0xfffffff8, 7)).toBe('failed');
});
