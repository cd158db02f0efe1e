// Virtual boards on a desk beside the browser: they live in the process of the test, below `navigator.usb` of every page of a context. So
// they outlive a reload and a closed tab, two tabs meet the same board, and another program can hold it.

import { systemClock, type UsbBus } from '@odflash/core';
import type { WebUsbDevice, WebUsbSetup } from '@odflash/core/usb';
import { createVirtualBoard, realTime, type VirtualBoard, virtualBus, virtualWebUsb } from '@odflash/virtual';
import type { BrowserContext, Page } from 'playwright-core';
import { installUsb, type UsbCall, type UsbReply } from './installed-usb.ts';

export interface Desk {
  readonly board: VirtualBoard;
  /** The same boards to another program on this computer. */
  readonly bus: UsbBus;
}

/** How much faster than on a real board time passes, where a test does not need the time that a flash takes. */
const defaultSpeed = 8;

/** Puts a board of this profile on the desk of a context whose pages have not been opened. */
export async function layDesk(context: BrowserContext, profile: string, speed = defaultSpeed): Promise<Desk> {
  const clock = realTime({
    now: () => systemClock.now() * speed,
    date: systemClock.date,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  });
  const board = createVirtualBoard(profile, { clock });
  const boards = board.probe ? [board, board.probe] : [board];
  /** A person has allowed a device of this desk before: what a later visit finds. */
  let allowed = false;
  const sessions = new Map<Page, Session>();
  await context.exposeBinding('odflashUsb', async ({ page }, call: UsbCall): Promise<UsbReply> => {
    if (call.name === 'begin') {
      await sessions.get(page)?.end();
      sessions.set(page, createSession(virtualWebUsb(boards, { clock, allowed })));
      page.once('close', () => void sessions.get(page)?.end());
    }
    if (call.name === 'requestDevice') allowed = true;
    return (await sessions.get(page)?.answer(call)) ?? { value: null };
  });
  await context.addInitScript(installUsb);
  return { board, bus: virtualBus(boards, { clock }) };
}

interface Session {
  answer(call: UsbCall): Promise<UsbReply>;
  /** The document is gone: what it had opened is closed. */
  end(): Promise<void>;
}

function createSession(usb: ReturnType<typeof virtualWebUsb>): Session {
  const devices: WebUsbDevice[] = [];
  const told: UsbReply[] = [];
  const waiting: ((reply: UsbReply) => void)[] = [];
  const tell = (reply: UsbReply) => {
    const take = waiting.shift();
    if (take) take(reply);
    else told.push(reply);
  };
  const shown = (device: WebUsbDevice) => {
    if (!devices.includes(device)) devices.push(device);
    // Without its functions.
    return JSON.parse(JSON.stringify({ ...device, id: devices.indexOf(device) })) as object;
  };
  for (const type of ['connect', 'disconnect'] as const) {
    usb.addEventListener(type, ({ device }) => tell({ value: { type, device: shown(device) } }));
  }
  const value = async ({ name, id, parameters = [], bytes }: UsbCall): Promise<unknown> => {
    const data = bytes === undefined ? undefined : Uint8Array.from(Buffer.from(bytes, 'base64'));
    const [first, second] = parameters;
    if (name === 'begin') return null;
    if (name === 'getDevices') return (await usb.getDevices()).map(shown);
    if (name === 'requestDevice') return shown(await usb.requestDevice({ filters: first as { vendorId: number }[] }));
    const device = devices[id ?? -1];
    if (!device) throw new DOMException('The device was disconnected.', 'NotFoundError');
    switch (name) {
      case 'controlTransferIn':
        return inResult(await device.controlTransferIn(first as WebUsbSetup, second as number));
      case 'controlTransferOut':
        return device.controlTransferOut(first as WebUsbSetup, data);
      case 'transferIn':
        return inResult(await device.transferIn(first as number, second as number));
      case 'transferOut':
        return device.transferOut(first as number, data ?? new Uint8Array(0));
      case 'selectAlternateInterface':
        return device.selectAlternateInterface(first as number, second as number);
      case 'selectConfiguration':
      case 'claimInterface':
        return device[name](first as number);
      case 'open':
      case 'close':
      case 'reset':
        return device[name]();
      default:
        throw new TypeError(`navigator.usb has no ${name}`);
    }
  };
  return {
    answer: async (call) => {
      if (call.name === 'event') return told.shift() ?? new Promise((resolve) => waiting.push(resolve));
      try {
        return { value: (await value(call)) ?? null };
      } catch (error) {
        const { name, message } = error as Error;
        return { refusal: [message, name] };
      }
    },
    end: () => usb.revoke(),
  };
}

function inResult({ status, data }: Awaited<ReturnType<WebUsbDevice['transferIn']>>) {
  return { status, bytes: data && Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') };
}
