// Whatever a server sends, the catalogue gives sound entries or an error that says why: never a crash, a hang, or an entry
// that leads where it should not.

import { boardVersion, FlasherError, isFlasherError } from '@odflash/core';
import { isVersion } from '@odflash/core/update';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxFileBytes } from '../../src/catalogue/downloads.ts';
import { type CatalogueEntry, mirrorEntries } from '../../src/catalogue/entry.ts';
import { readReleases } from '../../src/catalogue/repository.ts';
import { bytes, githubDigest, name, open, releaseJson } from './bench.ts';

const url = 'https://api.github.example/repos/a/b/releases';
const mirror = 'https://lab.example/fw/manifest.json';
const digest = githubDigest(bytes);
const assets = [name, 'ODriveFirmware-v3.5-24V.elf', 'Source.zip'].map((each) => ({ name: each, bytes, digest }));
const list = ['fw-v0.5.6', 'fw-v0.5.1-rc2', 'v0.3.6'].map((tag) =>
  releaseJson('https://github.example', { tag, assets }),
);
const files = ['0.5.5', '0.5.6'].map((version) => ({
  version,
  prerelease: false,
  board: 'v3.6-56V',
  name,
  size: bytes.length,
  sha256: digest.slice(7),
  verified: 'publisher',
  path: `${version}/${name}`,
}));

const parsers: readonly { kind: string; value: unknown; parse: (raw: Uint8Array) => readonly CatalogueEntry[] }[] = [
  { kind: 'a repository', value: list, parse: (raw) => readReleases(raw, url) },
  {
    kind: 'a mirror',
    value: { format: 'odflash-mirror', version: 1, files },
    parse: (raw) => mirrorEntries(raw, mirror),
  },
];

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function soundOrRefused(kind: string, parse: () => readonly CatalogueEntry[]): void {
  let entries: readonly CatalogueEntry[] = [];
  try {
    entries = parse();
  } catch (thrown) {
    if (!isFlasherError(thrown)) throw thrown;
    expect(thrown.code).toBe('download-failed');
  }
  for (const entry of entries) {
    expect(isVersion(entry.version)).toBe(true);
    expect(boardVersion(entry.board)?.name).toBe(entry.board);
    expect(entry.name).toMatch(/^[\w.+-]+$/);
    expect(new URL(entry.url).protocol).toBe('https:');
    expect(entry.size).toSatisfy((size) => Number.isSafeInteger(size) && size >= 0);
    if (entry.sha256 !== undefined) expect(entry.sha256).toMatch(/^[0-9a-f]{64}$/);
    if (kind === 'a mirror') expect(entry.url.startsWith('https://lab.example/fw/')).toBe(true);
  }
}

/** The value with something in it replaced by something else, at a path that `choices` picks. */
function changed(value: unknown, choices: readonly number[], replacement: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  const key = keys[choice % keys.length];
  if (key === undefined) return replacement;
  const inner = changed(Reflect.get(value, key), rest, replacement);
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? inner : item));
  return { ...value, [key]: inner };
}

const anything = fc.oneof(
  fc.jsonValue(),
  fc.string(),
  fc.constantFrom('../../x', 'http://x/y', 'file:///x', 'javascript:1', 'sha256:', '__proto__', -1, 1e300, null, '\0'),
);

describe.each(parsers)('a list of $kind', ({ kind, value, parse }) => {
  it('with any value replaced by any other is read as valid or refused', () => {
    const property = fc.property(fc.array(fc.nat(100), { maxLength: 5 }), anything, (choices, replacement) =>
      soundOrRefused(kind, () => parse(encode(changed(value, choices, replacement)))),
    );
    fc.assert(property, { numRuns: 400 });
  });

  it('that consists of brackets only is refused', () => {
    for (const text of ['[', '{"a":']) {
      const deep = new TextEncoder().encode(text.repeat(100_000));
      expect(() => parse(deep)).toThrow(FlasherError);
    }
  });
});

it('any answer of a server is read or refused, with a bounded number of requests', async () => {
  const status = fc.constantFrom(200, 200, 200, 204, 206, 304, 400, 403, 404, 408, 429, 500, 511);
  const headerName = fc.constantFrom('content-type', 'content-length', 'retry-after', 'x-ratelimit-reset', 'date');
  const headerValue = fc.oneof(
    fc.constantFrom('0', '-1', '1e9', '99999999999999999999', 'text/html', 'application/json'),
    fc.string({ unit: fc.constantFrom(...'abc <>;="/\\'), maxLength: 20 }),
  );
  const body = fc.oneof(fc.constant(encode(list)), fc.uint8Array({ maxLength: 200 }));
  const answer = fc.record({ status, headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 3 }), body });
  const property = fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 6 }), async (answers) => {
    let asked = 0;
    const fetch: typeof globalThis.fetch = async () => {
      const { status: code, headers, body: content } = answers[asked++ % answers.length]!;
      const init = { status: code, headers: headers.map(([key, value]): [string, string] => [key, value.trim()]) };
      return new Response([204, 304].includes(code) ? null : content.slice(), init);
    };
    const { catalogue, clock } = open(url, { fetch });
    try {
      const [entry] = await catalogue.entries();
      if (entry) expect((await catalogue.fetch(entry)).bytes.length).toBeLessThanOrEqual(maxFileBytes);
    } catch (thrown) {
      if (!isFlasherError(thrown)) throw thrown;
      expect(['download-failed', 'release-missing', 'checksum-mismatch']).toContain(thrown.code);
    }
    // A list and a file, three tries each.
    expect([asked <= 2 * 3, clock.waiting()]).toEqual([true, 0]);
  });
  await fc.assert(property, { numRuns: 300 });
});
