// What --release-url can mean.

import { expect, it } from 'vitest';
import { releasePlace } from '../../src/catalogue/place.ts';
import { refused } from './bench.ts';

it.each([
  ['https://ghe.example/api/v3/repos/a/b/releases', 'https://ghe.example/api/v3/repos/a/b/releases?per_page=100'],
  ['https://github.com/a/b', 'https://api.github.com/repos/a/b/releases?per_page=100'],
  ['https://github.com/a/b.git', 'https://api.github.com/repos/a/b/releases?per_page=100'],
  ['https://github.com/a/b/releases/', 'https://api.github.com/repos/a/b/releases?per_page=100'],
  ['https://github.com/a/b/releases/download/v1/', 'https://github.com/a/b/releases/download/v1/manifest.json'],
  ['https://lab.example/odrive', 'https://lab.example/odrive/manifest.json'],
  ['http://lab.example/releases/', 'http://lab.example/releases/manifest.json'],
  ['http://lab.example/x/manifest.json', 'http://lab.example/x/manifest.json'],
  ['file:///srv/mirror', 'file:///srv/mirror/manifest.json'],
  ['/srv/my mirror/', 'file:///srv/my%20mirror/manifest.json'],
])('%s is resolved to %s', (text, url) => {
  expect(releasePlace(text)).toEqual({ kind: url.endsWith('.json') ? 'mirror' : 'repository', url });
});

it.each([
  'ftp://lab.example/x',
  'http://',
  'https://me:secret@lab.example/x',
  'javascript:alert(1)',
  'file://host/share',
])('%s is refused as a place of releases', async (text) => {
  await refused((async () => releasePlace(text))(), 'usage');
});
