// Whatever a server sends, the catalogue gives sound entries or an error that says why: never a crash, a hang, or an entry
// that leads where it should not.

import { boardVersion, isFlasherError } from '@odflash/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CatalogueEntry, maxFileBytes } from '../../src/catalogue/entry.ts';
import { isVersion } from '../../src/catalogue/firmware-tag.ts';
import { githubEntries } from '../../src/catalogue/github-releases.ts';
import { isKeptPage } from '../../src/catalogue/kept-page.ts';
import { nextPage } from '../../src/catalogue/link-header.ts';
import { mirrorEntries } from '../../src/catalogue/mirror-manifest.ts';
import { hexFile, open, testClock } from './bench.ts';
import { githubDigest, releaseJson } from './github-json.ts';

const base = 'https://github.example';
const url = 'https://api.github.example/repos/a/b/releases';
const bytes = hexFile();
const names = ['ODriveFirmware_v3.6-56V.hex', 'ODriveFirmware-v3.5-24V.elf', 'Source.zip'];
const assets = names.map((name) => ({ name, bytes, digest: githubDigest(bytes) }));
const list = ['fw-v0.5.6', 'fw-v0.5.1-rc2', 'v0.3.6'].map((tag) => releaseJson(base, { tag, assets }));
const manifest = {
  format: 'odflash-mirror',
  version: 1,
  files: names.slice(0, 2).map((name, index) => ({
    version: `0.5.${index}`,
    prerelease: false,
    board: 'v3.6-56V',
    name,
    path: `0.5.${index}/${name}`,
    size: bytes.length,
    sha256: githubDigest(bytes).slice(7),
    verified: 'publisher',
  })),
};

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function expectSound(entries: readonly CatalogueEntry[], from: string): void {
  for (const entry of entries) {
    expect(isVersion(entry.version)).toBe(true);
    expect(boardVersion(entry.board)?.name).toBe(entry.board);
    expect(entry.name).toMatch(/^[\w.+-]+$/);
    expect(new URL(entry.url).protocol).toBe('https:');
    expect(Number.isSafeInteger(entry.size) && entry.size >= 0).toBe(true);
    if (entry.sha256 !== undefined) expect(entry.sha256).toMatch(/^[0-9a-f]{64}$/);
    if (from === 'mirror') expect(entry.url.startsWith('https://lab.example/fw/')).toBe(true);
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

const parsers = [
  { name: 'github', value: list as unknown, parse: (raw: Uint8Array) => githubEntries(raw, url) },
  {
    name: 'mirror',
    value: manifest,
    parse: (raw: Uint8Array) => mirrorEntries(raw, 'https://lab.example/fw/manifest.json'),
  },
];

function soundOrRefused(name: string, parse: () => readonly CatalogueEntry[]): void {
  let entries: readonly CatalogueEntry[];
  try {
    entries = parse();
  } catch (thrown) {
    if (!isFlasherError(thrown)) throw thrown;
    expect(thrown.code).toBe('download-failed');
    return;
  }
  expectSound(entries, name);
}

const path = fc.array(fc.nat(100), { maxLength: 5 });
const anything = fc.oneof(
  fc.jsonValue(),
  fc.string(),
  fc.constantFrom('../../x', 'http://x/y', 'file:///x', 'javascript:1', 'sha256:', '__proto__', -1, 1e300, null, '\0'),
);

describe('a list with anything in place of anything', () => {
  it.each(parsers)('of $name is sound or refused', ({ name, value, parse }) => {
    fc.assert(
      fc.property(path, anything, (choices, replacement) => {
        soundOrRefused(name, () => parse(encode(changed(value, choices, replacement))));
      }),
      { numRuns: 600 },
    );
  });

  it.each(parsers)('of $name, with bytes changed, is sound or refused', ({ name, value, parse }) => {
    const whole = encode(value);
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(edits, fc.nat(whole.length), fc.boolean(), (changes, end, cut) => {
        const raw = whole.slice(0, cut ? end : whole.length);
        for (const [at, byte] of changes) if (at < raw.length) raw[at] = byte;
        soundOrRefused(name, () => parse(raw));
      }),
      { numRuns: 800 },
    );
  });

  it.each(parsers)('of $name, that is something else altogether, is sound or refused', ({ name, parse }) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json().map((text) => new TextEncoder().encode(text)),
          fc.uint8Array(),
        ),
        (raw) => {
          soundOrRefused(name, () => parse(raw));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that nests as deep as 8 MiB allow is refused before it takes memory', () => {
    for (const text of ['[', '{"a":', '[{"[":[']) {
      const deep = new TextEncoder().encode(text.repeat((8 * 1024 * 1024) / text.length));
      for (const { parse } of parsers) expect(() => parse(deep)).toThrow(/nested too deeply/);
    }
    const brackets = encode(list.map((release) => ({ ...release, body: '[{'.repeat(1000).concat('\\" ]]') })));
    expect(githubEntries(brackets, url).length).toBeGreaterThan(0);
  });
});

