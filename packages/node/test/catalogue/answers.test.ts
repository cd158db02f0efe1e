// A server that answers, but not with what was asked for: an error that says why, after as many tries as make sense.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { manualClock, until } from '../../../../test/support/manual-clock.ts';
import {
  fetchNewest,
  fileServer,
  firstPage,
  listPath,
  open,
  published,
  refused,
  releasesAnswer,
  serve,
  testClock,
} from './bench.ts';
import { rateLimited } from './github-json.ts';

describe('a rate limit', () => {
  it('is said with the time it ends, and not asked against', async () => {
    await using server = await serve();
    server.route(firstPage, rateLimited(Date.parse('2024-05-02T14:05:00Z') / 1000));
    const { catalogue, clock } = open(server.base + listPath);
    const error = await refused(catalogue.entries(), 'download-failed', 'rate-limit');
    expect(inEnglish(error.text)).toContain('until 14:05 UTC');
    expect(inEnglish(error.next)).toContain('--offline');
    expect([server.asked.length, clock.pauses, error.exit]).toEqual([1, [], 8]);
  });

  it.each<[string, number, Record<string, string>, string]>([
    ['429 without a time', 429, {}, 'for now'],
    ['403 with Retry-After', 403, { 'retry-after': '120' }, 'for now'],
    ['a time that is no number', 429, { 'x-ratelimit-reset': 'NaN' }, 'for now'],
    ['a time beyond all calendars', 429, { 'x-ratelimit-reset': '9'.repeat(30) }, 'for now'],
  ])('is recognised by %s', async (_, status, headers, says) => {
    await using server = await serve();
    server.route(firstPage, { status, headers });
    const { catalogue } = open(server.base + listPath);
    expect(inEnglish((await refused(catalogue.entries(), 'download-failed', 'rate-limit')).text)).toContain(says);
  });

  it('is not what every 403 means', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 403, body: '{"message":"Resource not accessible"}' });
    await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'refused');
  });
});

describe('a server in trouble', () => {
  it.each([500, 503, 408])('that answers %i twice is asked a third time', async (status) => {
    await using server = await serve();
    server.route(firstPage, (times) => (times < 3 ? { status } : releasesAnswer(server, [published])));
    const { catalogue, clock, log } = open(server.base + listPath);
    expect((await catalogue.entries()).length).toBe(1);
    expect(clock.pauses).toEqual([1_000, 4_000]);
    expect(log.filter(({ level }) => level === 'warn').map(({ text }) => inEnglish(text))).toEqual([
      expect.stringMatching(new RegExp(`HTTP ${status}.*Retrying in 1 s`)),
      expect.stringMatching(/Retrying in 4 s/),
    ]);
  });

  it('is given up after three tries', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 503, body: '<html><body><h1>Service Unavailable</h1></body></html>' });
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'server');
    expect([server.asked.length, error.retryable]).toEqual([3, true]);
  });

  it('is left at once when the caller aborts between two tries', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 503 });
    const stop = new AbortController();
    const clock = testClock();
    const pause = (signal?: AbortSignal): Promise<void> => {
      stop.abort(new Error('enough'));
      return Promise.reject(signal?.reason);
    };
    const { catalogue } = open(server.base + listPath, {
      clock: { ...clock, sleep: (ms, signal) => (ms > 5_000 ? clock.sleep(ms, signal) : pause(signal)) },
    });
    await expect(catalogue.entries({ signal: stop.signal })).rejects.toThrow('enough');
    expect([server.asked.length, clock.waiting()]).toEqual([1, 0]);
  });
});

describe('an answer that is something else', () => {
  const portal = '<!DOCTYPE html>\n<html><head><title>Hotel Wi-Fi</title></head><body>Please sign in</body></html>';
  const html = { 'content-type': 'text/html; charset=utf-8' };

  it.each([
    ['a login page', { headers: html, body: portal }],
    ['a login page that calls itself JSON', { headers: { 'content-type': 'application/json' }, body: `\n ${portal}` }],
    ['a network that wants a login (511)', { status: 511, headers: html, body: portal }],
    ['a login page with 403', { status: 403, headers: html, body: portal }],
  ])('is named: %s instead of the list', async (_, answer) => {
    await using server = await serve();
    server.route(firstPage, answer);
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'web-page');
    expect(inEnglish(error.text)).toMatch(/login page/);
    expect(inEnglish(error.next)).toMatch(/sign in/);
    expect(server.asked.length).toBe(1);
  });

  it('is named, not called a wrong digest: a login page instead of the file', async () => {
    await using server = await fileServer({ headers: html, body: portal });
    await refused(fetchNewest(open(server.base + listPath)), 'download-failed', 'web-page');
  });

  it.each<[string, number, Record<string, string>, string, string]>([
    ['something compressed that is not', 200, { 'content-encoding': 'gzip' }, 'never compressed', 'connection'],
    ['part of it', 206, {}, '[]', 'refused'],
    ['"not modified", which was not asked for', 304, { etag: '"x"' }, '', 'refused'],
    ['that there is nothing', 404, {}, '', 'not-found'],
  ])('is refused: %s', async (_, status, headers, body, reason) => {
    await using server = await serve();
    server.route(firstPage, { status, headers, body });
    await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', reason);
  });

  it('is no network that answers in time: silence ends each try after 15 s, and the whole after three', async () => {
    await using server = await serve();
    server.route(firstPage, () => 'taken');
    const { catalogue, clock } = open(server.base + listPath);
    const outcome = refused(catalogue.entries(), 'download-failed', 'timeout');
    for (let tries = 1; tries <= 3; tries++) {
      await until(() => server.asked.length === tries && clock.waiting() === 1);
      expect(clock.next()).toBe(15_000);
      clock.advance(15_000);
    }
    expect(inEnglish((await outcome).text)).toMatch(/127\.0\.0\.1:\d+ did not answer in time/);
    expect(clock.waiting()).toBe(0);
  });

  it('has an end: what drips a byte now and then is aborted after the whole time', async () => {
    const clock = manualClock();
    const pull = (
      signal: AbortSignal | null | undefined,
      stream: ReadableStreamDefaultController<Uint8Array>,
    ): void => {
      clock.advance(9_000);
      if (signal?.aborted) stream.error(signal.reason);
      else stream.enqueue(new TextEncoder().encode(' '));
    };
    let asked = 0;
    const fetch: typeof globalThis.fetch = async (_, init) => {
      asked++;
      return new Response(new ReadableStream({ pull: (stream) => pull(init?.signal, stream) }, { highWaterMark: 0 }));
    };
    await refused(
      open('https://api.example/releases', { clock, fetch }).catalogue.entries(),
      'download-failed',
      'timeout',
    );
    expect([asked, clock.now() >= 180_000, clock.now() < 200_000, clock.waiting()]).toEqual([1, true, true, 0]);
  });

  it('is not a slow line: as long as bytes come, it may take longer than 15 s', async () => {
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

  it('is let go when the caller aborts, with the reason of the caller', async () => {
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
