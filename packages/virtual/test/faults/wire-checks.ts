// The options of the connection.

import { firstDifference } from '@odflash/core/bytes';
import { expect } from 'vitest';
import { bench, idleBench, pattern, requests } from '../bench.ts';
import { bitsThatDiffer, type Checks, eraseFirst, profile, within } from './bench.ts';

export const wireChecks: Checks = {
  count: async () => {
    const made = bench(profile('count=all,stall-at=3'));
    // 1: SET_CONFIGURATION, 2 and 3: descriptors.
    expect((await made.control(0x80, 6, 0x0100, 0, 18)).status).toBe('ok');
    expect((await made.control(0x80, 6, 0x0100, 0, 18)).status).toBe('stall');
    const other = bench(profile('stall-at=1'));
    expect((await other.control(0x80, 6, 0x0100, 0, 18)).status).toBe('ok');
    expect((await other.in(requests.getState, 0, 1)).status).toBe('stall');
  },
  'stall-at': async () => {
    const made = await idleBench(profile('stall-at=3'));
    expect((await made.out(requests.download, 0, eraseFirst)).status).toBe('stall');
    expect(await made.state()).toBe(2);
  },
  'timeout-at': async () => {
    const made = await idleBench(profile('timeout-at=3'));
    expect(await within(made, 1e6, made.out(requests.download, 0, eraseFirst))).toBe('no answer');
    expect(await made.state()).toBe(3);
  },
  'lost-at': async () => {
    const made = await idleBench(profile('lost-at=3'));
    expect(await within(made, 1e6, made.out(requests.download, 0, eraseFirst))).toBe('no answer');
    expect(await made.state()).toBe(2);
  },
  'short-at': async () => {
    const made = await idleBench(profile('short-at=3:4'));
    expect(await made.out(requests.download, 2, pattern(2048))).toMatchObject({ status: 'ok', bytes: 1024 });
    expect((await made.in(requests.getStatus, 0, 6)).data).toHaveLength(3);
    expect(await made.state()).toBe(2);
    // Nothing can be cut off a request without data: the device has done it.
    const other = await idleBench(profile('short-at=4'));
    await other.out(requests.download, 0, eraseFirst);
    await other.out(requests.abort);
    expect(await other.state()).toBe(2);
  },
  'stale-at': async () => {
    const made = await idleBench(profile('stale-at=3'));
    expect((await made.in(requests.getState, 0, 1)).data).toHaveLength(0);
    expect([...(await made.in(requests.getStatus, 0, 6)).data]).toEqual([2]);
    await made.out(requests.download, 0, eraseFirst);
    expect([...(await made.in(requests.getState, 0, 1)).data]).toEqual([0]);
    expect([...(await made.in(requests.getStatus, 0, 6)).data]).toEqual([3]);
    await made.out(requests.abort);
    expect([...(await made.in(requests.getState, 0, 1)).data]).toEqual([2]);
  },
  'corrupt-at': async () => {
    const made = await idleBench(profile('corrupt-at=3:6'));
    const good = made.board.flash.slice(0, 2048);
    const bad = (await made.read(2, 2048)).data;
    expect(bitsThatDiffer(bad, good)).toBe(1);
    expect((await made.read(2, 2048)).data).toEqual(good);
    await made.out(requests.abort);
    await made.out(requests.download, 2, pattern(64));
    expect(firstDifference(made.board.rom()?.pending?.data ?? new Uint8Array(), pattern(64))).toBeGreaterThanOrEqual(0);
  },
  'replug-at': async () => {
    const made = await idleBench(profile('replug-at=4'));
    await made.out(requests.download, 0, eraseFirst);
    expect(await within(made, 10, made.status())).toBe('disconnected');
    await made.clock.sleep(300);
    expect(await made.state()).toBe(3);
  },
  'crash-at': async () => {
    const made = await idleBench(profile('crash-at=4'));
    await made.out(requests.download, 0, eraseFirst);
    expect(await within(made, 10, made.status())).toBe('disconnected');
    await made.clock.sleep(300);
    expect(await made.status()).toMatchObject({ status: 10, state: 10 });
  },
  'gone-at': async () => {
    const made = await idleBench(profile('gone-at=3'));
    expect(await within(made, 10, made.status())).toBe('disconnected');
    await made.clock.sleep(100_000);
    expect(made.board.socket.port).toBeUndefined();
    expect(made.board.running()).toBe('rom');
    made.board.cable(true);
    await made.clock.sleep(300);
    expect(await made.state()).toBe(2);
  },
  'bus-reset-at': async () => {
    const made = await idleBench(profile('bus-reset-at=4'));
    await made.out(requests.download, 0, eraseFirst);
    expect(await made.status()).toMatchObject({ state: 2 });
  },
  'power-cut-at': async () => {
    const made = await idleBench(profile('power-cut-at=5,seed=3'));
    await made.out(requests.download, 0, eraseFirst);
    await made.status();
    expect(await within(made, 1000, made.status())).toBe('disconnected');
    expect(made.board.running()).toBe('off');
    expect(made.board.recorder.operations).toMatchObject([{ kind: 'erase', sector: 0, without: 'power' }]);
    await made.clock.sleep(100_000);
    expect(made.board.running()).toBe('off');
  },
  'brown-out-at': async () => {
    const made = await idleBench(profile('brown-out-at=5,seed=3'));
    await made.out(requests.download, 0, eraseFirst);
    await made.status();
    expect(await within(made, 1000, made.status())).toBe('disconnected');
    await made.clock.sleep(400);
    expect(made.board.running()).toBe('rom');
    expect(await made.state()).toBe(10);
  },
  'flaky-download': async () => {
    const stalled = async (percent: number) => {
      const made = await idleBench(profile(`flaky-download=${percent}`));
      let count = 0;
      for (let tries = 0; tries < 200; tries++) {
        const answer = await made.out(requests.download, 0, eraseFirst);
        count += answer.status === 'stall' ? 1 : 0;
        // Not executed: nothing is buffered.
        expect(await made.state()).toBe(answer.status === 'stall' ? 2 : 3);
        await made.out(requests.abort);
      }
      return count;
    };
    expect(await stalled(0)).toBe(0);
    expect(await stalled(100)).toBe(200);
    const some = await stalled(30);
    expect(some).toBeGreaterThan(30);
    expect(some).toBeLessThan(100);
    expect(await stalled(30)).toBe(some);
  },
  'stale-abort': async () => {
    const made = await idleBench(profile('stale-abort=2'));
    await made.in(requests.abort, 0, 0);
    expect((await made.in(requests.getState, 0, 1)).data).toHaveLength(1);
    await made.in(requests.abort, 0, 0);
    expect((await made.in(requests.getState, 0, 1)).data).toHaveLength(0);
    expect([...(await made.in(requests.getStatus, 0, 6)).data]).toEqual([2]);
  },
  'stale-until': async () => {
    const inStep: Record<string, boolean> = {};
    for (const value of ['no-data', 'any-out', 'never']) {
      const made = await idleBench(profile(`stale-until=${value},stale-abort=all`));
      await made.in(requests.abort, 0, 0);
      await made.out(requests.download, 0, eraseFirst);
      inStep[`${value} after data`] = (await made.in(requests.getState, 0, 1)).data.length === 1;
      await made.out(requests.abort);
      inStep[value] = (await made.in(requests.getStatus, 0, 6)).data.length === 6;
    }
    expect(inStep).toEqual({
      'no-data after data': false,
      'no-data': true,
      'any-out after data': true,
      'any-out': true,
      'never after data': false,
      never: false,
    });
  },
};
