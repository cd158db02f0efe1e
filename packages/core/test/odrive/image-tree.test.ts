// The object tree of a firmware that is not running, found in its image as text.

import type { MemoryImage } from '@odflash/core';
import { expect, it } from 'vitest';
import {
  generationOfImage,
  hasDescriptor,
  treeChecksumOfImage,
  treeOfImage,
} from '../../src/odrive/descriptor/image-tree.ts';
import { smallBoard } from './fake-board.ts';

const { json } = smallBoard().options;
const address = 0x0800_0000;

/** An image with that text behind so many bytes of something else, and as many more after it. */
function imageWith(text: string, offset: number): MemoryImage {
  const bytes = new TextEncoder().encode(text);
  const data = new Uint8Array(offset + bytes.length + 64).fill(0x5b);
  data.set(bytes, offset);
  return { format: 'raw', segments: [{ address, data }], notes: [] };
}

const pathsIn = (text: string, offset = 100) => {
  const tree = treeOfImage(imageWith(text, offset));
  return tree && [...tree.nodes.keys()];
};

it('is whole wherever it lies, also where the image begins with it', () => {
  for (const offset of [0, 1, 100, 4097]) {
    expect(pathsIn(json, offset), String(offset)).toContain('axis0.encoder.config.cpr');
    expect(hasDescriptor(imageWith(json, offset))).toBe(true);
  }
});

it('ends with the bracket that closes it: what stands in a name closes nothing, an escaped quotation mark ends no name', () => {
  const odd = (name: string) => json.replace('"vbus_voltage"', `"${name}"`).replace('"otp_valid"', `"${name}"`);
  for (const name of [']', '[', ']]]', '\\"]', '\\"['])
    expect(pathsIn(odd(name)), name).toContain('axis0.current_state');
});

it('is none where the text is cut off, is no descriptor, or is not there', () => {
  expect(treeOfImage(imageWith(json.slice(0, -1), 100))).toBeUndefined();
  expect(hasDescriptor(imageWith(json.slice(0, -1), 100))).toBe(true);
  expect(pathsIn(json.replace('"type":"json"', '"type":"text"'))).toBeUndefined();
  expect(pathsIn(json.replace('"id":1,', '"id":,'))).toBeUndefined();
  expect(hasDescriptor(imageWith('[{"name":', 0))).toBe(false);
});

it('tells the generation of firmware that names its board, and of no other', () => {
  const built = (text: string): MemoryImage => ({ ...imageWith(text, 0), claims: { boardVersion: 'v3.6-56V' } });
  expect(generationOfImage(built(json))).toBe('0.5');
  expect(generationOfImage(imageWith(json, 0))).toBe('0.5');
  expect(generationOfImage(built('{}'))).toBe('0.4');
  expect(generationOfImage(imageWith('{}', 0))).toBeUndefined();
});

it('has the checksum that is known without making it', () => {
  for (const offset of [0, 100]) {
    const image = imageWith(json, offset);
    expect(treeChecksumOfImage(image)).toBe(treeOfImage(image)?.checksum);
    expect(treeChecksumOfImage(image)).toBeTypeOf('number');
  }
  for (const text of [json.slice(0, -1), json.replace('"id":1,', '"id":,'), '[{"name":'])
    expect(treeChecksumOfImage(imageWith(text, 100))).toBeUndefined();
});
