// odflash serve: a web site on loopback that gives its own files to its own pages and nothing else.

import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type SiteFiles, serveFiles } from '../../../packages/cli/src/commands/serve/site.ts';
import { scratch } from '../command.ts';
import { odflashInProcess } from '../in-process.ts';

const texts: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html>',
  'assets/a-1.js': 'run()',
  'sw.js': '',
};
const files: SiteFiles = {
  names: [...Object.keys(texts), 'vanished.js'],
  read: (name) => {
    const text = texts[name];
    if (text === undefined) throw new Error('gone');
    return new TextEncoder().encode(text);
  },
};

/** As a client that does not tidy paths up, and names any host. */
function ask(port: number, path: string, { method = 'GET', host = `localhost:${port}` } = {}) {
  return new Promise<{ status: number | undefined; body: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      request({ host: '127.0.0.1', port, path, method, headers: { host } }, (reply) => {
        let body = '';
        reply.on('data', (chunk) => {
          body += chunk;
        });
        reply.on('end', () => resolve({ status: reply.statusCode, body, headers: reply.headers }));
      })
        .on('error', reject)
        .end();
    },
  );
}

describe('the site', () => {
  it('gives a file with its type, and a policy that lets nothing else in', async () => {
    await using site = await serveFiles(files, 0);
    const page = await ask(site.port, '/?demo#x');
    expect([page.status, page.body, page.headers['content-type']]).toEqual([
      200,
      '<!doctype html>',
      'text/html; charset=utf-8',
    ]);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers['permissions-policy']).toContain('usb=(self)');
    expect(page.headers['cache-control']).toBe('no-cache');
    const script = await ask(site.port, '/assets/a-1.js');
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/',
    '/%ff',
    '/assets/..%2f..%2fpackage.json',
    '//etc/passwd',
  ])('has nothing at %s', async (path) => {
    await using site = await serveFiles(files, 0);
    const { status, body } = await ask(site.port, path);
    expect([status, body]).toEqual([404, '']);
  });

  it('answers no other name, no other method, and survives a file that is gone', async () => {
    await using site = await serveFiles(files, 0);
    expect((await ask(site.port, '/', { host: 'evil.example' })).status).toBe(421);
    expect((await ask(site.port, '/', { host: `evil.example:${site.port}` })).status).toBe(421);
    expect((await ask(site.port, '/', { method: 'POST' })).status).toBe(405);
    expect((await ask(site.port, '/vanished.js')).status).toBe(500);
    expect(await ask(site.port, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('is reached from this computer only', async () => {
    await using site = await serveFiles(files, 0);
    expect(site.url).toBe(`http://localhost:${site.port}/`);
    await expect(serveFiles(files, site.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('odflash serve', () => {
  it('refuses a folder that is no mirror, and what is no port', async () => {
    using folder = scratch();
    mkdirSync(folder.at('empty'));
    writeFileSync(folder.at('empty/a.hex'), '');
    const run = await odflashInProcess(['serve', '--port', '70000']);
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('a port from 0 to 65535')]);
    const mirror = await odflashInProcess(['serve', '--port', '0', '--firmware', folder.at('empty')]);
    expect(mirror.status).toBe(5);
    expect(mirror.stderr).toMatch(/manifest\.json|npm run web/);
  });
});
