// Firmware files for the command line: the sample as built, and files that are wrong in one way each.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeImage } from '@odflash/core';
import type { Block } from '@odflash/core/bytes';
import { root, type Scratch } from './command.ts';

export const formats = ['hex', 'elf', 'bin', 'dfu'] as const;

export function sample(version: '1.0.0' | '2.0.0', format: (typeof formats)[number]): string {
  return join(root, `samples/built/odflash-sample-${version}.${format}`);
}

export function sampleBytes(version: '1.0.0' | '2.0.0'): Uint8Array {
  return new Uint8Array(readFileSync(sample(version, 'bin')));
}

/** The first sectors of the sample: a whole small image of its own, quick to flash in real time. */
export function smallSample(version: '1.0.0' | '2.0.0'): Uint8Array {
  return whole(sampleBytes(version).slice(0, 40 * 1024));
}

/** With the initial values of its data inside: the file does not look cut off. Nothing runs it. */
function whole(program: Uint8Array): Uint8Array {
  const view = new DataView(program.buffer);
  const isBehind = (word: number) => word >= 0x0800_0000 + program.length && word < 0x0810_0000 && word % 4 === 0;
  for (let at = 64; at < 320; at += 4) if (isBehind(view.getUint32(at, true))) view.setUint32(at, 0x0800_8000, true);
  return program;
}

/** {@link smallSample} as a file in that folder; returns its path. */
export function smallFile(folder: Scratch, version: '1.0.0' | '2.0.0'): string {
  const path = folder.at(`${version}.hex`);
  writeFileSync(path, hexFile({ address: 0x0800_0000, data: smallSample(version) }));
  return path;
}

/** Address and length of what ODrive firmware keeps its settings in. */
export const configuration = [0x080c_0000, 0x4_0000] as const;

/** Bytes that no flash holds by accident, different for each seed. */
export function noise(length: number, seed = 1): Uint8Array {
  let state = seed >>> 0;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** An Intel HEX file of these blocks. */
export function hexFile(...segments: readonly Block[]): Uint8Array {
  return writeImage({ segments }, 'intel-hex');
}

/** A vector table that an F405 would start from, and some code behind it. */
export function startable(length: number): Uint8Array {
  const bytes = noise(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x2002_0000, true);
  view.setUint32(4, 0x0800_0101, true);
  return bytes;
}
