import { LinkError, type UsbBus, type UsbLink } from '@odflash/core';
import type { BusEvent } from '@odflash/core/ports';
import { type TraceEntry, tracedBus, tracedLink } from '@odflash/core/usb';
import { describe, expect, it } from 'vitest';
import { abort, bytes, scriptedLink, select, state, status, upload } from '../dfu/scripted-link.ts';
import { jumpingClock } from './test-clock.ts';

const getStatus = { requestType: 0xa1, request: 3, value: 0, index: 0 };
const getState = { requestType: 0xa1, request: 5, value: 0, index: 0 };
const abortSetup = { requestType: 0x21, request: 6, value: 0, index: 0 };
const uploadSetup = { requestType: 0xa1, request: 2, value: 2, index: 0 };

function traced(link: UsbLink): { readonly link: UsbLink; readonly entries: TraceEntry[] } {
  const clock = jumpingClock();
  const entries: TraceEntry[] = [];
  const slow: UsbLink = {
    ...link,
    controlIn: async (...call) => {
      await clock.sleep(3);
      return link.controlIn(...call);
    },
  };
  return { link: tracedLink(slow, (entry) => entries.push(entry), clock), entries };
}

describe('a traced link', () => {
  it('tells every transfer, in order, with its data, its end and its time', async () => {
    const script = scriptedLink(status(2), abort(), state('stall'), upload(2, 4, bytes('01 02')), select(1));
    const { link, entries } = traced(script.link);
    await link.controlIn(getStatus, 6, 100);
    await link.controlOut(abortSetup, new Uint8Array(0), 100);
    await link.controlIn(getState, 1, 100);
    await link.controlIn(uploadSetup, 4, 100);
    await link.selectAlternate(0, 1);
    script.finished();
    expect(entries).toEqual([
      {
        operation: 'control-in',
        link: 1,
        timeoutMs: 100,
        setup: getStatus,
        length: 6,
        at: 0,
        duration: 3,
        outcome: 'ok',
        bytes: 6,
        data: bytes('00 00 00 00 02 00'),
      },
      {
        operation: 'control-out',
        link: 1,
        timeoutMs: 100,
        setup: abortSetup,
        length: 0,
        at: 3,
        duration: 0,
        outcome: 'ok',
        bytes: 0,
        data: bytes(''),
      },
      {
        operation: 'control-in',
        link: 1,
        timeoutMs: 100,
        setup: getState,
        length: 1,
        at: 3,
        duration: 3,
        outcome: 'stall',
        bytes: 0,
        data: bytes(''),
      },
      {
        operation: 'control-in',
        link: 1,
        timeoutMs: 100,
        setup: uploadSetup,
        length: 4,
        at: 6,
        duration: 3,
        outcome: 'ok',
        bytes: 2,
        data: bytes('01 02'),
      },
      {
        operation: 'select-alternate',
        link: 1,
        interfaceNumber: 0,
        alternate: 1,
        length: 0,
        at: 9,
        duration: 0,
        outcome: 'ok',
        bytes: 0,
        data: bytes(''),
      },
    ]);
  });

  it('tells failures too, and passes them on', async () => {
    const script = scriptedLink(status('timeout'), abort('disconnected'));
    const { link, entries } = traced(script.link);
    await expect(link.controlIn(getStatus, 6, 100)).rejects.toThrow(LinkError);
    await expect(link.controlOut(abortSetup, bytes('07'), 100)).rejects.toThrow();
    await expect(link.bulkIn(0x81, 64, 100)).rejects.toThrow('no bulk');
    expect(entries).toMatchObject([
      { outcome: 'timeout', bytes: 0, text: 'scripted timeout' },
      { outcome: 'failed', bytes: 0, data: bytes('07') },
      { outcome: 'failed', bytes: 0 },
    ]);
  });

  it('changes nothing', async () => {
    const script = scriptedLink(status(2));
    const { link } = traced(script.link);
    expect(link.info).toBe(script.link.info);
    await link.claim(0);
    expect(await link.controlIn(getStatus, 6, 100)).toEqual({ status: 'ok', data: bytes('00 00 00 00 02 00') });
    await link[Symbol.asyncDispose]();
  });
});

describe('a traced bus', () => {
  const device = { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '1-2', serial: '325E35633334' };

  /** A bus with one device, whose listeners can be told something. */
  function fakeBus(link: UsbLink) {
    const listeners = new Set<(event: BusEvent) => void>();
    let refused: LinkError | undefined;
    const bus: UsbBus = {
      list: async () => [device],
      open: async () => {
        if (refused) throw refused;
        return link;
      },
      watch: (listener) => {
        listeners.add(listener);
        return { [Symbol.dispose]: () => void listeners.delete(listener) };
      },
    };
    const tell = (event: BusEvent) => {
      for (const listener of listeners) listener(event);
    };
    const refuse = (error?: LinkError) => {
      refused = error;
    };
    return { bus, tell, listeners, refuse };
  }

  it('tells of every look, every opening and every closing, and numbers the links', async () => {
    const fake = fakeBus(scriptedLink().link);
    const entries: TraceEntry[] = [];
    const bus = tracedBus(fake.bus, (entry) => entries.push(entry), jumpingClock());
    await bus.list();
    await (await bus.open(device))[Symbol.asyncDispose]();
    fake.refuse(new LinkError('busy', 'another program has it'));
    await expect(bus.open(device)).rejects.toThrow('another program has it');
    fake.refuse();
    await (await bus.open(device)).claim(0);
    expect(entries).toMatchObject([
      { operation: 'list', outcome: 'ok', devices: [device] },
      { operation: 'open', link: 1, outcome: 'ok' },
      { operation: 'close', link: 1 },
      { operation: 'open', link: 2, outcome: 'busy', text: 'another program has it', device },
      { operation: 'open', link: 3 },
      { operation: 'claim', link: 3, interfaceNumber: 0 },
    ]);
  });

  it('reports an arrival once, however many watch, to every watcher', () => {
    const fake = fakeBus(scriptedLink().link);
    const entries: TraceEntry[] = [];
    const bus = tracedBus(fake.bus, (entry) => entries.push(entry), jumpingClock());
    const heard: string[] = [];
    const first = bus.watch(({ type }) => heard.push(`first ${type}`));
    const second = bus.watch(({ type }) => heard.push(`second ${type}`));
    fake.tell({ type: 'left', device });
    first[Symbol.dispose]();
    fake.tell({ type: 'arrived', device });
    second[Symbol.dispose]();
    expect(fake.listeners.size).toBe(0);
    expect(heard).toEqual(['first left', 'second left', 'second arrived']);
    expect(entries.map(({ operation }) => operation)).toEqual(['left', 'arrived']);
  });
});
