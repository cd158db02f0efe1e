// Versions of firmware, from tags and in order.

import { describe, expect, it } from 'vitest';
import { compareVersions, versionOfTag } from '../../src/catalogue/firmware-tag.ts';

describe('versions', () => {
  it('are read from tags of firmware only', () => {
    expect(['fw-v0.5.6', 'fw-v0.5.1-rc2', 'fw-v10.20.30'].map(versionOfTag)).toEqual([
      '0.5.6',
      '0.5.1-rc2',
      '10.20.30',
    ]);
    const others = [
      'v0.5.6',
      'fw-0.5.6',
      'fw-v0.5',
      'fw-v0.5.6.7',
      'fw-v0.5.6-',
      'fw-v0.5.6-../x',
      'fw-v99999.0.0',
      ' fw-v0.5.6',
    ];
    for (const tag of others) expect(versionOfTag(tag), tag).toBeUndefined();
  });

  it('are ordered as numbers, pre-releases before their release', () => {
    const order = ['0.4.9', '0.4.12', '0.5.1-alpha', '0.5.1-rc2', '0.5.1-rc10', '0.5.1', '0.5.6', '0.10.0', '1.0.0'];
    expect([...order].reverse().sort(compareVersions)).toEqual(order);
  });
});
