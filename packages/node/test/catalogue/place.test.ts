// What --release-url can mean.

import { describe, expect, it } from 'vitest';
import { releasePlace } from '../../src/catalogue/place.ts';
import { refused } from './bench.ts';

describe('the place releases come from', () => {
  it.each([
    ['https://ghe.example/api/v3/repos/a/b/releases', 'repository', 'https://ghe.example/api/v3/repos/a/b/releases'],
    ['https://github.com/a/b', 'repository', 'https://api.github.com/repos/a/b/releases'],
    ['https://github.com/a/b.git', 'repository', 'https://api.github.com/repos/a/b/releases'],
    ['https://github.com/a/b/releases/', 'repository', 'https://api.github.com/repos/a/b/releases'],
    [
      'https://github.com/a/b/releases/download/v1/',
      'mirror',
      'https://github.com/a/b/releases/download/v1/manifest.json',
    ],
    ['https://lab.example/odrive', 'mirror', 'https://lab.example/odrive/manifest.json'],
    ['http://lab.example/releases/', 'mirror', 'http://lab.example/releases/manifest.json'],
    ['http://lab.example/x/manifest.json', 'mirror', 'http://lab.example/x/manifest.json'],
    ['file:///srv/mirror', 'mirror', 'file:///srv/mirror/manifest.json'],
    ['/srv/my mirror/', 'mirror', 'file:///srv/my%20mirror/manifest.json'],
  ] as const)('%s is a %s', (text, kind, url) => {
    expect(releasePlace(text)).toEqual({ kind, url });
  });

  it.each([
    'ftp://lab.example/x',
    'http://',
    'https://me:secret@lab.example/x',
    'javascript:alert(1)',
    'file://host/share',
  ])('%s is none', async (text) => {
    await refused((async () => releasePlace(text))(), 'usage');
  });
});
