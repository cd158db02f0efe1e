// Servers that answer something else than was asked for, that send elsewhere, and that are not there: an error that says why,
// bounded time and memory, and never a byte that was not published.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { until } from '../../../../test/support/manual-clock.ts';
import {
  bytes,
  fetchNewest,
  filePath,
  fileServer,
  firstPage,
  name,
  open,
  published,
  type Route,
  refused,
  releasesAnswer,
  serve,
  type Told,
  tag,
} from './bench.ts';
import { githubDigest, rateLimited } from './github-json.ts';

type Fetch = typeof globalThis.fetch;

const html = { 'content-type': 'text/html; charset=utf-8' };
const portal = '<!DOCTYPE html>\n<html><head><title>Hotel Wi-Fi</title></head><body>Please sign in</body></html>';

/** What the list answers, the reason it is refused with, and what is said. */
const answers: readonly (readonly [string, Told, string, RegExp?])[] = [
  ['a rate limit', rateLimited(Date.parse('2024-05-02T14:05:00Z') / 1000), 'rate-limit', /until 14:05 UTC.*--offline/s],
  ['a rate limit without a time', { status: 429 }, 'rate-limit', /for now/],
  ['a rate limit by Retry-After', { status: 403, headers: { 'retry-after': '120' } }, 'rate-limit', /for now/],
  ['a limit until no time', { status: 429, headers: { 'x-ratelimit-reset': 'NaN' } }, 'rate-limit', /for now/],
  ['one beyond all calendars', { status: 429, headers: { 'x-ratelimit-reset': '9'.repeat(30) } }, 'rate-limit'],
  ['another 403', { status: 403, body: '{"message":"Resource not accessible"}' }, 'refused', /refused the request/],
  ['trouble', { status: 503, headers: html, body: portal }, 'server', /server error \(HTTP 503\).*same command again/s],
  ['a server too slow for itself', { status: 408 }, 'server', /server error/],
  ['a login page', { headers: html, body: portal }, 'web-page', /login page.*sign in/s],
  ['a network that wants a login', { status: 511, headers: html, body: portal }, 'web-page', /login page/],
  ['a login page with 403', { status: 403, headers: html, body: portal }, 'web-page'],
  ['a login page called JSON', { body: portal }, 'bad-list', /not JSON/],
  [
    'something compressed that is not',
    { headers: { 'content-encoding': 'gzip' }, body: 'never compressed' },
    'connection',
  ],
  ['part of it', { status: 206, body: '[]' }, 'refused', /unexpected response/],
  ['"not modified", which was not asked for', { status: 304, headers: { etag: '"x"' } }, 'refused'],
  ['that there is nothing', { status: 404 }, 'not-found', /nothing at that address/],
  ['with a circle', { status: 302, headers: { location: firstPage } }, 'refused', /redirects/],
  ['with a file of this machine', { status: 302, headers: { location: 'file:///etc/passwd' } }, 'refused'],
  ['with something that is no address', { status: 302, headers: { location: 'http://' } }, 'refused'],
  ['with a redirect to nowhere', { status: 302 }, 'refused'],
];

