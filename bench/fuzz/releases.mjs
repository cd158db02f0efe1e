// What lies on release servers, in mirrors and in the cache of downloads, and how a server answers that gives nothing.

import { boardVersion, isFlasherError } from '@odflash/core';
import { isVersion } from '@odflash/core/update';
import { firstDownloadOf } from '@odflash/node';
import { mirrorEntries } from '../../packages/node/dist/catalogue/entry.js';
import { refusal } from '../../packages/node/dist/catalogue/failure.js';
import { readReleases } from '../../packages/node/dist/catalogue/repository.js';
import { decode, encode, json, must, refusedOnly, withCode } from './subject.mjs';

const hash = 'a'.repeat(64);
const address = 'https://api.github.com/repos/odriverobotics/ODrive/releases';

const release = {
  tag_name: 'fw-v0.5.6',
  draft: false,
  prerelease: false,
  assets: [
    {
      name: 'ODriveFirmware_v3.6-56V.hex',
      state: 'uploaded',
      size: 600000,
      digest: `sha256:${hash}`,
      browser_download_url: 'https://github.com/odriverobotics/ODrive/releases/download/x.hex',
    },
  ],
};
const file = {
  version: '0.5.6',
  prerelease: false,
  board: 'v3.6-56V',
  name: 'ODriveFirmware_v3.6-56V.hex',
  size: 600000,
  verified: 'publisher',
  sha256: hash,
};
const manifest = {
  format: 'odflash-mirror',
  version: 1,
  files: [{ ...file, path: '0.5.6/ODriveFirmware_v3.6-56V.hex' }],
};

const badList = withCode('download-failed');

/** What a list offers leads to a file of a board that exists, under a name that any disk takes, over HTTPS. */
function offers(entries) {
  for (const { version, board, name, url, size, sha256 } of entries) {
    must(isVersion(version) && boardVersion(board)?.name === board, 'a version, and a board that exists');
    must(/^[\w.+-]+$/.test(name) && new URL(url).protocol === 'https:', 'a name without folders, an address of HTTPS');
    must(Number.isSafeInteger(size) && size >= 0 && /^[0-9a-f]{64}$/.test(sha256 ?? hash), 'a size and a digest');
  }
}

/** Answers of a server that gives nothing, as status, headers, an empty line and a body. */
const refusals = [
  '403\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1700003600\ndate: Tue, 14 Nov 2023 22:13:20 GMT\n\n{"message":"API rate limit"}',
  '429\nretry-after: 60\n\n',
  '511\ncontent-type: text/html\n\n<!doctype html><html><head><title>Login</title>',
];

/** `undefined` for what no HTTP client hands on. */
function answerIn(text) {
  const [head = '', body = ''] = text.split('\n\n');
  const [status = '', ...lines] = head.split('\n');
  if (!/^[1-5]\d\d$/.test(status)) return undefined;
  const headers = new Headers();
  try {
    for (const line of lines) headers.append(line.split(':')[0], line.slice(line.indexOf(':') + 1));
  } catch {
    return undefined;
  }
  return { status: Number(status), headers, bytes: encode(body) };
}

/** @type {import('./subject.mjs').Subject[]} */
export const releases = [
  {
    name: 'list of releases',
    seeds: [json([release, { ...release, tag_name: 'fw-v0.5.5' }])],
    feed: (bytes) => refusedOnly(badList, () => offers(readReleases(bytes, address))),
  },
  {
    name: 'mirror manifest',
    seeds: [json(manifest)],
    feed: (bytes) =>
      refusedOnly(badList, () => {
        const entries = mirrorEntries(bytes, 'https://example.org/fw/manifest.json');
        offers(entries);
        must(
          entries.every(({ url }) => url.startsWith('https://example.org/fw/')),
          'no path leads out of the mirror',
        );
      }),
  },
  {
    name: 'note of a first download',
    seeds: [
      json({ board: 'v3.6-56V', version: '0.5.6' }),
      json({ version: '0.5.1-rc2', board: 'v3.3', by: 'another program, which writes down more than it has to' }),
    ],
    async feed(bytes) {
      const first = await firstDownloadOf({ get: async () => bytes }, hash);
      must(!first || (isVersion(first.version) && boardVersion(first.board)), 'a version, and a board that exists');
      return first !== undefined;
    },
  },
  {
    name: 'refused download',
    seeds: refusals.map(encode),
    feed(bytes) {
      const answer = answerIn(decode(bytes));
      if (!answer) return false;
      const error = refusal(answer, address);
      if (!error) return true;
      must(isFlasherError(error) && error.code === 'download-failed', 'whatever a server says is a failed download');
      must(error.message.length < 300, 'no server fills the screen');
      return error.details.reason === 'rate-limit';
    },
  },
];
