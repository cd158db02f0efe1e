// What a client may have under way, and what it hears of a device that answers with more than was asked for.

import type { DeviceAnswer, UsbDevicePort } from '@odflash/core/ports';
import { describe, expect, it } from 'vitest';
import { type UrbSession, urbSession } from '../src/urb-session.ts';
import { MalformedPdu, type ReplyPdu, type Submit } from '../src/wire.ts';
import { fakeDevice } from './fake-device.ts';

const mebibyte = 1024 * 1024;

function session(answer: UsbDevicePort['submit']): { readonly urbs: UrbSession; readonly replies: ReplyPdu[] } {
  const replies: ReplyPdu[] = [];
  const port: UsbDevicePort = { ...fakeDevice().port, submit: answer };
  return { urbs: urbSession({ port, send: async (reply) => void replies.push(reply) }), replies };
}

const urb = (seqnum: number, spec: Partial<Submit>): Submit => ({
  type: 'CMD_SUBMIT',
  seqnum,
  devid: 0x10002,
  direction: 'in',
  endpoint: 1,
  flags: 0,
  length: spec.data?.length ?? 0,
  startFrame: 0,
  interval: 0,
  setup: new Uint8Array(8),
  data: new Uint8Array(0),
  packets: [],
  ...spec,
});

describe('a client that sends more than its device takes', () => {
  const never: UsbDevicePort['submit'] = (_transfer, cancel) =>
    new Promise((_resolve, reject) => cancel.addEventListener('abort', () => reject(cancel.reason)));
  const out = (seqnum: number, bytes: number) => urb(seqnum, { direction: 'out', data: new Uint8Array(bytes) });

  it('is held to 16 MiB, whatever it sends them as, so that it cannot fill the memory of the server', async () => {
    const { urbs } = session(never);
    for (let seqnum = 1; seqnum <= 16; seqnum++) urbs.submit(out(seqnum, mebibyte));
    expect(() => urbs.submit(out(17, 1))).toThrow(MalformedPdu);
    await urbs.stop();
  });

  it('may send again as much as was taken back', async () => {
    const { urbs, replies } = session(never);
    urbs.submit(out(1, 10 * mebibyte));
    urbs.submit(out(2, 6 * mebibyte));
    await urbs.unlink({ type: 'CMD_UNLINK', seqnum: 3, devid: 0x10002, target: 2 });
    expect(replies).toMatchObject([{ type: 'RET_UNLINK', status: -104 }]);
    urbs.submit(out(4, 6 * mebibyte));
    expect(() => urbs.submit(out(5, 1))).toThrow(MalformedPdu);
    await urbs.stop();
  });

  it('may send again as much as was answered', async () => {
    const { urbs } = session(async ({ data }) => ({ status: 'ok', bytes: data.length, data: new Uint8Array(0) }));
    for (let seqnum = 1; seqnum <= 40; seqnum++) {
      urbs.submit(out(seqnum, 16 * mebibyte));
      await urbs.settled();
    }
  });
});

describe('a device that answers with more than there is room for', () => {
  const hears = async (answer: DeviceAnswer, spec: Partial<Submit>) => {
    const { urbs, replies } = session(async () => answer);
    urbs.submit(urb(1, spec));
    await urbs.settled();
    return replies[0];
  };
  const data = Uint8Array.from({ length: 100 }, (_, i) => i);

  it('is heard as babble, with the data cut to what was asked for, which a kernel would else drop the connection for', async () => {
    const reply = await hears({ status: 'ok', bytes: 100, data }, { length: 64 });
    expect(reply).toMatchObject({ status: -75, actualLength: 64, data: data.slice(0, 64) });
  });

  it('is heard as babble even if it counts only what fitted, or sends only what was asked for and counts more', async () => {
    expect(await hears({ status: 'ok', bytes: 64, data }, { length: 64 })).toMatchObject({ status: -75 });
    const shown = await hears({ status: 'ok', bytes: 65, data: data.slice(0, 64) }, { length: 64 });
    expect(shown).toMatchObject({ status: -75, actualLength: 64 });
  });

  it('that claims to have taken more than it was sent is not believed', async () => {
    const spec = { direction: 'out', data: new Uint8Array(10) } as const;
    const reply = await hears({ status: 'ok', bytes: 11, data: new Uint8Array(0) }, spec);
    expect(reply).toMatchObject({ status: -75, actualLength: 10 });
  });

  it('that fills the room exactly is no babble', async () => {
    const reply = await hears({ status: 'ok', bytes: 64, data: data.slice(0, 64) }, { length: 64 });
    expect(reply).toMatchObject({ status: 0, actualLength: 64 });
  });
});
