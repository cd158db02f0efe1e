// What is announced and told while a board is only looked at, and of one that cannot say who it is.

import { type FlashEvent, flash, inspectBoard, readFlash, verifyImage } from '@odflash/core';
import { expect, test } from 'vitest';
import { bench, failure, firmware, flashBase, imageOf } from '../bench.ts';
import { environmentOf, fakeTarget, wireError } from '../fake-target.ts';

const told = () => {
  const events: FlashEvent[] = [];
  return { events, onEvent: (event: FlashEvent) => void events.push(event) };
};
const announced = (events: readonly FlashEvent[]) =>
  events.flatMap((event) => (event.type === 'inspecting' ? [event.bytes] : []));

test('as many bytes are announced as are read or compared', async () => {
  const { env } = bench({ holds: firmware(1) });
  const read = told();
  await readFlash(env, { range: { address: flashBase + 16, length: 5000 }, onEvent: read.onEvent });
  expect(announced(read.events)).toEqual([5000]);
  const whole = told();
  await inspectBoard(env, { onEvent: whole.onEvent });
  expect(announced(whole.events)).toEqual([1024 * 1024]);
  const compared = told();
  const image = imageOf(firmware(1));
  await verifyImage(env, { image, onEvent: compared.onEvent });
  expect(announced(compared.events)).toEqual([image.segments[0]!.data.length]);
});

test('a board that cannot be identified is announced nevertheless, with what a person must know of it', async () => {
  const target = fakeTarget({ holds: firmware(1) });
  target.identify = async () => {
    throw wireError();
  };
  const { events, onEvent } = told();
  const error = await failure(flash(environmentOf(target), { image: imageOf(firmware(2)), onEvent }));
  expect(error).toMatchObject({ code: 'timeout', board: 'untouched' });
  expect(events.filter(({ type }) => type === 'opened')).toHaveLength(1);
});

test('a chip other than the STM32F405 is compared as far as it can be read, without configuration sectors', async () => {
  const target = fakeTarget({
    holds: firmware(1),
    identity: { isF405: false, board: { known: false, why: 'not-an-f405' } },
  });
  const segments = [...imageOf(firmware(1)).segments, { address: 0x080c_0000, data: firmware(3).subarray(0, 512) }];
  const image = { ...imageOf(firmware(1)), segments };
  const report = await verifyImage(environmentOf(target), { image });
  expect(report.findings.map(({ code }) => code)).not.toContain('configuration-data');
});

test('firmware of another board is reported once, as what it claims or as what it is for', async () => {
  const wrong = async (text: string) => {
    const holds = firmware(1);
    holds.set(new TextEncoder().encode(`\0${text}\0`), 2000);
    const { findings } = await inspectBoard(bench({ holds }).env, {});
    return findings.filter(({ level }) => level === 'warn').map(({ code }) => code);
  };
  expect(await wrong('ODrive 3.5 CDC Interface')).toEqual(['board-claims']);
  expect(await wrong('VESC')).toEqual(['installed']);
});
