// What is found wrong with an image before any board is opened.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkImage, checkReadable } from '../../../src/flash/preflight/preflight-image.ts';
import { readImage } from '../../../src/image/read-image.ts';
import { firmware, imageOf } from '../bench.ts';

function input(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../image/inputs/${name}`, import.meta.url)));
}

const levels = (findings: readonly { readonly code: string; readonly level: string }[]) =>
  findings.filter(({ level }) => level !== 'ok').map(({ code, level }) => `${level} ${code}`);

describe('data outside of the flash is reported in one message', () => {
  test.each([
    ['all of it at 0x0', readImage(input('alias-zero.hex'))],
    ['option bytes alone', imageOf(new Uint8Array(16), 0x1fff_c000)],
    ['behind the end', imageOf(firmware(1), 0x080f_f000)],
    ['all 0xFF, and outside', imageOf(new Uint8Array(64).fill(0xff), 0x0900_0000)],
  ])('%s', (_name, image) => {
    expect(levels(checkImage(image))).toEqual(['stop image-range']);
    expect(levels(checkReadable(image))).toEqual(['stop image-range']);
  });
});

test('a raw binary whose addresses point elsewhere needs confirmation', () => {
  const image = readImage(input('linked-8008000-big.bin'));
  expect(levels(checkImage(image))).toEqual(['warn image-address']);
  expect(levels(checkReadable(image))).toEqual(['warn image-address']);
});

test('a HEX file that may have lost lines needs confirmation', () => {
  const lines = Buffer.from(input('ODriveFirmware_v3.6-56V.hex')).toString().split('\n');
  const whole = readImage(Buffer.from(lines.join('\n')));
  expect(levels(checkImage(whole))).toEqual([]);
  const damaged = readImage(Buffer.from(lines.filter((_, index) => index !== 700).join('\n')));
  expect(levels(checkImage(damaged))).toEqual(['warn image-gap']);
});

test('an image without vectors still says so, and vectors with a stack pointer of 0x2001FFFF are valid', () => {
  expect(levels(checkImage(readImage(input('offset-8008000.hex'))))).toEqual(['warn partial-image']);
  const data = firmware(1);
  new DataView(data.buffer).setUint32(0, 0x2001_ffff, true);
  expect(levels(checkImage(imageOf(data)))).toEqual([]);
});
