import { describe, expect, it } from 'vitest';
import { dfuExchange } from '../../src/dfu/exchange.ts';
import { synchronise } from '../../src/dfu/synchronise.ts';
import { message } from '../../src/messages/message.ts';
import { jumpingClock } from '../usb/test-clock.ts';
import { abort, bytes, clearStatus, type Line, scriptedLink, state, status } from './scripted-link.ts';

async function converse(...script: readonly (Line | readonly Line[])[]): Promise<void> {
  const { link, finished } = scriptedLink(...script);
  try {
    await synchronise(dfuExchange(link, 0), jumpingClock());
  } finally {
    finished();
  }
}

const twice = (number: number) => [state(number), state(number)];

describe('getting to dfuIDLE', () => {
  it('asks GETSTATE, twice, before anything else', async () => {
    await converse(twice(2), abort(), twice(2));
  });

  it.each([
    ['dfuDNLOAD-SYNC: drops the buffered command', 3],
    ['dfuDNLOAD-IDLE', 5],
    ['dfuMANIFEST-SYNC: does not leave', 6],
    ['dfuUPLOAD-IDLE', 9],
  ])('aborts in %s', async (_name, from) => {
    await converse(twice(from), abort(), twice(2));
  });

  it('clears dfuERROR, the state after power-on', async () => {
    await converse(twice(10), clearStatus(), twice(2));
  });

  it('waits for a busy device with GETSTATUS, then aborts what it was doing', async () => {
    await converse(twice(4), status(4), status(5), twice(5), abort(), twice(2));
  });

  it('does not count waiting as a request without data', async () => {
    await converse(twice(4), status(4), status(2), twice(2), abort(), twice(2));
  });

  it('asks a busy device no sooner than after 10 ms, no later than after 500 ms, and as it says in between', async () => {
    const clock = jumpingClock();
    const busy = [0, 9, 11, 499, 501, 9_999].map((poll) => status(4, 0, poll));
    const { link, finished } = scriptedLink(twice(4), busy, status(5), twice(5), abort(), twice(2));
    await synchronise(dfuExchange(link, 0), clock);
    finished();
    expect(clock.sleeps).toEqual([10, 10, 11, 499, 500, 500]);
  });

  it('waits for exactly as long as an erase may take', async () => {
    const busy = Array.from({ length: 100 }, () => status(4, 0, 100));
    await converse(twice(4), busy, twice(4), clearStatus(), twice(10), clearStatus(), twice(2));
  });

  it('does not count waiting among the failed requests that indicate a driver problem', async () => {
    const busy = Array.from({ length: 97 }, () => status(4));
    const again = [...twice(4), clearStatus()];
    await converse(twice(4), busy, again, again, again, twice(10), clearStatus(), twice(2));
  });

  it('frees a device stuck in dfuDNBUSY with CLRSTATUS', async () => {
    // GETSTATUS says busy for the ten seconds an erase may take at most: 96 × 104 ms.
    const busy = Array.from({ length: 97 }, () => status(4));
    await converse(twice(4), busy, twice(4), clearStatus(), twice(10), clearStatus(), twice(2));
  });

  it('survives a stale, damaged or short reply', async () => {
    await converse(state(0), state(bytes('ff')), state(bytes('')), twice(3), abort(), twice(2));
  });

  it('continues through damaged replies for longer than through replies that do not come', async () => {
    const damaged = Array.from({ length: 5 }, () => state(bytes('')));
    await converse(damaged, twice(3), abort(), twice(2));
  });

  it('reports the damaged reply if all of them were', async () => {
    const damaged = Array.from({ length: 8 }, () => state(bytes('ff')));
    await expect(converse(damaged)).rejects.toMatchObject({
      code: 'unexpected-reply',
      details: { request: 'dfu', name: 'GETSTATE', found: 'bytes' },
    });
  });

  it('does not count two answers as equal if one between them failed', async () => {
    await converse(state(2), state('stall'), twice(2), abort(), twice(2));
    await converse(twice(5), abort(), state(2), state('timeout'), twice(2));
  });

  it('sends nothing to a device that has left, and reports it', async () => {
    const left = { code: 'disconnected' };
    await expect(converse(twice(5), abort('disconnected'))).rejects.toMatchObject(left);
    await expect(converse(twice(10), clearStatus('disconnected'))).rejects.toMatchObject(left);
    await expect(converse(twice(4), status('disconnected'))).rejects.toMatchObject(left);
    await expect(converse(state('disconnected'))).rejects.toMatchObject(left);
  });

  it('does not fall back to GETSTATUS for a passing stall, since that would execute a buffered command', async () => {
    await converse(state('stall'), state('stall'), twice(3), abort(), twice(2));
  });

  it('asks GETSTATUS of a device that stalls GETSTATE every time', async () => {
    const none = [state('stall'), state('stall'), state('stall')];
    await converse(none, status(2), abort(), none, status(2));
  });

  it('continues after a request that was lost, since the next GETSTATE shows its result', async () => {
    await converse(state('timeout'), twice(5), abort('timeout'), twice(2), abort(), twice(2));
  });

  it('accepts a device that refuses ABORT in dfuIDLE', async () => {
    await converse(twice(2), abort('stall'), twice(10), clearStatus(), twice(2));
  });

  it.each([
    ['are swallowed', { accepted: -1 }],
    ['fail', 'io'],
  ] as const)('reports the driver when requests without data %s', async (_name, answer) => {
    await expect(
      converse(twice(5), abort(answer), twice(5), abort(answer), twice(5), abort(answer), twice(5)),
    ).rejects.toMatchObject({
      code: 'driver-missing',
      retryable: false,
      next: message('next.replace-driver-with-winusb'),
    });
  });

  it.each([
    ['appIDLE', 0],
    ['dfuMANIFEST', 7],
    ['dfuMANIFEST-WAIT-RESET', 8],
  ])('gives up in %s', async (name, from) => {
    await expect(converse(twice(from))).rejects.toMatchObject({
      code: 'unexpected-reply',
      details: { request: 'dfu', name: 'GETSTATE', found: 'not-idle', state: name },
      next: message('next.power-cycle-in-dfu-and-repeat'),
    });
  });

  it('gives up on a device whose state is never the same twice', async () => {
    await expect(converse([2, 3, 4, 5, 6, 9, 10, 2].map((value) => state(value)))).rejects.toMatchObject({
      code: 'unexpected-reply',
    });
  });

  it('gives up on a device that never answers', async () => {
    await expect(converse(state('timeout'), state('timeout'), state('timeout'))).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it('gives up after a bounded number of rounds', async () => {
    const round = (from: number) => [...twice(from), abort('stall')];
    await expect(converse([3, 5, 3, 5, 3, 5, 3, 5].flatMap(round))).rejects.toMatchObject({
      code: 'unexpected-reply',
    });
  });

  it('passes a disconnect on at once', async () => {
    await expect(converse(state('disconnected'))).rejects.toMatchObject({ code: 'disconnected' });
  });
});
