// Servers that send elsewhere, and servers that are not there.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import {
  bytes,
  fetchNewest,
  filePath,
  fileServer,
  firstPage,
  listPath,
  name,
  open,
  published,
  refused,
  releasesAnswer,
  serve,
  tag,
} from './bench.ts';

describe('redirects', () => {
  it('are followed to where the file is stored', async () => {
    await using storage = await serve();
    storage.route('/stored?sig=secret', { body: bytes });
    await using server = await fileServer({ status: 302, headers: { location: `${storage.base}/stored?sig=secret` } });
    expect((await fetchNewest(open(server.base + listPath))).bytes).toEqual(bytes);
  });

  it('of a list that has moved are followed', async () => {
    await using server = await serve();
    server.route(firstPage, { status: 301, headers: { location: '/repositories/64/releases?page=1' } });
    server.route('/repositories/64/releases?page=1', releasesAnswer(server, [published]));
    expect((await open(server.base + listPath).catalogue.entries()).length).toBe(1);
  });

  it('in a circle end', async () => {
    await using server = await fileServer({ status: 302, headers: { location: filePath(tag, name) } });
    await refused(fetchNewest(open(server.base + listPath)), 'download-failed', 'refused');
    expect(server.paths().length).toBeLessThan(30);
  });

  it.each([
    ['to a file of this machine', 'file:///etc/passwd'],
    ['to something that is not an address', 'http://'],
    ['to nowhere', undefined],
  ])('%s are not followed', async (_, location) => {
    await using server = await fileServer({ status: 302, headers: location === undefined ? {} : { location } });
    await refused(fetchNewest(open(server.base + listPath)), 'download-failed', 'refused');
  });

  it('never lead from HTTPS to HTTP', async () => {
    const fetch: typeof globalThis.fetch = async () =>
      Object.defineProperty(new Response('[]'), 'url', { value: 'http://portal.example/login' });
    const { catalogue } = open('https://api.example/releases', { fetch });
    const error = await refused(catalogue.entries(), 'download-failed', 'refused');
    expect(inEnglish(error.text)).toMatch(/insecure address \(portal\.example\)/);
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
    const error = await refused(catalogue.entries(), 'download-failed', 'refused');
    expect(inEnglish(error.text)).toMatch(/does not speak HTTP/);
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
    if (reason === 'clock') expect(inEnglish(error.next)).toMatch(/date and time/);
    await new Promise((resolve) => server.close(resolve));
  });

  it('because something that knows no HTTPS answers in its place', async () => {
    await using server = await serve();
    const { catalogue } = open(`${server.base.replace('http:', 'https:')}/releases`);
    await refused(catalogue.entries(), 'download-failed', 'certificate');
  });

  // As undici and Node throw them.
  it.each([
    ['CERT_HAS_EXPIRED', 'clock', /clock of this machine is set to 2024-05-02/],
    ['CERT_NOT_YET_VALID', 'clock', /clock of this machine/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', /untrusted TLS certificate/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', /untrusted TLS certificate/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'certificate', /HTTPS/],
    ['ENOTFOUND', 'no-network', /no network, or no name service/],
    ['EAI_AGAIN', 'no-network', /name service/],
    ['ENETUNREACH', 'no-network', /cannot be reached from this machine/],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', /in time/],
    ['SOMETHING_NEW', 'connection', /SOMETHING_NEW/],
  ])('because of %s: %s', async (code, reason, says) => {
    const cause = Object.assign(new Error(code.toLowerCase()), { code });
    const fetch: typeof globalThis.fetch = async () => {
      throw new TypeError('fetch failed', { cause });
    };
    const { catalogue } = open('https://api.example/releases', { fetch });
    const error = await refused(catalogue.entries(), 'download-failed', reason);
    expect(inEnglish(error.text)).toMatch(says);
    expect(error.details.system).toBe(code);
    expect(inEnglish(error.next)).not.toBe('');
  });

  it('by any of its addresses', async () => {
    const errors = ['ENETUNREACH', 'ETIMEDOUT'].map((code) => Object.assign(new Error(code), { code }));
    const fetch: typeof globalThis.fetch = async () => {
      throw new TypeError('fetch failed', { cause: new AggregateError(errors) });
    };
    await refused(open('https://api.example/releases', { fetch }).catalogue.entries(), 'download-failed', 'no-network');
  });
});
