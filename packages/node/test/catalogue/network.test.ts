// A network that is slow, lies, breaks off, or is not there: each time an error that says what happened, in bounded time,
// with bounded memory, and never a byte that was not published.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { until } from '../../../../test/support/manual-clock.ts';
import {
  filePath,
  firstPage,
  hexFile,
  listPath,
  open,
  publish,
  type Route,
  refused,
  releasesAnswer,
  type Server,
  serve,
  testClock,
} from './bench.ts';
import { githubDigest, rateLimited } from './github-json.ts';

const name = 'ODriveFirmware_v3.6-56V.hex';
const tag = 'fw-v0.5.6';
const bytes = hexFile();
const published = { tag, assets: [{ name, bytes, digest: githubDigest(bytes) }] };

/** A server whose list is fine and whose file answers with that. */
async function fileServer(route: Route): Promise<Server> {
  const server = await serve();
  publish(server, [published]);
  server.route(filePath(tag, name), route);
  return server;
}

async function fetchNewest({ catalogue }: ReturnType<typeof open>) {
  const [entry] = await catalogue.entries();
  return catalogue.fetch(entry!);
}

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

describe('a file', () => {
  it('that is compressed on the way arrives as it was', async () => {
    await using server = await fileServer({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(bytes) });
    expect((await fetchNewest(open(server.base + listPath))).bytes).toEqual(bytes);
  });

  it('with other bytes than were published is thrown away, at once', async () => {
    const changed = bytes.slice();
    changed[50]! ^= 1;
    await using server = await fileServer({ body: changed });
    const opened = open(server.base + listPath);
    const error = await refused(fetchNewest(opened), 'checksum-mismatch');
    expect(error.details).toMatchObject({ expected: githubDigest(bytes).slice(7), version: '0.5.6' });
    expect([error.exit, opened.clock.pauses]).toEqual([8, []]);
    expect([...opened.cache.files.keys()].filter((key) => key.startsWith('file-'))).toEqual([]);
  });

  it('of another size than is listed is thrown away', async () => {
    await using server = await fileServer({ body: bytes.subarray(0, 200) });
    const error = await refused(fetchNewest(open(server.base + listPath)), 'checksum-mismatch');
    expect(error.details).toMatchObject({ expected: bytes.length, actual: 200 });
  });

  it('that ends before its Content-Length is asked for again', async () => {
    await using server = await fileServer((times, response) => {
      response.writeHead(200, { 'content-length': String(bytes.length) });
      if (times === 3) response.end(bytes);
      else response.write(bytes.subarray(0, 300), () => response.destroy());
      return 'taken';
    });
    const opened = open(server.base + listPath);
    expect((await fetchNewest(opened)).bytes).toEqual(bytes);
    expect(opened.clock.pauses).toEqual([1_000, 4_000]);
  });

  it('that goes on after its Content-Length counts only up to there', async () => {
    await using server = await fileServer((_, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\n${'x'.repeat(5000)}`);
      return 'taken';
    });
    await refused(fetchNewest(open(server.base + listPath)), 'checksum-mismatch');
  });

  it('that announces more than 8 MiB is not read', async () => {
    let sent = 0;
    await using server = await fileServer((_, response) => {
      response.writeHead(200, { 'content-length': String(9 * 1024 * 1024) });
      response.write('x'.repeat(1000), () => sent++);
      return 'taken';
    });
    const error = await refused(fetchNewest(open(server.base + listPath)), 'download-failed', 'too-large');
    expect(error.message).toContain('8 MiB');
    expect(sent).toBeLessThanOrEqual(1);
  });

  it('without an end is let go after 8 MiB', async () => {
    const piece = Buffer.alloc(256 * 1024, 0x3a);
    let sent = 0;
    await using server = await fileServer((_, response) => {
      const more = (): void => {
        sent += piece.length;
        if (sent < 64 * 1024 * 1024 && !response.destroyed) response.write(piece, more);
      };
      response.writeHead(200);
      more();
      return 'taken';
    });
    await refused(fetchNewest(open(server.base + listPath)), 'download-failed', 'too-large');
    // What was on the way in the sockets comes on top.
    expect(sent).toBeLessThan(24 * 1024 * 1024);
  });

  it('that unpacks to a thousand times its size is let go too', async () => {
    const bomb = gzipSync(Buffer.alloc(48 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    await using server = await fileServer({ headers: { 'content-encoding': 'gzip' }, body: bomb });
    await refused(fetchNewest(open(server.base + listPath)), 'download-failed', 'too-large');
  });

  it('without a published digest must at least be sound by its own checksums', async () => {
    const torn = bytes.slice();
    torn[60] = torn[60] === 0x30 ? 0x31 : 0x30;
    await using server = await serve();
    publish(server, [{ tag, assets: [{ name, bytes: torn, digest: null }] }]);
    const error = await refused(fetchNewest(open(server.base + listPath)), 'checksum-mismatch');
    expect(error.message).toMatch(/sound firmware file.*line/);
  });
});

describe('redirects', () => {
  it('are followed to where the file is stored', async () => {
    await using storage = await serve();
    storage.route('/stored?sig=secret', { body: bytes });
    await using server = await fileServer({ status: 302, headers: { location: `${storage.base}/stored?sig=secret` } });
    expect((await fetchNewest(open(server.base + listPath))).bytes).toEqual(bytes);
  });

  it('of a list that has moved are followed, and its pages turned there', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 301, headers: { location: '/repositories/64/releases?per_page=100' } });
    server.route('/repositories/64/releases?per_page=100', releasesAnswer(server, [published]));
    expect((await open(server.base + listPath).catalogue.entries()).length).toBe(1);
  });

  it('in a circle end after five', async () => {
    await using server = await fileServer({ status: 302, headers: { location: filePath(tag, name) } });
    await refused(fetchNewest(open(server.base + listPath)), 'download-failed', 'redirect');
    expect(server.paths().filter((path) => path === filePath(tag, name)).length).toBe(6);
  });

  it.each([
    ['to a file of this machine', 'file:///etc/passwd'],
    ['to something that is no address', 'http://'],
    ['to nowhere', undefined],
  ])('%s are not followed', async (_, location) => {
    await using server = await fileServer({ status: 302, headers: location === undefined ? {} : { location } });
    await refused(fetchNewest(open(server.base + listPath)), 'download-failed', 'redirect');
  });

  it('never lead from HTTPS to HTTP', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(String(input));
      return new Response(null, { status: 302, headers: { location: 'http://portal.example/login' } });
    };
    const { catalogue } = open('https://api.example/releases', { fetch });
    const error = await refused(catalogue.entries(), 'download-failed', 'redirect');
    expect(error.message).toMatch(/not safe \(http:\)/);
    expect(asked.length).toBe(1);
  });
});

describe('no way to the server', () => {
  /** A port where nobody listens. */
  async function deadPort(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  it('because nobody listens there', async () => {
    const { catalogue } = open(`http://127.0.0.1:${await deadPort()}${listPath}`);
    const error = await refused(catalogue.entries(), 'download-failed', 'refused');
    expect(error.details.system).toBe('ECONNREFUSED');
  });

  it('because it hangs up without a word, three times', async () => {
    let calls = 0;
    const server = createServer((socket: Socket) => {
      calls++;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { catalogue } = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/releases`);
    await refused(catalogue.entries(), 'download-failed', 'connection');
    expect(calls).toBe(3);
    await new Promise((resolve) => server.close(resolve));
  });

  it('because it speaks something else', async () => {
    const server = createServer((socket: Socket) => socket.resume().end('220 ftp.example FTP server ready\r\n'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { catalogue } = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/releases`);
    const error = await refused(catalogue.entries(), 'download-failed', 'bad-reply');
    expect(error.message).toMatch(/does not speak HTTP/);
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    ['has expired, or this clock is ahead', 'expired.pem', 'clock', 'CERT_HAS_EXPIRED'],
    ['is not valid yet, or this clock is behind', 'future.pem', 'clock', 'CERT_NOT_YET_VALID'],
    ['nobody vouches for', 'self-signed.pem', 'certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('because its certificate %s', async (_, name, reason, code) => {
    const file = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
    const server = createTlsServer({ key: file('key.pem'), cert: file(name) }, (__, response) => response.end('[]'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { catalogue } = open(`https://127.0.0.1:${(server.address() as AddressInfo).port}/releases`);
    const error = await refused(catalogue.entries(), 'download-failed', reason);
    expect(error.details.system).toBe(code);
    if (reason === 'clock') expect(error.next).toMatch(/date and time/);
    await new Promise((resolve) => server.close(resolve));
  });

  it('because something that knows no HTTPS answers in its place', async () => {
    await using server = await serve();
    const { catalogue } = open(`${server.base.replace('http:', 'https:')}/releases`);
    await refused(catalogue.entries(), 'download-failed', 'certificate');
  });

  // As undici and Node throw them.
  it.each([
    ['CERT_HAS_EXPIRED', 'clock', /clock says that today is 2024-05-02/],
    ['CERT_NOT_YET_VALID', 'clock', /clock says/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', /nobody vouches/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', /nobody vouches/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'certificate', /HTTPS/],
    ['ENOTFOUND', 'no-network', /no network, or no name service/],
    ['EAI_AGAIN', 'no-network', /name service/],
    ['ENETUNREACH', 'no-network', /no way/],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', /in time/],
    ['SOMETHING_NEW', 'connection', /SOMETHING_NEW/],
  ])('because of %s: %s', async (code, reason, says) => {
    const cause = Object.assign(new Error(code.toLowerCase()), { code });
    const fetch: typeof globalThis.fetch = async () => {
      throw new TypeError('fetch failed', { cause });
    };
    const { catalogue } = open('https://api.example/releases', { fetch });
    const error = await refused(catalogue.entries(), 'download-failed', reason);
    expect(error.message).toMatch(says);
    expect(error.details.system).toBe(code);
    expect(error.next).not.toBe('');
  });

  it('by any of its addresses', async () => {
    const errors = ['ENETUNREACH', 'ETIMEDOUT'].map((code) => Object.assign(new Error(code), { code }));
    const fetch: typeof globalThis.fetch = async () => {
      throw new TypeError('fetch failed', { cause: new AggregateError(errors) });
    };
    await refused(open('https://api.example/releases', { fetch }).catalogue.entries(), 'download-failed', 'no-network');
  });
});
