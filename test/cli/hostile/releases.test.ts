// What a server of releases answers goes to no terminal as it came.

import { describe, it, vi } from 'vitest';
import { firstPage, json, serve } from '../../../packages/node/test/catalogue/bench.ts';
import { scratch } from '../command.ts';
import { odflashInProcess } from '../in-process.ts';
import { expectShowable, expectShowableRun, unseen } from './text.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('an answer of a release server that would move the cursor or break the line', () => {
  it.each<readonly [string, (base: string) => { headers?: Record<string, string>; status?: number; body: string }]>([
    ['as a list that is none', () => ({ headers: json, body: unseen })],
    ['as a message', () => ({ headers: json, status: 403, body: JSON.stringify({ message: unseen }) })],
    ['as another address', () => ({ headers: { location: encodeURI(`//${unseen}/`) }, status: 302, body: '' })],
    ['as names in the list', (base) => ({ headers: json, body: JSON.stringify([hostileRelease(base)]) })],
  ])('is shown as escapes when it comes %s', async (_name, answer) => {
    using cache = scratch();
    vi.stubEnv('XDG_CACHE_HOME', cache.path);
    try {
      await using server = await serve();
      server.route(firstPage, answer(server.base));
      for (const words of [['catalogue'], ['update', '0.5.6', '--virtual', 'v3.6-56V']])
        expectShowableRun(await odflashInProcess([...words, '--verbose', '--release-url', server.list]));
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('is shown as escapes when it is the name of a file to download', async () => {
    using cache = scratch();
    vi.stubEnv('XDG_CACHE_HOME', cache.path);
    try {
      const asset = { name: 'ODriveFirmware_v3.6-56V.hex', bytes: Buffer.from(unseen) };
      await using server = await serve({ tag: 'fw-v0.5.6', assets: [asset] });
      const run = await odflashInProcess(['catalogue', 'mirror', cache.at('x'), '--release-url', server.list]);
      expectShowable(run.stdout + run.stderr);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

function hostileRelease(base: string) {
  const name = `ODriveFirmware_v3.6-56V${unseen}.hex`;
  const url = `${base}/${encodeURI(unseen)}`;
  return {
    tag_name: `fw-v0.5.6${unseen}`,
    name: unseen,
    draft: false,
    prerelease: false,
    assets: [{ name, size: 10, browser_download_url: url, digest: unseen, state: 'uploaded' }],
  };
}
