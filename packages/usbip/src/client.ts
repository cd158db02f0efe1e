// A remote USB/IP server as a UsbBus. Lists by DEVLIST, opens by IMPORT, watches by polling, because the protocol has no
// events. Knows nothing of what the devices are for.

import { type Clock, LinkError, type UsbBus, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import { comparePaths, type PollingWatch, pollingWatch } from '@odflash/core/discovery';
import type { LinkFailure } from '@odflash/core/ports';
import { type DeviceStrings, oneAtATime, readDeviceStrings } from '@odflash/core/usb';
import { replyDecoder } from './decode.ts';
import { dial, incomingReplies, inTime, type ServerAddress, sendRequest } from './dial.ts';
import { openLink } from './link.ts';
import { ImportRefused, importDevice, type UrbChannel } from './urb-channel.ts';
import { type DeviceRecord, operationStatus, standardPort } from './wire.ts';

/** Where the server is, and how long it is waited for, in ms. */
export interface UsbipClientOptions {
  readonly host: string;
  /** Default 3240. */
  readonly port?: number | undefined;
  /** Real time: the server is another program. */
  readonly clock: Clock;
  /** Timeout of one operation, in ms. Default 5000. */
  readonly operationMs?: number | undefined;
  /** Pause between two looks at the server while the bus is watched, in ms. Default 500. */
  readonly pollMs?: number | undefined;
  /**
   * Which devices to import for a moment while listing, to read their serial numbers: lists do not carry them. A server
   * resets a device that is given back, so name only those that mind nothing. Default: none.
   */
  readonly identify?: ((device: UsbDeviceInfo) => boolean) | undefined;
}

/** How long a server may need to reset a device that was given back, in ms. */
const settleMs = 3000;
const retryMs = 100;

/**
 * The devices of a USB/IP server. `path` is the busid. Every call connects anew, so the server may come and go.
 * Calls throw LinkError: `io` or `timeout` when the server cannot be reached, `busy` when another client has the device.
 */
export function connectUsbip(options: UsbipClientOptions): UsbBus {
  const server: ServerAddress = {
    host: options.host,
    port: options.port ?? standardPort,
    clock: options.clock,
    operationMs: options.operationMs ?? 5000,
  };
  const identify = options.identify ?? (() => false);
  const inTurn = oneAtATime();
  /** Devices this bus has imported. Servers may or may not continue listing them. */
  const held = new Map<string, { readonly channel: UrbChannel; readonly info: UsbDeviceInfo }>();
  /** Strings by enumeration. */
  const strings = new Map<string, DeviceStrings>();
  /** When this bus gave a device back. */
  const released = new Map<string, number>();
  const watches = new Set<PollingWatch>();

  async function listNow(): Promise<readonly UsbDeviceInfo[]> {
    const records = await requestList(server);
    for (const [busid, { channel }] of held) if (channel.ended.aborted) held.delete(busid);
    const present = new Set(records.map(enumerationOf));
    for (const key of strings.keys()) if (!present.has(key)) strings.delete(key);
    const devices = [...held.values()].map(({ info }) => info);
    for (const record of records) {
      if (!held.has(record.busid)) devices.push(await describe(record));
    }
    return devices.sort(comparePaths);
  }

  async function describe(record: DeviceRecord): Promise<UsbDeviceInfo> {
    const plain = infoOf(record);
    const known = strings.get(enumerationOf(record));
    if (known) return { ...plain, ...known };
    if (!identify(plain)) return plain;
    try {
      const { channel } = await take(plain);
      try {
        const read = await readDeviceStrings(await openLink(channel, plain));
        strings.set(enumerationOf(record), read);
        return { ...plain, ...read };
      } finally {
        await giveBack(record.busid, channel);
      }
    } catch (cause) {
      return { ...plain, cannotOpen: cause instanceof LinkError ? cause.kind : 'io' };
    }
  }

  /** Imports the device, with some patience if this bus itself has just given it back. */
  async function take(device: UsbDeviceInfo): Promise<{ readonly channel: UrbChannel }> {
    const busid = device.path;
    const until = (released.get(busid) ?? Number.NEGATIVE_INFINITY) + settleMs;
    for (;;) {
      try {
        const channel = await importDevice(server, busid);
        if (sameKind(infoOf(channel.record), device)) return { channel };
        await giveBack(busid, channel);
        throw new LinkError('disconnected', `another device is at ${busid} now`);
      } catch (cause) {
        if (!(cause instanceof ImportRefused)) throw cause;
        const hopeless = cause.status === operationStatus.noDevice || server.clock.now() >= until;
        if (hopeless) throw await refusal(cause, busid);
        await server.clock.sleep(retryMs);
      }
    }
  }

  /** What a refusal means: servers before 2018 say "not available" to everything, so the list is asked. */
  async function refusal(cause: ImportRefused, busid: string): Promise<LinkError> {
    const kind = refusals[cause.status] ?? ((await listed(busid)) ? 'busy' : 'disconnected');
    return new LinkError(kind, `${cause.message}: ${refusalTexts[kind] ?? 'it is out of order there'}`, { cause });
  }

  async function listed(busid: string): Promise<boolean> {
    return (await requestList(server)).some((record) => record.busid === busid);
  }

  async function giveBack(busid: string, channel: UrbChannel): Promise<void> {
    await channel.close();
    released.set(busid, server.clock.now());
  }

  async function openNow(device: UsbDeviceInfo): Promise<UsbLink> {
    const { channel } = await take(device);
    try {
      const link = await openLink(channel, device);
      held.set(device.path, { channel, info: { ...device, address: channel.record.devnum } });
      channel.ended.addEventListener('abort', () => {
        for (const watch of watches) watch.look();
      });
      return { ...link, [Symbol.asyncDispose]: () => giveBack(device.path, channel) };
    } catch (cause) {
      await giveBack(device.path, channel);
      throw cause;
    }
  }

  const list = () => inTurn(listNow);
  return {
    list,
    open: (device) => inTurn(() => openNow(device)),
    watch(listener) {
      const watch = pollingWatch(list, listener, { clock: server.clock, pollMs: options.pollMs ?? 500 });
      watches.add(watch);
      return {
        [Symbol.dispose]() {
          watches.delete(watch);
          watch[Symbol.dispose]();
        },
      };
    },
  };
}

const refusals: Readonly<Record<number, LinkFailure>> = {
  [operationStatus.busy]: 'busy',
  [operationStatus.noDevice]: 'disconnected',
  [operationStatus.deviceError]: 'io',
  [operationStatus.error]: 'io',
};

const refusalTexts: Partial<Readonly<Record<LinkFailure, string>>> = {
  busy: 'another client has imported it',
  disconnected: 'it is not exported there (any more)',
};

async function requestList(server: ServerAddress): Promise<readonly DeviceRecord[]> {
  const socket = await dial(server);
  try {
    const replies = incomingReplies(
      socket,
      replyDecoder(() => undefined),
    );
    const { value: reply } = await inTime(server, socket, () => {
      sendRequest(socket, { type: 'OP_REQ_DEVLIST' });
      return replies.next();
    });
    if (reply?.type !== 'OP_REP_DEVLIST') throw new LinkError('io', 'the USB/IP server does not list its devices');
    if (reply.status !== operationStatus.ok) throw new LinkError('io', `the server refuses to list (${reply.status})`);
    return reply.devices.map((device) => device.record);
  } finally {
    socket.destroy();
  }
}

function infoOf(record: DeviceRecord): UsbDeviceInfo {
  return {
    vendorId: record.vendorId,
    productId: record.productId,
    release: record.release,
    path: record.busid,
    address: record.devnum,
  };
}

function enumerationOf(record: DeviceRecord): string {
  return [record.busid, record.busnum, record.devnum, record.vendorId, record.productId].join('/');
}

function sameKind(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  return a.vendorId === b.vendorId && a.productId === b.productId;
}