describe('a server that answers a question for a list with', () => {
  it.each(answers.map(([what, answer, reason, says = /./]) => ({ what, answer, reason, says })))(
    '$what is refused',
    async ({ answer, reason, says }) => {
      await using server = await serve();
      server.route(firstPage, answer);
      const { catalogue, clock } = open(server.list);
      const { text, next, exit } = await refused(catalogue.entries(), 'download-failed', reason);
      expect(`${inEnglish(text)} ${inEnglish(next)}`).toMatch(says);
      expect([exit, clock.waiting()]).toEqual([8, 0]);
      expect(server.asked.length).toBeLessThan(30);
    },
  );

  it('trouble twice is asked a third time', async () => {
    await using server = await serve();
    server.route(firstPage, (times) => (times < 3 ? { status: 503 } : releasesAnswer(server, [published])));
    const { catalogue, log } = open(server.list);
    expect((await catalogue.entries()).length).toBe(1);
    const warnings = log.filter(({ level }) => level === 'warn').map(({ text }) => inEnglish(text));
    expect(warnings).toEqual(Array(2).fill(expect.stringMatching(/HTTP 503.*Retrying/)));
  });

  it('where it has moved is asked there', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 301, headers: { location: '/repositories/64/releases' } });
    server.route('/repositories/64/releases', releasesAnswer(server, [published]));
    expect((await open(server.list).catalogue.entries()).length).toBe(1);
  });

  it('a way from HTTPS to HTTP is not followed', async () => {
    const fetch: Fetch = async () =>
      Object.defineProperty(new Response('[]'), 'url', { value: 'http://portal.example/login' });
    const { catalogue } = open('https://api.example/releases', { fetch });
    const error = await refused(catalogue.entries(), 'download-failed', 'refused');
    expect(inEnglish(error.text)).toMatch(/insecure address \(portal\.example\)/);
  });

  it('nothing is given up after two minutes, twice', async () => {
    await using server = await serve();
    server.route(firstPage, () => 'taken');
    const { catalogue, clock } = open(server.list);
    const outcome = refused(catalogue.entries(), 'download-failed', 'timeout');
    for (const tries of [1, 2]) {
      await until(() => server.asked.length === tries && clock.waiting() === 1);
      expect(clock.next()).toBe(120_000);
      clock.advance(120_000);
    }
    expect(inEnglish((await outcome).text)).toMatch(/127\.0\.0\.1:\d+ did not answer in time/);
    expect(clock.waiting()).toBe(0);
  });

  it('nothing is let go when the caller aborts, with the reason of the caller', async () => {
    await using server = await serve();
    let closed = false;
    server.route(firstPage, (_, response) => {
      response.on('close', () => {
        closed = true;
      });
      return 'taken';
    });
    const stop = new AbortController();
    const { catalogue, clock } = open(server.list);
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

describe('a file', () => {
  it('arrives as it was when it is compressed on the way, and from where it is stored', async () => {
    await using storage = await serve();
    storage.route('/stored?sig=secret', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(bytes) });
    await using server = await fileServer({ status: 302, headers: { location: `${storage.base}/stored?sig=secret` } });
    expect((await fetchNewest(open(server.list))).bytes).toEqual(bytes);
  });

  const changed = bytes.slice();
  changed[50]! ^= 1;
  const listed = githubDigest(bytes).slice(7);

  it.each<[string, Route, object]>([
    ['other bytes than were published', { body: changed }, { expected: listed }],
    ['another size than is listed', { body: bytes.subarray(0, 200) }, { expected: bytes.length, actual: 200 }],
    [
      'an end beyond its Content-Length',
      (_, response) => {
        response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\n${'x'.repeat(5000)}`);
        return 'taken';
      },
      { actual: 100 },
    ],
  ])('with %s is thrown away', async (_, route, details) => {
    await using server = await fileServer(route);
    const { catalogue, cache } = open(server.list);
    const error = await refused(fetchNewest({ catalogue }), 'checksum-mismatch');
    expect(error.details).toMatchObject({ ...details, version: '0.5.6' });
    expect([...cache.files.keys()].filter((key) => key.startsWith('file-'))).toEqual([]);
  });

  it('that ends before its Content-Length, or is a login page, has not arrived', async () => {
    await using server = await fileServer((_, response) => {
      response.writeHead(200, { 'content-length': String(bytes.length) });
      response.write(bytes.subarray(0, 300), () => response.destroy());
      return 'taken';
    });
    await refused(fetchNewest(open(server.list)), 'download-failed', 'connection');
    server.route(filePath(tag, name), { headers: html, body: portal });
    await refused(fetchNewest(open(server.list)), 'download-failed', 'web-page');
  });

  it('that announces more than 8 MiB, continues without an end or unpacks to that is not read', async () => {
    const readsOn = Number.parseInt(process.versions.node, 10) >= 24;
    const piece = Buffer.alloc(256 * 1024, 0x3a);
    let sent = 0;
    const bomb = gzipSync(Buffer.alloc(48 * 1024 * 1024));
    const routes: readonly Route[] = [
      (_, response) => {
        response.writeHead(200, { 'content-length': String(9 * 1024 * 1024) }).write('x'.repeat(1000));
        return 'taken';
      },
      (_, response) => {
        const more = (): void => {
          sent += piece.length;
          if (sent < 64 * 1024 * 1024 && !response.destroyed) response.write(piece, more);
        };
        response.writeHead(200);
        more();
        return 'taken';
      },
      { headers: { 'content-encoding': 'gzip' }, body: bomb },
    ];
    for (const route of routes) {
      await using server = await fileServer(route);
      const error = await refused(fetchNewest(open(server.list)), 'download-failed', 'too-large');
      expect(inEnglish(error.text)).toContain('8 MiB');
      // What was on the way in the sockets comes on top. The fetch of Node 24 reads on and throws it away, aborted or not.
      if (!readsOn) expect(sent).toBeLessThan(24 * 1024 * 1024);
      sent = 0;
    }
  });
});

describe('no way to the server', () => {
  const speaks = async (greet: (socket: Socket) => void) => {
    const server = createServer(greet).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { port, close: () => new Promise((resolve) => server.close(resolve)) };
  };

  it('because nothing listens there, it hangs up silently, or it has another protocol', async () => {
    for (const [greet, reason, says] of [
      [undefined, 'refused', /ECONNREFUSED|refuses connections/],
      [(socket: Socket) => void socket.destroy(), 'connection', /could not be reached/],
      [(socket: Socket) => void socket.resume().end('220 ftp.example ready\r\n'), 'refused', /is not an HTTP server/],
    ] as const) {
      const { port, close } = await speaks(greet ?? (() => undefined));
      if (!greet) await close();
      const { catalogue } = open(`http://127.0.0.1:${port}/releases`);
      const error = await refused(catalogue.entries(), 'download-failed', reason);
      expect(inEnglish(error.text)).toMatch(says);
      if (greet) await close();
    }
  });

  it.each([
    ['has expired, or this clock is ahead', 'expired.pem', 'clock', 'CERT_HAS_EXPIRED'],
    ['is not valid yet, or this clock is behind', 'future.pem', 'clock', 'CERT_NOT_YET_VALID'],
    ['is not trusted', 'self-signed.pem', 'certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('because its certificate %s', async (_, certificate, reason, code) => {
    const file = (each: string) => readFileSync(new URL(`fixtures/${each}`, import.meta.url));
    const server = createTlsServer({ key: file('key.pem'), cert: file(certificate) }, (__, answer) => answer.end('[]'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { catalogue } = open(`https://127.0.0.1:${(server.address() as AddressInfo).port}/releases`);
    const error = await refused(catalogue.entries(), 'download-failed', reason);
    expect(error.details.system).toBe(code);
    if (reason === 'clock') expect(inEnglish(error.next)).toMatch(/date and time/);
    await new Promise((resolve) => server.close(resolve));
  });

  // As undici and Node throw them; with several addresses tried, the one error has the code of the first.
  it.each([
    ['CERT_HAS_EXPIRED', 'clock', /clock of this machine is set to 2024-05-02/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', /untrusted TLS certificate/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', /untrusted TLS certificate/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'certificate', /HTTPS/],
    ['ENOTFOUND', 'no-network', /no network, or no name service/],
    ['EAI_AGAIN', 'no-network', /name service/],
    ['ENETUNREACH', 'no-network', /cannot be reached from this machine/],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', /in time/],
    ['SOMETHING_NEW', 'connection', /could not be reached \(SOMETHING_NEW\)/],
  ])('because of %s: %s', async (code, reason, says) => {
    const cause = Object.assign(new AggregateError([new Error(code), new Error('ETIMEDOUT')]), { code });
    const fetch: Fetch = async () => {
      throw new TypeError('fetch failed', { cause });
    };
    const error = await refused(
      open('https://api.example/releases', { fetch }).catalogue.entries(),
      'download-failed',
      reason,
    );
    expect(inEnglish(error.text)).toMatch(says);
    expect([error.details.system, inEnglish(error.next)]).toEqual([code, expect.stringMatching(/./)]);
  });
});
