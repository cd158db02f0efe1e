import { LinkError, type TraceEntry, tracedLink, type UsbLink } from '@odflash/core';
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
    expect(entries.map(({ outcome, bytes: count }) => [outcome, count])).toEqual([
      ['timeout', 0],
      ['failed', 0],
      ['failed', 0],
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
