// What the checks of all options share.

import { LinkError } from '@odflash/core';
import { textOf } from '../../src/usb/strings.ts';
import { type Bench, requests } from '../bench.ts';

/** By the name of the option. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

export const profile = (...boardOptions: string[]) => ['v3.6-56V+dfu', ...boardOptions].join(',');
export const eraseFirst = Uint8Array.of(0x41, 0, 0, 0, 8);

export async function took(made: Bench, work: () => Promise<unknown>): Promise<number> {
  const begin = made.clock.now();
  await work();
  return made.clock.now() - begin;
}

export async function text(made: Bench, index: number): Promise<string | undefined> {
  return textOf((await made.control(0x80, 6, 0x0300 | index, 0x0409, 255)).data);
}

/** Bits of a byte that are 1. */
export const ones = (byte: number): number => byte.toString(2).replaceAll('0', '').length;

export function bitsThatDiffer(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, byte, i) => sum + ones(byte ^ (b[i] ?? 0)), 0);
}

/** Settles within `ms`, or did not answer. */
export async function within(made: Bench, ms: number, answer: Promise<unknown>): Promise<unknown> {
  return await Promise.race([
    answer.catch((error: unknown) => (error instanceof LinkError ? error.kind : error)),
    made.clock.sleep(ms).then(() => 'no answer'),
  ]);
}

export async function firstStatus(made: Bench, block: number, data: Uint8Array) {
  await made.out(requests.download, block, data);
  return await made.status();
}
