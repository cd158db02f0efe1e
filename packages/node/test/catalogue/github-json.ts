// Answers of GitHub's API as it gives them, with every field that REST API version 2022-11-28 documents for "List releases",
// so that a reader who relies on one that is not always there is noticed.

import { createHash } from 'node:crypto';

interface AssetWish {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly size?: number;
  /** As GitHub publishes it since June 2025; `null` for older files. */
  readonly digest?: string | null;
  readonly state?: string;
  readonly url?: string;
}

export interface ReleaseWish {
  readonly tag: string;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
  readonly assets?: readonly (AssetWish | string)[];
}

const user = {
  login: 'odriverobotics',
  id: 37_102_937,
  node_id: 'MDEyOk9yZ2FuaXphdGlvbjM3MTAyOTM3',
  avatar_url: 'https://avatars.githubusercontent.com/u/37102937?v=4',
  gravatar_id: '',
  url: 'https://api.github.com/users/odriverobotics',
  html_url: 'https://github.com/odriverobotics',
  followers_url: 'https://api.github.com/users/odriverobotics/followers',
  following_url: 'https://api.github.com/users/odriverobotics/following{/other_user}',
  gists_url: 'https://api.github.com/users/odriverobotics/gists{/gist_id}',
  starred_url: 'https://api.github.com/users/odriverobotics/starred{/owner}{/repo}',
  subscriptions_url: 'https://api.github.com/users/odriverobotics/subscriptions',
  organizations_url: 'https://api.github.com/users/odriverobotics/orgs',
  repos_url: 'https://api.github.com/users/odriverobotics/repos',
  events_url: 'https://api.github.com/users/odriverobotics/events{/privacy}',
  received_events_url: 'https://api.github.com/users/odriverobotics/received_events',
  type: 'Organization',
  user_view_type: 'public',
  site_admin: false,
};

/** `base`: where its files can be downloaded. */
export function releaseJson(
  base: string,
  { tag, prerelease = false, draft = false, assets = [] }: ReleaseWish,
): object {
  const id = 60_000_000 + ([...tag].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 0) % 40_000_000);
  const api = `https://api.github.com/repos/odriverobotics/ODrive/releases/${id}`;
  return {
    url: api,
    assets_url: `${api}/assets`,
    upload_url: `https://uploads.github.com/repos/odriverobotics/ODrive/releases/${id}/assets{?name,label}`,
    html_url: `https://github.com/odriverobotics/ODrive/releases/tag/${tag}`,
    id,
    author: user,
    node_id: 'RE_kwDOA_SvVc4GJ5zF',
    tag_name: tag,
    target_commitish: 'master',
    name: `Firmware ${tag}`,
    draft,
    immutable: false,
    prerelease,
    created_at: '2023-05-02T21:31:54Z',
    updated_at: '2023-05-02T21:52:11Z',
    published_at: draft ? null : '2023-05-02T21:52:11Z',
    assets: assets.map((wish, index) => assetJson(base, tag, index, typeof wish === 'string' ? { name: wish } : wish)),
    tarball_url: `https://api.github.com/repos/odriverobotics/ODrive/tarball/${tag}`,
    zipball_url: `https://api.github.com/repos/odriverobotics/ODrive/zipball/${tag}`,
    body: 'Please note that \u201cconfiguration\u201d is erased.\r\n### Added\r\n* `<html>` in a release note is no web page\r\n',
    mentions_count: 0,
  };
}

function assetJson(base: string, tag: string, index: number, wish: AssetWish): object {
  const { name, bytes = new Uint8Array(), size = bytes.length, digest = null, state = 'uploaded' } = wish;
  const id = 106_000_000 + index;
  return {
    url: `https://api.github.com/repos/odriverobotics/ODrive/releases/assets/${id}`,
    id,
    node_id: 'RA_kwDOA_SvVc4GUiBT',
    name,
    label: index % 2 === 0 ? null : '',
    uploader: user,
    content_type: name.endsWith('.hex') ? 'text/x-hex' : 'application/octet-stream',
    state,
    size,
    digest,
    download_count: 1234,
    created_at: '2023-05-02T21:50:02Z',
    updated_at: '2023-05-02T21:50:03Z',
    browser_download_url: wish.url ?? `${base}/odriverobotics/ODrive/releases/download/${tag}/${name}`,
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
  return {
    status: 403,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      date: 'Thu, 02 May 2024 13:41:30 GMT',
      server: 'Varnish',
      'x-ratelimit-limit': '60',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': 'core',
      'x-ratelimit-used': '60',
    },
    body: JSON.stringify({
      message:
        "API rate limit exceeded for 203.0.113.7. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)",
      documentation_url: 'https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting',
    }),
  };
}
