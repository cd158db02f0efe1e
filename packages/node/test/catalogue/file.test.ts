// A file on its way: never a byte that was not published, and bounded memory whatever comes.

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { bytes, fetchNewest, fileServer, listPath, open, refused } from './bench.ts';
import { githubDigest } from './github-json.ts';

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
    expect(inEnglish(error.text)).toContain('8 MiB');
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
});
