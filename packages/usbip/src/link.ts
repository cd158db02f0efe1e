// An imported device as a UsbLink. The client is the USB host here: it configures the device where that was not done, and asks
// for resets. Knows chapter 9 of USB 2.0, no device class.

import { LinkError, type UsbDeviceInfo, type UsbLink } from '@odflash/core';
import type { ControlSetup, InTransfer, LinkFailure, OutTransfer, TransferStatus } from '@odflash/core/ports';
import type { UrbChannel } from './urb-channel.ts';
import { type SubmitReply, urbStatus } from './wire.ts';

const getConfiguration: ControlSetup = { requestType: 0x80, request: 0x08, value: 0, index: 0 };
const configurationDescriptor: ControlSetup = { requestType: 0x80, request: 0x06, value: 0x0200, index: 0 };
/** SetPortFeature(PORT_RESET), which the kernel's stub driver turns into a reset of the device (is_reset_device_cmd). */
const resetPort: ControlSetup = { requestType: 0x23, request: 0x03, value: 0x0004, index: 0 };

/** Timeout of the requests the link makes on its own account, in ms. */
const requestMs = 5000;

const noBytes = new Uint8Array(0);

/** Makes the link and, where the device is not configured, configures it. Throws LinkError. */
export async function openLink(channel: UrbChannel, info: UsbDeviceInfo): Promise<UsbLink> {
  const link = bareLink(channel, info);
  await configure(link);
  return link;
}

function bareLink(channel: UrbChannel, info: UsbDeviceInfo): UsbLink {
  const link: UsbLink = {
    info,
    async controlIn(setup, length, timeoutMs) {
      const direction = length === 0 ? 'out' : 'in';
      const urb = { endpoint: 0, direction, length, setup: setupBytes(setup, length), data: noBytes } as const;
      return inResult(await channel.transfer(urb, timeoutMs));
    },
    async controlOut(setup, data, timeoutMs) {
      const urb = { endpoint: 0, direction: 'out', length: data.length, setup: setupBytes(setup, data.length), data };
      return outResult(await channel.transfer({ ...urb, direction: 'out' }, timeoutMs));
    },
    async bulkIn(endpoint, length, timeoutMs) {
      const urb = { endpoint: endpoint & 0x0f, length, setup: new Uint8Array(8), data: noBytes };
      return inResult(await channel.transfer({ ...urb, direction: 'in' }, timeoutMs));
    },
    async bulkOut(endpoint, data, timeoutMs) {
      const urb = { endpoint: endpoint & 0x0f, length: data.length, setup: new Uint8Array(8), data };
      return outResult(await channel.transfer({ ...urb, direction: 'out' }, timeoutMs));
    },
    // A client that has imported a device has all of it.
    claim: async () => undefined,
    async selectAlternate(interfaceNumber, alternate) {
      const setup = { requestType: 0x01, request: 0x0b, value: alternate, index: interfaceNumber };
      const { status } = await link.controlOut(setup, noBytes, requestMs);
      if (status !== 'ok') throw new LinkError('io', `the device refuses alternate setting ${alternate}`);
    },
    async reset() {
      // Servers pass the request on to the device as well (Linux up to 6.10), which stalls it: either answer will do.
      await link.controlOut(resetPort, noBytes, requestMs);
      await configure(link);
    },
    [Symbol.asyncDispose]: () => channel.close(),
  };
  return link;
}

/** A server whose own kernel runs the device hands it over configured; a bare device is in the address state. */
async function configure(link: UsbLink): Promise<void> {
  const current = await link.controlIn(getConfiguration, 1, requestMs);
  if (current.status !== 'ok' || current.data[0] !== 0) return;
  const header = await link.controlIn(configurationDescriptor, 9, requestMs);
  const value = header.data[5];
  if (header.status !== 'ok' || value === undefined) throw new LinkError('io', 'the device does not describe itself');
  const set = await link.controlOut({ requestType: 0x00, request: 0x09, value, index: 0 }, noBytes, requestMs);
  if (set.status !== 'ok') throw new LinkError('io', `the device refuses configuration ${value}`);
}

function setupBytes(setup: ControlSetup, length: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint8(0, setup.requestType);
  view.setUint8(1, setup.request);
  view.setUint16(2, setup.value, true);
  view.setUint16(4, setup.index, true);
  view.setUint16(6, length, true);
  return new Uint8Array(view.buffer);
}

const transferStatus: Readonly<Record<number, TransferStatus>> = {
  [urbStatus.ok]: 'ok',
  // Only an error for hosts that set URB_SHORT_NOT_OK, which this one does not.
  [urbStatus.short]: 'ok',
  [urbStatus.stall]: 'stall',
  [urbStatus.overflow]: 'babble',
};

const linkFailure: Readonly<Record<number, LinkFailure>> = {
  [urbStatus.killed]: 'timeout',
  [urbStatus.unlinked]: 'timeout',
  [urbStatus.timedOut]: 'timeout',
  [urbStatus.noDevice]: 'disconnected',
  [urbStatus.shutdown]: 'disconnected',
};

function statusOf(reply: SubmitReply): TransferStatus {
  const status = transferStatus[reply.status];
  if (status) return status;
  throw new LinkError(linkFailure[reply.status] ?? 'io', `the server's host reports error ${reply.status}`);
}

function inResult(reply: SubmitReply): InTransfer {
  return { status: statusOf(reply), data: reply.data };
}

function outResult(reply: SubmitReply): OutTransfer {
  return { status: statusOf(reply), bytes: reply.actualLength };
}
