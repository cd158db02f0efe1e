// A USB/IP client with no manners: sends whatever bytes the test likes and shows what it returns.

import { connect, type Socket } from 'node:net';
import { until } from '../../../test/support/manual-clock.ts';
import { encodePdu, type ReplyPdu, replyDecoder, type Submit, type UsbipServer } from '../src/index.ts';

export interface RawClient extends Disposable {
  readonly socket: Socket;
  /** Replies so far. */
  readonly replies: ReplyPdu[];
  readonly closed: () => boolean;
  /** Resolves with the replies once there are that many, or rejects when the server closes first. */
  wait(count: number): Promise<ReplyPdu[]>;
  send(...bytes: Uint8Array[]): void;
  /** Imports and resolves with the devid. */
  import(busid: string): Promise<number>;
  /** Sends a transfer under the next sequence number, which it returns. */
  submit(urb: Partial<Submit>): number;
  unlink(target: number): number;
  /** A control transfer and its reply. */
  control(setup: string, data?: Uint8Array): Promise<Extract<ReplyPdu, { type: 'RET_SUBMIT' }>>;
}

function setupOf(text: string): Uint8Array {
  const [requestType = '', request = '', value = '', index = '', length = ''] = text.split(' ');
  const view = new DataView(new ArrayBuffer(8));
  view.setUint8(0, Number.parseInt(requestType, 16));
  view.setUint8(1, Number.parseInt(request, 16));
  view.setUint16(2, Number.parseInt(value, 16), true);
  view.setUint16(4, Number.parseInt(index, 16), true);
  view.setUint16(6, Number.parseInt(length, 16), true);
  return new Uint8Array(view.buffer);
}

export async function rawClient(server: UsbipServer): Promise<RawClient> {
  const socket = connect({ host: server.host, port: server.port, noDelay: true });
  const expected = new Map<number, { direction: 'in' | 'out'; length: number }>();
  const decoder = replyDecoder((seqnum) => expected.get(seqnum));
  const replies: ReplyPdu[] = [];
  let closed = false;
  let seqnum = 0;
  let devid = 0;
  socket.on('error', () => undefined);
  socket.on('close', () => {
    closed = true;
  });
  socket.on('data', (chunk) => replies.push(...decoder.push(chunk)));
  await new Promise((resolve) => socket.once('connect', resolve));

  const client: RawClient = {
    socket,
    replies,
    closed: () => closed,
    async wait(count) {
      await until(() => replies.length >= count || closed);
      if (replies.length < count) throw new Error(`closed after ${replies.length} of ${count} replies`);
      return replies;
    },
    send: (...bytes) => {
      for (const piece of bytes) socket.write(piece);
    },
    async import(busid) {
      const before = replies.length;
      client.send(encodePdu({ type: 'OP_REQ_IMPORT', busid }));
      const reply = (await client.wait(before + 1))[before];
      if (reply?.type !== 'OP_REP_IMPORT' || !reply.device) throw new Error(`refused: ${JSON.stringify(reply)}`);
      devid = (reply.device.busnum << 16) | reply.device.devnum;
      return devid;
    },
    submit(urb) {
      seqnum += 1;
      const whole: Submit = {
        type: 'CMD_SUBMIT',
        seqnum,
        devid,
        direction: 'in',
        endpoint: 0,
        flags: 0,
        length: urb.data?.length ?? 0,
        startFrame: 0,
        interval: 0,
        setup: new Uint8Array(8),
        data: new Uint8Array(0),
        packets: [],
        ...urb,
      };
      expected.set(whole.seqnum, whole);
      client.send(encodePdu(whole));
      return whole.seqnum;
    },
    unlink(target) {
      seqnum += 1;
      client.send(encodePdu({ type: 'CMD_UNLINK', seqnum, devid, target }));
      return seqnum;
    },
    async control(text, data = new Uint8Array(0)) {
      const setup = setupOf(text);
      const length = setup[6]! | (setup[7]! << 8);
      const direction = setup[0]! & 0x80 && length > 0 ? 'in' : 'out';
      const own = client.submit({ setup, direction, length: direction === 'in' ? length : data.length, data });
      const find = () => replies.find((reply) => reply.type === 'RET_SUBMIT' && reply.seqnum === own);
      await until(() => find() !== undefined || closed);
      const reply = find();
      if (reply?.type !== 'RET_SUBMIT') throw new Error('closed without a reply');
      return reply;
    },
    [Symbol.dispose]: () => socket.destroy(),
  };
  return client;
}
