// A network that says nothing, or next to nothing: every wait ends, and a slow line is no silence.

import { describe, expect, it } from 'vitest';
import { manualClock, until } from '../../../../test/support/manual-clock.ts';
import { filePath, firstPage, listPath, open, refused, serve } from './bench.ts';
import { bytes, fetchNewest, fileServer, name, tag } from './one-file.ts';

describe('silence', () => {
  it('ends each try after 15 s, and the whole after three', async () => {
    await using server = await serve();
    server.route(firstPage, () => 'taken');
    const { catalogue, clock } = open(server.base + listPath);
    const outcome = refused(catalogue.entries(), 'download-failed', 'timeout');
    for (let tries = 1; tries <= 3; tries++) {
      await until(() => server.asked.length === tries && clock.waiting() === 1);
      expect(clock.next()).toBe(15_000);
      clock.advance(15_000);
    }
    expect((await outcome).message).toMatch(/127\.0\.0\.1:\d+ did not answer in time/);
    expect(clock.waiting()).toBe(0);
  });

  it('in the middle of a file ends the try too, and the next one may do better', async () => {
    await using server = await fileServer((times, response) => {
      response.writeHead(200, { 'content-length': String(bytes.length) });
      if (times === 1) response.write(bytes.subarray(0, 100));
      else response.end(bytes);
      return 'taken';
    });
    const opened = open(server.base + listPath);
    const fetched = fetchNewest(opened);
    await until(() => server.paths().at(-1) === filePath(tag, name) && opened.clock.waiting() === 1);
    opened.clock.advance(15_000);
    await until(() => opened.clock.waiting() === 1 || opened.clock.pauses.length === 1);
    expect((await fetched).bytes).toEqual(bytes);
    expect(opened.clock.pauses).toEqual([1_000]);
  });

  it('broken by a byte now and then does not last for ever', async () => {
    let closed = 0;
    const drips: (() => void)[] = [];
    await using server = await fileServer((_, response) => {
      response.writeHead(200, { 'content-length': '1000000' });
      drips.push(() => response.write(':'));
      response.on('close', () => closed++);
      return 'taken';
    });
    const opened = open(server.base + listPath, { limits: { silenceMs: 1e9, totalMs: 60_000 } });
    const outcome = refused(fetchNewest(opened), 'download-failed', 'timeout');
    for (let tries = 1; tries <= 3; tries++) {
      await until(() => drips.length === tries && opened.clock.waiting() === 1);
      for (let drip = 0; drip < 12; drip++) {
        drips.at(-1)?.();
        opened.clock.advance(5_000);
      }
      await until(() => closed === tries);
    }
    await outcome;
  });

  it.each([
    ['of known length', { 'content-length': '1000000' }, 60_000],
    ['of unknown length', {}, 120_000],
  ])('broken by a byte now and then ends before its time is used up: an answer %s', async (_, headers, atMs) => {
    const clock = manualClock();
    let asked = 0;
    const opened = open('https://api.example/releases', {
      clock,
      fetch: async (__, init) => {
        asked++;
        const pull = (stream: ReadableStreamDefaultController<Uint8Array>): void => {
          clock.advance(9_000);
          if (init?.signal?.aborted) stream.error(init.signal.reason);
          else stream.enqueue(new TextEncoder().encode(' '));
        };
        return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), { headers });
      },
    });
    const error = await refused(opened.catalogue.entries(), 'download-failed', 'too-slow');
    expect(error.message).toMatch(/sends so slowly that it would not end in time/);
    expect([asked, error.retryable, clock.waiting()]).toEqual([1, false, 0]);
    expect(clock.now()).toBeGreaterThanOrEqual(atMs);
    expect(clock.now()).toBeLessThan(atMs + 30_000);
    expect(opened.log.filter(({ text }) => /is slow: \d+ B in \d+ s/.test(text)).length).toBeGreaterThan(2);
  });

  it('of a server that is asked again and again ends after some minutes', async () => {
    const clock = manualClock();
    let asked = 0;
    const { catalogue } = open('https://api.example/releases', {
      clock,
      limits: { silenceMs: 1e9, totalMs: 100_000 },
      fetch: async () => {
        asked++;
        clock.advance(160_000);
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('late'), { code: 'ETIMEDOUT' }) });
      },
    });
    await refused(catalogue.entries(), 'download-failed', 'timeout');
    expect(asked).toBe(1);
  });

  it('between the pages of a list ends after some minutes', async () => {
    const clock = manualClock();
    let asked = 0;
    const { catalogue } = open('https://api.example/releases', {
      clock,
      fetch: async () => {
        asked++;
        clock.advance(100_000);
        return new Response('[]', {
          headers: { link: `<https://api.example/releases?page=${asked + 1}>; rel="next"` },
        });
      },
      limits: { silenceMs: 1e9, totalMs: 1e9 },
    });
    await refused(catalogue.entries(), 'download-failed', 'too-slow');
    expect(asked).toBe(4);
  });

  it('is not what a slow line is: as long as something comes, it may take longer than 15 s', async () => {
    const opened = open('https://api.example/releases', {
      fetch: async (_, init) => {
        let drops = 10;
        const pull = (stream: ReadableStreamDefaultController<Uint8Array>): void => {
          opened.clock.advance(9_000);
          if (init?.signal?.aborted) stream.error(init.signal.reason);
          else if (drops-- > 0) stream.enqueue(new TextEncoder().encode(drops === 0 ? '[]' : ' '));
          else stream.close();
        };
        return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
      },
    });
    expect(await opened.catalogue.entries()).toEqual([]);
    expect([opened.clock.now() > 90_000, opened.clock.pauses]).toEqual([true, []]);
  });

  it('is stopped by whoever asked, with their own reason', async () => {
    await using server = await serve();
    let closed = false;
    server.route(firstPage, (_, response) => {
      response.on('close', () => {
        closed = true;
      });
      return 'taken';
    });
    const stop = new AbortController();
    const { catalogue, clock } = open(server.base + listPath);
    const outcome = catalogue.entries({ signal: stop.signal });
    outcome.catch(() => undefined);
    await until(() => server.asked.length === 1);
    const reason = new Error('Ctrl-C');
    stop.abort(reason);
    await expect(outcome).rejects.toBe(reason);
    await until(() => closed);
    expect(clock.waiting()).toBe(0);
  });
});
