// Answers of GitHub's API as it gives them (REST API version 2022-11-28, "List releases"): the fields that are read and enough
// of the others that a reader who takes one for another is noticed.

import { createHash } from 'node:crypto';

interface AssetSpec {
  readonly name: string;
  readonly bytes?: Uint8Array;
  /** As GitHub publishes it since June 2025; `null` for older files. */
  readonly digest?: string | null;
  readonly state?: string;
}

export interface ReleaseWish {
  readonly tag: string;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
  readonly assets?: readonly (AssetSpec | string)[];
}

/** `base`: where its files can be downloaded. */
export function releaseJson(
  base: string,
  { tag, prerelease = false, draft = false, assets = [] }: ReleaseWish,
): object {
  const api = 'https://api.github.com/repos/odriverobotics/ODrive/releases/60000000';
  return {
    url: api,
    assets_url: `${api}/assets`,
    author: { login: 'odriverobotics', url: 'https://api.github.com/users/odriverobotics', site_admin: false },
    tag_name: tag,
    name: `Firmware ${tag}`,
    draft,
    prerelease,
    published_at: draft ? null : '2023-05-02T21:52:11Z',
    assets: assets.map((spec) => assetJson(base, tag, typeof spec === 'string' ? { name: spec } : spec)),
    body: 'Please note that \u201cconfiguration\u201d is erased.\r\n* `<html>` in a release note is no web page\r\n',
  };
}

function assetJson(base: string, tag: string, spec: AssetSpec): object {
  const { name, bytes = new Uint8Array(), digest = null, state = 'uploaded' } = spec;
  return {
    url: 'https://api.github.com/repos/odriverobotics/ODrive/releases/assets/106000000',
    name,
    label: null,
    content_type: name.endsWith('.hex') ? 'text/x-hex' : 'application/octet-stream',
    state,
    size: bytes.length,
    digest,
    browser_download_url: `${base}/odriverobotics/ODrive/releases/download/${tag}/${name}`,
  };
}

export function githubDigest(bytes: Uint8Array): string {
  return `sha256:${sha256(bytes)}`;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** As api.github.com answers without a token, once 60 questions were asked within the hour. */
export function rateLimited(reset: number): { status: number; headers: Record<string, string>; body: string } {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(reset),
  };
  return { status: 403, headers, body: '{"message":"API rate limit exceeded for 203.0.113.7."}' };
}
