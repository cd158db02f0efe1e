// Servers that are not there, or that cannot be trusted: an error that says why and what to do.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { open, refused } from './bench.ts';

describe('a server that cannot be reached', () => {
  it.each([
    ['nothing listens there', undefined, 'refused', /ECONNREFUSED|refuses connections/],
    // After the request: before it, Node 20's fetch may wait forever, which ends as no answer does.
    [
      'it hangs up silently',
      (socket: Socket) => void socket.once('data', () => socket.destroy()),
      'connection',
      /could not be reached/,
    ],
    [
      'it has another protocol',
      (socket: Socket) => void socket.resume().end('220 ftp.example ready\r\n'),
      'refused',
      /is not an HTTP server/,
    ],
  ])('because %s', async (_, greet, reason, says) => {
    const server = createServer(greet).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const close = () => new Promise((resolve) => server.close(resolve));
    if (!greet) await close();
    const { catalogue } = open(`http://127.0.0.1:${port}/releases`);
    const error = await refused(catalogue.entries(), 'download-failed', reason);
    expect(inEnglish(error.text)).toMatch(says);
    await close();
  });

  it.each([
    ['has expired, or this clock is ahead', 'expired.pem', 'clock', 'CERT_HAS_EXPIRED', /date and time/],
    ['is not valid yet, or this clock is behind', 'future.pem', 'clock', 'CERT_NOT_YET_VALID', /date and time/],
    ['is not trusted', 'self-signed.pem', 'certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
  ])('because its certificate %s', async (_, certificate, reason, code, next) => {
    const file = (each: string) => readFileSync(new URL(`fixtures/${each}`, import.meta.url));
    const server = createTlsServer({ key: file('key.pem'), cert: file(certificate) }, (__, answer) => answer.end('[]'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { catalogue } = open(`https://127.0.0.1:${(server.address() as AddressInfo).port}/releases`);
    const error = await refused(catalogue.entries(), 'download-failed', reason);
    expect([error.details.system, inEnglish(error.next)]).toEqual([code, expect.stringMatching(next)]);
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
    const fetch: typeof globalThis.fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const { catalogue } = open('https://api.example/releases', { fetch });
    const error = await refused(catalogue.entries(), 'download-failed', reason);
    expect(inEnglish(error.text)).toMatch(says);
    expect([error.details.system, inEnglish(error.next)]).toEqual([code, expect.stringMatching(/./)]);
  });
});
