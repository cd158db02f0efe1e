// What the witnesses of a file say together: bytes, the first download, the name.

import { message } from '@odflash/core/messages';
import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { boardsMessage, fileEvidence } from '../../../src/image/evidence/file-evidence.ts';
import type { ImageClaims, ImageOrigin } from '../../../src/image/memory-image.ts';

const twice = message('evidence.built-and-named', { built: 'v3.5-24V', named: ['v3.6'] });

function evidence(claims: ImageClaims, origin: ImageOrigin = {}) {
  const { boards, witnesses, contradiction } = fileEvidence({ claims, origin });
  return { boards: boards.map(({ name }) => name), witnesses: witnesses.map(({ kind }) => kind), contradiction };
}

describe('witnesses that agree', () => {
  test.each<[string, ImageClaims, ImageOrigin, readonly string[], readonly string[]]>([
    ['bytes alone', { boardVersion: 'v3.6-24V' }, {}, ['v3.6-24V'], ['bytes']],
    ['bytes that tell no voltage', { boardVersion: 'v3.6' }, {}, ['v3.6-24V', 'v3.6-56V'], ['bytes']],
    [
      'the name tells the voltage that the bytes do not',
      { boardVersion: 'v3.6' },
      { name: 'ODriveFirmware_v3.6-56V.hex' },
      ['v3.6-56V'],
      ['bytes', 'name'],
    ],
    [
      'the first download tells it',
      { boardVersion: 'v3.6' },
      { name: 'firmware.hex', releasedFor: 'v3.6-24V' },
      ['v3.6-24V'],
      ['bytes', 'digest'],
    ],
    ['a scale and a name', { voltages: [48, 56] }, { name: 'odrive_v3.5.hex' }, ['v3.5-48V'], ['bytes', 'name']],
    ['a name alone', {}, { name: 'ODriveFirmware_v3.6-56V.hex' }, ['v3.6-56V'], ['name']],
  ])('%s', (_name, claims, origin, boards, witnesses) => {
    expect(evidence(claims, origin)).toEqual({ boards, witnesses, contradiction: undefined });
  });

  test('without a witness every board is possible', () => {
    expect(evidence({}, { name: 'firmware.bin' })).toMatchObject({ witnesses: [] });
    expect(evidence({}).boards).toHaveLength(9);
    expect(fileEvidence({}).witnesses).toEqual([]);
  });
});

describe('witnesses that cannot both be right', () => {
  test.each<[string, ImageClaims, ImageOrigin, RegExp]>([
    [
      'bytes and name',
      { boardVersion: 'v3.6-24V' },
      { name: 'ODriveFirmware_v3.6-56V.hex' },
      /contents say ODrive v3\.6-24V, but its name says ODrive v3\.6-56V/,
    ],
    [
      'bytes and first download',
      { boardVersion: 'v3.5' },
      { releasedFor: 'v3.6-24V' },
      /contents say ODrive v3\.5 \(24 or 48 V\), but the first download .* ODrive v3\.6-24V/,
    ],
    [
      'first download and name',
      {},
      { releasedFor: 'v3.6-24V', name: 'ODriveFirmware_v3.6-56V.hex' },
      /^The first download .*v3\.6-24V, but its name says ODrive v3\.6-56V/,
    ],
    ['a scale and a name', { voltages: [24] }, { name: 'fw-56V.bin' }, /for 24 V, but its name says ODrive v3\.6-56V/],
    ['bytes among themselves', { contradiction: twice }, {}, /contradicts itself: it was built for the v3\.5-24V and/],
  ])('%s', (_name, claims, origin, text) => {
    const { boards, contradiction } = evidence(claims, origin);
    expect(boards).toEqual([]);
    expect(contradiction).toEqual(saying(text));
  });
});

test('a set of boards is said with what is known of it', () => {
  const of = (name: string) => inEnglish(boardsMessage(fileEvidence({ claims: { boardVersion: name } }).boards));
  expect(of('v3.6-56V')).toBe('ODrive v3.6-56V');
  expect(of('v3.6')).toBe('ODrive v3.6 (24 or 56 V)');
  expect(boardsMessage(fileEvidence({ claims: { voltages: [48, 56] } }).boards)).toEqual(
    saying('an ODrive for 48 or 56 V'),
  );
  expect(boardsMessage([])).toEqual(saying('no ODrive'));
});
