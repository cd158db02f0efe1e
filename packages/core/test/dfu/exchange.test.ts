// What the two sides of a DFU request agree on: a reply that is not exactly what was asked for is never taken for one.

import type { UsbLink } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { dfuExchange } from '../../src/dfu/exchange.ts';
import { openUsbChannel } from '../../src/odrive/protocol/channel.ts';
import { scriptedLink, state } from './scripted-link.ts';

/** A link of which every reply is that one. */
const replying = (reply: Awaited<ReturnType<UsbLink['controlIn']>>): UsbLink => ({
  ...scriptedLink().link,
  controlIn: async () => reply,
});

describe('a reply', () => {
  it('is accepted if it has the expected length', async () => {
    expect(await dfuExchange(scriptedLink(state(2)).link, 0).state()).toBe(2);
  });

  it('that is longer than requested is out of step, even if its beginning is right', async () => {
    const link = replying({ status: 'babble', data: Uint8Array.of(2) });
    await expect(dfuExchange(link, 0).state()).rejects.toMatchObject({
      code: 'unexpected-reply',
      details: { request: 'dfu', name: 'GETSTATE', found: 'too-long' },
    });
  });

  it('that is too short, or stalled, is not accepted', async () => {
    const short = replying({ status: 'ok', data: new Uint8Array() });
    await expect(dfuExchange(short, 0).state()).rejects.toMatchObject({ code: 'unexpected-reply' });
    const stalled = replying({ status: 'stall', data: Uint8Array.of(2) });
    await expect(dfuExchange(stalled, 0).state()).rejects.toMatchObject({ retryable: true });
  });
});

it('nothing is sent over a closed link, which is reported as a failure of the link', async () => {
  const { link } = scriptedLink();
  const channel = await openUsbChannel(async () => ({ ...link, claim: async () => undefined }));
  await channel[Symbol.asyncDispose]();
  await expect(channel.send(Uint8Array.of(1), 10)).rejects.toMatchObject({
    message: expect.stringContaining('closed'),
  });
  await expect(channel.receive(10)).rejects.toMatchObject({ message: expect.stringContaining('closed') });
});
