import { describe, expect, it } from 'vitest';
import { cloneNamed } from '../../src/board/clones.ts';
import { boardVersions } from '../../src/board/odrive-v3.ts';

describe('a clone', () => {
  it.each([
    ['mks-odrive-s', 'MKS ODrive-S'],
    ['MKS ODrive-S', 'MKS ODrive-S'],
    ['mks odrive s v3.6', 'MKS ODrive-S'],
    ['Makerbase ODrive S', 'MKS ODrive-S'],
    ['odrive-s', 'MKS ODrive-S'],
    ['MKS XDrive Mini', 'MKS XDrive Mini'],
    ['mks-xdrive-mini', 'MKS XDrive Mini'],
    ['XDRIVE_MINI', 'MKS XDrive Mini'],
    ['xdrive', 'MKS XDrive Mini'],
    ['odesc-4.2', 'ODESC 4.2'],
    ['ODESC V4.2', 'ODESC 4.2'],
    ['odesc42', 'ODESC 4.2'],
    ['ODESC 3.6 56V', 'ODESC 3.6'],
    ['Single ODESC3.6', 'ODESC 3.6'],
    ['ODESC', 'ODESC'],
    ['MKS', 'MKS board'],
  ])('named %s is the %s, for firmware of the v3.6 of either voltage', (name, clone) => {
    const found = cloneNamed(name);
    expect(found?.name).toBe(clone);
    expect(found?.candidates.map((board) => board.name)).toEqual(['v3.6-24V', 'v3.6-56V']);
  });

  it('is not what a board of ODrive is, nor anything else', () => {
    for (const name of [...boardVersions.map((board) => board.name), 'v3.6', 'odrive', 'v9.9', '', 'odesc-5'])
      expect(cloneNamed(name)).toBeUndefined();
  });
});