describe('what is remembered', () => {
  it('counts only if it is sound', () => {
    const page = { url, etag: '"x"', next: `${url}?page=2`, entries: githubEntries(encode(list), url) };
    expect(isKeptPage(page)).toBe(true);
    fc.assert(
      fc.property(path, anything, (choices, replacement) => {
        const value = JSON.parse(JSON.stringify(changed(page, choices, replacement)));
        if (isKeptPage(value)) for (const entry of value.entries) expect(entry.url).toMatch(/^https?:/);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('a Link header', () => {
  it('never leads to another server, whatever it says', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      ';',
      ',',
      ' ',
      'rel=',
      '"',
      'next',
      url,
      'https://evil.example/',
      '?page=2',
      '//x',
      'a',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        (link) => {
          try {
            const next = nextPage(link, url);
            if (next !== undefined) expect(new URL(next).origin).toBe(new URL(url).origin);
          } catch (thrown) {
            if (!isFlasherError(thrown)) throw thrown;
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('of 16 KiB of brackets is read in no time', () => {
    for (const text of ['<>; rel', '<', '<>;;;;', '<>; rel="a '].map((part) => part.repeat(4000)))
      expect(nextPage(text.slice(0, 16_384), url)).toBeUndefined();
  });
});

describe('a server that answers anything at all', () => {
  const status = fc.constantFrom(200, 200, 200, 204, 206, 304, 301, 302, 400, 403, 404, 408, 429, 500, 503, 511);
  const headerName = fc.constantFrom(
    'content-type',
    'content-length',
    'link',
    'etag',
    'location',
    'retry-after',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
    'date',
  );
  const headerValue = fc.oneof(
    fc.constantFrom(
      '0',
      '-1',
      '1e9',
      '99999999999999999999',
      'text/html',
      'application/json',
      'Thu, 02 May 2024 13:42:00 GMT',
    ),
    fc.constantFrom(`<${url}>; rel="next"`, 'https://x.example/', '/again', 'http://x.example', '"e"', 'W/"'),
    fc.string({ unit: fc.constantFrom(...'abc <>;="/\\'), maxLength: 20 }),
  );
  const body = fc.oneof(
    fc.constant(encode(list)),
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
  );
  const answer = fc.record({ status, headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 3 }), body });

  it('gets an error or is understood, and is not asked more than it should be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 6 }), async (answers) => {
        let asked = 0;
        const fetch: typeof globalThis.fetch = async () => {
          const { status: code, headers, body: content } = answers[asked++ % answers.length]!;
          const empty = [204, 304].includes(code);
          return new Response(empty ? null : content.slice(), {
            status: code,
            headers: headers.map(([key, value]) => [key, value.trim()]),
          });
        };
        const { catalogue, clock } = open(url, { fetch });
        try {
          const [entry] = await catalogue.entries();
          if (entry) expect((await catalogue.fetch(entry)).bytes.length).toBeLessThanOrEqual(maxFileBytes);
        } catch (thrown) {
          if (!isFlasherError(thrown)) throw thrown;
          expect(['download-failed', 'release-missing', 'checksum-mismatch']).toContain(thrown.code);
        }
        // Ten pages and a file, three tries each, six addresses at most.
        expect(asked).toBeLessThanOrEqual(11 * 3 * 6);
        expect(clock.waiting()).toBe(0);
      }),
      { numRuns: 400 },
    );
    expect(testClock().pauses).toEqual([]);
  });
});
