// A server that answers, but not with what was asked for: an error that says why, after as many tries as make sense.

import { describe, expect, it } from 'vitest';
import { firstPage, listPath, open, refused, releasesAnswer, serve, testClock } from './bench.ts';
import { rateLimited } from './github-json.ts';
import { fetchNewest, fileServer, published } from './one-file.ts';

describe('a rate limit', () => {
  const reset = Date.parse('2024-05-02T14:05:00Z') / 1000;

  it('is told with the time it ends, and not asked against', async () => {
    await using server = await serve();
    server.route(firstPage, rateLimited(reset));
    const { catalogue, clock } = open(server.base + listPath);
    const error = await refused(catalogue.entries(), 'download-failed', 'rate-limit');
    // The server's date is 13:41:30; this machine's clock does not matter.
    expect(error.message).toContain('until 14:05 UTC (in 24 min)');
    expect(error.details).toMatchObject({ status: 403, until: '2024-05-02T14:05:00.000Z', waitSeconds: 1410 });
    expect(error.next).toContain('--offline');
    expect([server.asked.length, clock.pauses, error.exit]).toEqual([1, [], 8]);
  });

  it.each([
    ['429 with Retry-After', 429, { 'retry-after': '45' }, '', 'in 45 s'],
    ['403 with Retry-After', 403, { 'retry-after': '120' }, '', 'in 2 min'],
    ['403 with a date', 403, { 'retry-after': 'Thu, 02 May 2024 13:52:00 GMT' }, '', 'in 10 min'],
    ['403 with a sentence only', 403, {}, '{"message":"You have exceeded a secondary rate limit."}', 'for now'],
    ['a time that has passed', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, '', 'for now'],
    ['a time in a thousand years', 429, { 'retry-after': '999999999' }, '', 'for now'],
    ['a time that is none', 429, { 'retry-after': 'soon', 'x-ratelimit-reset': 'NaN' }, '', 'for now'],
  ])('%s', async (_, status, headers, body, says) => {
    await using server = await serve();
    const date = 'Thu, 02 May 2024 13:42:00 GMT';
    server.route(firstPage, { status, headers: { date, ...headers } as Record<string, string>, body });
    const { catalogue } = open(server.base + listPath);
    expect((await refused(catalogue.entries(), 'download-failed', 'rate-limit')).message).toContain(says);
  });

  it('is not every 403', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 403, body: '{"message":"Resource not accessible"}' });
    await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'refused');
  });
});

describe('a server in trouble', () => {
  it.each([500, 502, 503, 504, 408])('%i twice is not noticed', async (status) => {
    await using server = await serve();
    server.route(firstPage, (times) => (times < 3 ? { status } : releasesAnswer(server, [published])));
    const { catalogue, clock, log } = open(server.base + listPath);
    expect((await catalogue.entries()).length).toBe(1);
    expect(clock.pauses).toEqual([1_000, 4_000]);
    expect(log.filter(({ level }) => level === 'warn').map(({ text }) => text)).toEqual([
      expect.stringMatching(new RegExp(`HTTP ${status}.*Once more in 1 s`)),
      expect.stringMatching(/Once more in 4 s/),
    ]);
  });

  it('is given up after three tries', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 503, body: '<html><body><h1>Service Unavailable</h1></body></html>' });
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'server');
    expect([server.asked.length, error.retryable]).toEqual([3, true]);
  });

  it('stops at once when somebody says so between two tries', async () => {
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

describe('an answer that is none', () => {
  const portal = '<!DOCTYPE html>\n<html><head><title>Hotel Wi-Fi</title></head><body>Please sign in</body></html>';
  const html = { 'content-type': 'text/html; charset=utf-8' };

  it.each([
    ['a login page', { headers: html, body: portal }],
    ['a login page that calls itself JSON', { headers: { 'content-type': 'application/json' }, body: `\n ${portal}` }],
    ['a network that wants a login (511)', { status: 511, headers: html, body: portal }],
    ['a login page with 403', { status: 403, headers: html, body: portal }],
  ])('%s instead of the list is named', async (_, answer) => {
    await using server = await serve();
    server.route(firstPage, answer);
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'web-page');
    expect(error.message).toMatch(/login page/);
    expect(error.next).toMatch(/sign in/);
    expect(server.asked.length).toBe(1);
  });

  it('a login page instead of the file is named, not called a wrong digest', async () => {
    await using server = await fileServer({ headers: html, body: portal });
    await refused(fetchNewest(open(server.base + listPath)), 'download-failed', 'web-page');
  });

  it('a web page in a release note is no login page', async () => {
    await using server = await serve();
    server.route(firstPage, releasesAnswer(server, [published]));
    expect((await open(server.base + listPath).catalogue.entries()).length).toBe(1);
  });

  it('a list that is cut short is asked for again', async () => {
    await using server = await serve();
    const whole = releasesAnswer(server, [published]);
    server.route(firstPage, (times) => (times === 1 ? { ...whole, body: String(whole.body).slice(0, -200) } : whole));
    const { catalogue, clock } = open(server.base + listPath);
    expect((await catalogue.entries()).length).toBe(1);
    expect(clock.pauses).toEqual([1_000]);
  });

  it.each([
    ['nothing at all', ''],
    ['bytes that are no text', Buffer.from([0x5b, 0xff, 0xfe, 0x5d])],
    ['half of a list', '[{"tag_name":"fw-v0.5.6","dra'],
  ])('%s is given up after three tries', async (_, body) => {
    await using server = await serve();
    server.route(firstPage, { headers: { 'content-type': 'application/json' }, body });
    await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'cut-short');
    expect(server.asked.length).toBe(3);
  });

  it('something compressed that is not', async () => {
    await using server = await serve();
    server.route(firstPage, { headers: { 'content-encoding': 'gzip' }, body: 'this was never compressed' });
    const error = await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'connection');
    expect(error.message).toMatch(/cannot be unpacked/);
  });

  it('a status nobody asked for', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 206, body: '[]' });
    await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'bad-reply');
  });

  it('"not modified" to somebody who has nothing', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 304, headers: { etag: '"x"' } });
    await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'bad-reply');
  });

  it('a list at a place where there is none', async () => {
    await using server = await serve();
    await refused(open(server.base + listPath).catalogue.entries(), 'download-failed', 'not-found');
  });
});
